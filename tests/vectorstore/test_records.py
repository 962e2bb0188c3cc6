"""Tests of vectorstore/records.py."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.evidence import Experience, PageSpan, Passage, Quote
from vectorstore.records import (
    experience_record,
    passage_record,
    read_experience,
    read_passage,
    read_window,
    window_record,
)
from vectorstore.windows import Window

WORDS = st.text(st.characters(codec="utf-8"))
LISTS = st.lists(WORDS, max_size=3).map(tuple)
SPANS = st.builds(PageSpan, st.integers(), st.integers(), WORDS, st.integers())
QUOTES = st.builds(Quote, WORDS, WORDS, st.integers(), WORDS, st.integers(), st.integers())


@given(st.builds(Passage, spans=st.lists(SPANS, max_size=2).map(tuple), id=WORDS, text=WORDS))
def test_a_passage_survives_the_disk(passage: Passage) -> None:
    assert read_passage(json.loads(json.dumps(passage_record(passage)))) == passage


@given(
    st.builds(
        Experience, pages=LISTS, asks=LISTS, questions=LISTS, themes=LISTS, contrasts=LISTS,
        quotes=st.lists(QUOTES, max_size=2).map(tuple),
    )
)  # fmt: skip
def test_a_card_survives_the_disk(card: Experience) -> None:
    assert read_experience(json.loads(json.dumps(experience_record(card)))) == card


@pytest.mark.parametrize("record", [{}, {"spans": []}, {"spans": [], "colour": "red"}])
def test_a_foreign_record_is_refused(record: dict[str, object]) -> None:
    with pytest.raises((TypeError, KeyError)):
        read_passage(record)
    with pytest.raises((TypeError, KeyError)):
        read_experience(record)


@given(st.builds(Window, WORDS, WORDS, LISTS, st.just("ask")))
def test_a_window_survives_the_disk(window: Window) -> None:
    assert read_window(json.loads(json.dumps(window_record(window)))) == window
