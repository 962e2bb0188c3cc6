"""Weighing how a message is worded."""

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.wording import PLACES, find_places, weigh_wording


@given(st.lists(st.text(min_size=1, max_size=12), max_size=40))
def test_any_words_have_a_finite_weight(words: list[str]) -> None:
    assert isfinite(weigh_wording(tuple(words), "risk"))
    assert all(0 <= place < PLACES for place in find_places(tuple(words)))


def test_no_words_weigh_nothing() -> None:
    assert weigh_wording((), "risk") == 0.0


def test_words_pairs_and_triples_have_places() -> None:
    assert len(find_places(("amber", "gate", "mill"))) == 6


def test_a_disclosure_is_worded_more_like_one_than_a_meeting() -> None:
    grave = tuple("i want to end my life".split())
    dull = tuple("i want to end the meeting early".split())
    assert weigh_wording(grave, "risk") > weigh_wording(dull, "risk")


def test_an_unknown_weighing_is_refused() -> None:
    with pytest.raises(FileNotFoundError):
        weigh_wording(("gate",), "no-such-weights")
