"""What is said without evidence: no citations, one question at most, nothing dressed up."""

import pytest

from coach.coach import Coach
from coach.conversation import Conversation
from coach.cover import PEOPLE
from coach.say import (
    ask_for_own_part,
    ask_for_step,
    ask_new,
    decline,
    name_outside,
    own_words,
    say_nobody_contradicts,
    say_nobody_else,
)
from coach.understand import Query

TALK = Conversation(dilemma="The tenth school will not sign.", table=("x",))


def test_the_step_is_asked_for_in_other_words_the_second_time() -> None:
    first = ask_for_step(TALK)
    second = ask_for_step(TALK.add("", first.text, asked=(first.claims[-1].text,)))
    assert first.text != second.text
    assert first.text.endswith("?")
    assert second.text.endswith("?")


def test_without_a_dilemma_there_is_no_step_to_ask_for() -> None:
    assert not ask_for_step(Conversation()).text.endswith("?")


@pytest.mark.parametrize("ask", [ask_for_own_part, say_nobody_contradicts])
def test_a_challenge_ends_with_one_question_and_cites_nobody(ask: object) -> None:
    answer = ask(TALK)  # type: ignore[operator]
    assert answer.text.count("?") == 1
    assert answer.text.endswith("?")
    assert not answer.citations


def test_questions_of_a_kind_run_out_and_then_none_is_asked() -> None:
    talk = TALK
    asked: list[str] = []
    while question := ask_new(talk, "own_part"):
        asked.append(question)
        talk = talk.add("", question, asked=tuple(asked))
    assert len(asked) == len(set(asked)) >= 3


@pytest.mark.parametrize("move", ["tried", "disagree", "advise", "unhelpful", "others"])
def test_when_nobody_is_left_one_question_is(move: object) -> None:
    answer = say_nobody_else(move, TALK, "")  # type: ignore[arg-type]
    assert answer.text.count("?") == 1


def test_what_is_declined_is_named_and_nothing_is_cited(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    query = Query("How do I bake sourdough bread?", "", (), "dilemma", "")
    answer = decline(store, query, 0.0, (), Conversation())
    assert answer.kind == "no_evidence"
    assert answer.text == "The interviews have nothing to say about sourdough bread."
    assert not PEOPLE.search(query.text)


def test_what_is_not_covered_is_named_before_the_question(casebook_coach: Coach) -> None:
    answer = own_words("answer", "An answer.", "What now?")
    named = name_outside(answer, "What is the capital of Mongolia?", casebook_coach.store)
    said = "The interviews have nothing to say about the capital of Mongolia."
    assert named.text == f"An answer.\n\n{said}\n\nWhat now?"
    assert [claim.text for claim in named.claims] == ["An answer.", said, "What now?"]
