"""Tests of ingest/letters.py."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.letters import letters, printable

WILD = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("printed", "plain"),
    [("ﬁrst", "first"), ("oﬄine", "offline"), ("ﬆone", "stone"), ("ﻼ", "لا"), ("a\u00a0b", "a b")],
)
def test_printed_shapes_become_letters(printed: str, plain: str) -> None:
    assert letters(printed) == plain


def test_a_character_that_does_not_print_is_left_for_the_judge() -> None:
    assert letters("\x00A\ue001") == "\x00A\ue001"


@given(WILD)
def test_any_text_can_be_stored_afterwards(text: str) -> None:
    assert letters(text).encode("utf-8") is not None


@given(WILD)
def test_what_is_printable_stays_so(text: str) -> None:
    once = printable(letters(text))
    assert printable(once) == once
    assert not any(unicodedata.category(character) in ("Cc", "Co") for character in once)
