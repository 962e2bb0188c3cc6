"""What people say about time, in their very words."""

import pytest

from coach.coach import Coach
from coach.durations import DATE, LENGTH, find_time


@pytest.mark.parametrize(
    "said",
    ["it took three years", "within a couple of months", "half a decade", "two-and-a-half years"],
)
def test_a_length_of_time_is_recognised(said: str) -> None:
    assert LENGTH.search(said)


@pytest.mark.parametrize("said", ["since 2009", "years later", "it takes ages", "a long time"])
def test_a_time_is_recognised(said: str) -> None:
    assert DATE.search(said)


@pytest.mark.parametrize("said", ["they agreed at once", "on page 30", "a dozen partners"])
def test_other_figures_are_not_taken_for_times(said: str) -> None:
    assert not LENGTH.search(said)
    assert not DATE.search(said)


def test_what_is_quoted_on_time_stands_in_its_passage(report_coach: Coach) -> None:
    store = report_coach.store
    found = [find_time(store, card).quote for card in store.experiences.values()]
    quotes = [quote for quote in found if quote]
    assert len(quotes) > 20
    for quote in quotes:
        passage = store.passages[quote.passage_id]
        assert passage.text[quote.start : quote.end] == quote.text
        assert passage.page_at(quote.start).label == quote.page
