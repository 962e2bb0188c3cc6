"""The words that are shown: verbatim, whole sentences, on one page."""

from coach.coach import Coach
from coach.draft import tell
from coach.quotation import LONGEST, pick_quote


def test_what_is_picked_stands_in_its_passage_on_one_page(report_coach: Coach) -> None:
    store = report_coach.store
    lengths = []
    for card in store.experiences.values():
        quote = pick_quote(store, card, tell(card), frozenset())
        if quote is None:
            continue
        passage = store.passages[quote.passage_id]
        assert passage.speaker == card.interviewee
        assert passage.text[quote.start : quote.end] == quote.text
        assert passage.page_at(quote.start).label == quote.page
        assert passage.page_at(quote.end - 1).label == quote.page
        lengths.append(len(quote.text.split()))
    assert len(lengths) > 100
    assert sum(length > LONGEST for length in lengths) / len(lengths) < 0.1


def test_what_was_seen_gives_way_to_what_was_not(report_coach: Coach) -> None:
    store = report_coach.store
    card = next(card for card in store.experiences.values() if len(card.quotes) > 1)
    first = pick_quote(store, card, tell(card), frozenset())
    assert first
    second = pick_quote(store, card, tell(card), frozenset([first.text]))
    assert second
    assert second.text != first.text
