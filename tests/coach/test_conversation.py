"""The state of a conversation, in memory and in a session file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.conversation import KEPT_TURNS, Conversation, read_conversation, write_conversation


@given(st.lists(st.tuples(st.text(max_size=50), st.text(max_size=50)), max_size=60))
def test_a_session_file_gives_back_what_was_written(turns: list[tuple[str, str]]) -> None:
    talk = Conversation()
    for message, reply in turns:
        talk = talk.add(message, reply, dilemma=message, table=("a",), people=("b",))
    assert read_conversation(write_conversation(talk)) == talk
    assert len(talk.turns) <= KEPT_TURNS
    assert talk.count == len(turns)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"turns": 3}', "null", '{"turns": [{}]}'])
def test_anything_else_is_not_a_session_file(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_conversation(text)
