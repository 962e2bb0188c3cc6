"""Asking before answering: only where too little is said to help."""

import pytest

from coach.clarify import is_vague
from coach.coach import Coach
from coach.conversation import Conversation
from coach.understand import MOST_ASKED, understand
from eval.dilemma import FOLDER, load_dilemmas

VAGUE = [
    "I have a difficult colleague",
    "things are hard at work",
    "I need advice on leadership",
    "I'm struggling with my team",
    "We have a conflict",
    "Everything is going wrong and I don't know what to do",
    "How do I deal with difficult people?",
    "How do I become a better leader?",
    "My partners are difficult",
    "There is tension in my team",
]


@pytest.mark.parametrize("message", VAGUE)
def test_a_vague_beginning_is_asked_about_once(message: str, casebook_coach: Coach) -> None:
    reply = casebook_coach.ask(message, Conversation())
    assert reply.answer.kind == "question"
    assert reply.conversation.stage == "clarify"
    asked = [claim.text for claim in reply.answer.claims if claim.text.endswith("?")]
    assert len(asked) == 1
    assert not reply.answer.citations


def test_of_the_dilemmas_hardly_one_in_a_hundred_is_asked_about(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    dilemmas = [d for d in load_dilemmas(FOLDER / "dilemmas.jsonl") if d.split == "dev"]
    questions = [text for d in dilemmas for text in {d.turns[0], d.whole}]
    asked = [
        question
        for question in questions
        if is_vague(understand(question, Conversation(), store), 0.0, Conversation(), store)
    ]
    assert len(asked) <= len(questions) / 100, asked


def test_a_question_for_an_encyclopedia_is_not_asked_about(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask("What are the rules of offside?", Conversation()).answer
    assert answer.kind == "no_evidence"


def test_no_third_question_is_asked_running(casebook_coach: Coach) -> None:
    talk = Conversation(clarified=MOST_ASKED, vague="help")
    store = casebook_coach.store
    assert not is_vague(understand("I am stuck with it all", talk, store), 0.0, talk, store)


def test_a_sigh_in_the_middle_is_met_with_one_question_and_the_next_with_more(
    casebook_coach: Coach,
) -> None:
    conversation = casebook_coach.ask(
        "Seven of the eight councils have joined our shared programme, and the eighth stays out.",
        Conversation(),
    ).conversation
    first = casebook_coach.ask("It's all such a mess.", conversation)
    assert first.answer.kind == "question"
    assert not first.answer.citations
    assert first.answer.text.count("?") == 1
    assert first.answer.text not in conversation.turns[-1].reply
    second = casebook_coach.ask("I feel alone with it.", first.conversation)
    assert second.answer.kind == "answer"
