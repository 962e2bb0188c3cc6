"""Whether the interviews cover a question, and what is covered whatever its words are."""

import pytest

from coach.conversation import Conversation
from coach.cover import is_known
from coach.understand import ABOUT_THE_DILEMMA, ABOUT_THE_TABLE, Move, Query

WISHES = frozenset({"show", "person"})
DILEMMA = "One partner will not sign."


def ask(move: Move) -> Query:
    return Query("did it work?", DILEMMA, (), move, DILEMMA)


@pytest.mark.parametrize("move", sorted(ABOUT_THE_TABLE | ABOUT_THE_DILEMMA))
def test_what_is_asked_about_the_table_is_known_and_about_an_empty_one_is_not(move: Move) -> None:
    assert is_known(ask(move), Conversation(dilemma=DILEMMA, table=("a-card",)))
    assert is_known(ask(move), Conversation(dilemma=DILEMMA)) == (move in WISHES)


@pytest.mark.parametrize("move", ["dilemma", "addition", "variation"])
def test_what_is_told_anew_is_judged_by_its_words(move: Move) -> None:
    assert not is_known(ask(move), Conversation(dilemma=DILEMMA, table=("a-card",)))
