"""How a message is read as plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.words import END, read_words


@given(st.text(max_size=300))
def test_any_text_is_read_as_lower_case_words(text: str) -> None:
    for word in read_words(text):
        assert word == END or (word == word.lower() and word.isascii() and " " not in word)


@pytest.mark.parametrize("text", ["I don't know", "I DON’T KNOW", "I\u00a0don`t\u00a0know"])
def test_case_curly_quotes_and_hard_spaces_make_no_difference(text: str) -> None:
    assert read_words(text) == ("i", "do", "not", "know")


def test_a_slip_of_the_fingers_in_a_key_word_is_mended() -> None:
    assert "suicide" in read_words("thoughts of suicde")
    assert "suicide" in read_words("thoughts of su1c1de")
    assert "suicide" in read_words("thoughts of s u i c i d e")


def test_an_ordinary_word_is_left_as_it_is() -> None:
    assert read_words("The quarterly budget slipped") == ("the", "quarterly", "budget", "slipped")


def test_a_sentence_has_its_end_but_a_title_and_a_figure_have_none() -> None:
    assert read_words("Dr. Lee has 1.5 posts.").count(END) == 1
