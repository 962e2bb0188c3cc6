"""Tests the little Markdown of an answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from window.markdown import read_blocks


def test_a_quotation_is_told_from_its_byline() -> None:
    (block,) = read_blocks("> “We stayed.” [2]\n>\n> — Amber Berry, p. 3")
    assert block.kind == "quotation"
    assert block.text == "“We stayed.” "
    assert block.byline == "— Amber Berry, p. 3"
    assert [run.mark for run in block.runs if run.mark is not None] == [2]


def test_strong_and_emphasis_are_styles_and_not_text() -> None:
    (block,) = read_blocks("**Amber Berry** was *not* sure.")
    assert block.text == "Amber Berry was not sure."
    assert [run.strong for run in block.runs] == [True, False, False, False]


def test_each_list_item_is_a_block_of_its_own() -> None:
    blocks = read_blocks("- one\n- two\n\n1. three")
    assert [(block.kind, block.text) for block in blocks] == [
        ("item", "one"),
        ("item", "two"),
        ("item", "three"),
    ]


@pytest.mark.parametrize(
    "text", ["<b>bold</b>", "[here](http://evil.example)", "![x](y)", "`code`", "a * b * c"]
)
def test_everything_else_stays_text(text: str) -> None:
    (block,) = read_blocks(text)
    assert block.text == text


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    for block in read_blocks(text):
        assert isinstance(block.text, str)
