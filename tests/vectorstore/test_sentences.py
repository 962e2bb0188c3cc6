"""Tests of vectorstore/sentences.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("‘So it is.’ He went.", ["‘So it is.’", "He went."]),
        ("Dr. Bee met Mr. Dee. They sat.", ["Dr. Bee met Mr. Dee.", "They sat."]),
        ("J. Lock kept it. Well.", ["J. Lock kept it.", "Well."]),
        ("It cost 3.5 million. Or e.g. 4.", ["It cost 3.5 million.", "Or e.g. 4."]),
        ("So did I. They went.", ["So did I.", "They went."]),
        ("He waited... and went.", ["He waited... and went."]),
        ("no stop\nanother line", ["no stop", "another line"]),
        ("   ", []),
    ],
)
def test_a_text_is_split_where_sentences_end(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


@given(st.text(st.sampled_from("abA .!?…’‘”\n)J1")))
def test_nothing_but_white_space_is_lost(text: str) -> None:
    end = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip() != ""
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()
