"""Tests of coach/message.py: what is read of a message."""

from hypothesis import given
from hypothesis import strategies as st

from coach.message import LONGEST, clean

FILLER = "The committee met on Tuesday and went through the agenda item by item. "


def test_beginning_and_end_of_an_enormous_message_are_kept_at_word_boundaries() -> None:
    message = "first " + FILLER * 400 + "last"
    read = clean(message)
    assert len(read) <= LONGEST
    assert read.startswith("first The committee")
    assert read.endswith("by item. last")
    assert set(read.split()) <= set(message.split())
    assert len(clean("x" * 1_000_000)) <= LONGEST
    assert clean("x" * LONGEST) == "x" * LONGEST


@given(st.text(alphabet=st.characters(), max_size=60), st.integers(1, 400))
def test_what_is_read_is_one_line_that_can_be_written_down(text: str, times: int) -> None:
    read = clean(text * times)
    assert len(read) <= LONGEST
    assert read == " ".join(read.split())
    read.encode("utf-8")  # raises where a lone surrogate is left
    assert clean(read) == read
