"""Tests that somebody's words stay words in a Markdown file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.export import Run, read_blocks, read_runs
from coach.literal import defuse, literal, unescape


@pytest.mark.parametrize(
    "wild",
    ["# big", "> “We won.”", "- item", "1. one", "**bold** *it*", "<img src=x>", "![a](http://b)"],
)
def test_a_line_is_text_and_reads_as_it_was_written(wild: str) -> None:
    (block,) = read_blocks(literal(wild))
    assert block.kind == "text"
    assert block.text == wild


@given(st.text())
def test_what_is_made_literal_reads_as_before(text: str) -> None:
    flat = " ".join(text.split())
    assert unescape(literal(text)) == flat
    printable = "".join(c for c in flat if c.isprintable())
    assert read_runs(literal(text)) == ((Run(printable),) if printable else ())


def test_an_answer_keeps_its_marks_and_loses_what_could_be_live() -> None:
    assert defuse("One. [1] **Two** [2]") == "One. [1] **Two** [2]"
    assert defuse("<b> ![x](http://y) [z](http://y)") == "\\<b> \\![x]\\(http://y) [z]\\(http://y)"
