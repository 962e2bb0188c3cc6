"""One turn of conversation, through the real coach over the casebook, and over the report."""

from pathlib import Path
from time import process_time

import pytest

from coach.coach import Coach
from coach.conversation import Conversation, write_conversation
from vectorstore.normalise import normalise

OTHER = "How do I bring on younger leaders in our colleges without burning them out?"
HOLD_OUT = "Everyone else has signed up and one partner will not join. Do we wait for them?"


def test_an_answer_cites_cards_and_says_how_many_people_it_rests_on(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask(HOLD_OUT, Conversation()).answer
    assert answer.kind == "answer"
    assert answer.citations
    people = {c.speaker for c in answer.citations}
    assert set(answer.weight.names) <= people
    assert answer.weight.count == len(answer.weight.names)
    assert answer.weight.of == 10


def test_every_mark_has_its_citation_and_every_citation_its_mark(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask(HOLD_OUT, Conversation()).answer
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    for number in numbers:
        assert f"[{number}]" in answer.text
    assert f"[{len(numbers) + 1}]" not in answer.text
    for claim in answer.claims:
        assert set(claim.citations) <= set(numbers)
        assert bool(claim.citations) == (claim.kind != "coach")


def test_without_the_report_nothing_is_quoted(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask(HOLD_OUT, Conversation()).answer
    assert all(citation.quote is None for citation in answer.citations)
    assert all(claim.kind != "quote" for claim in answer.claims)
    assert "paraphrased from" in answer.text


def test_with_the_report_every_quotation_stands_on_its_page(report_coach: Coach) -> None:
    answer = report_coach.ask(HOLD_OUT, Conversation()).answer
    quoted = [citation for citation in answer.citations if citation.quote]
    assert quoted
    for citation in quoted:
        passage = report_coach.store.passages[citation.evidence_id]
        assert citation.quote is not None
        assert citation.quote in passage.text
        assert citation.text == passage.text
        assert citation.speaker == passage.speaker
        place = passage.page_at(passage.text.index(citation.quote))
        assert citation.page == place.label
        assert citation.pdf_page == place.pdf_page
        assert normalise(citation.quote) in normalise(answer.text)


def test_the_first_answer_says_what_this_is_and_the_second_does_not(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation())
    assert "not a therapist" in first.answer.text
    second = casebook_coach.ask("And if it were most of them?", first.conversation)
    assert "not a therapist" not in second.answer.text


def test_naming_an_interviewee_narrows_to_that_person(casebook_coach: Coach) -> None:
    question = "What did Julie Moore do when another organisation did not want her help?"
    answer = casebook_coach.ask(question, Conversation()).answer
    assert {citation.speaker for citation in answer.citations} == {"Julie Moore"}
    assert answer.weight.count == 1


def test_an_encyclopedia_question_is_declined_without_citations(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask("How do I make a vegan gravy?", Conversation()).answer
    assert answer.kind == "no_evidence"
    assert not answer.citations
    assert "[1]" not in answer.text


def test_another_subject_in_a_conversation_is_declined_too(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation())
    answer = casebook_coach.ask("How do I bake sourdough bread?", first.conversation).answer
    assert answer.kind == "no_evidence"


@pytest.mark.parametrize("more", ["tell me more", "did it work?", "what page is it on?"])
def test_what_was_declined_has_nothing_more_to_tell(casebook_coach: Coach, more: str) -> None:
    first = casebook_coach.ask("How do I make a vegan gravy?", Conversation())
    answer = casebook_coach.ask(more, first.conversation).answer
    assert answer.kind == "no_evidence"
    assert not answer.citations


def test_who_else_leaves_out_those_on_the_table(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation())
    second = casebook_coach.ask("Who else speaks to this?", first.conversation)
    assert second.answer.citations
    before = {citation.speaker for citation in first.answer.citations}
    assert not before & {citation.speaker for citation in second.answer.citations}


def test_asked_who_disagrees_it_shows_contrasts_or_says_there_are_none(
    casebook_coach: Coach,
) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation())
    second = casebook_coach.ask("Who disagrees?", first.conversation)
    shown = {c.evidence_id for c in second.answer.citations}
    table = [casebook_coach.store.experiences[card] for card in first.conversation.table]
    opposed = {other for card in table for other in card.contrasts}
    assert shown <= opposed
    assert second.conversation.stage == "challenge"


def test_the_close_asks_for_one_step_of_the_leaders_own(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation())
    last = casebook_coach.ask("Help me settle on one step", first.conversation)
    assert last.conversation.stage == "close"
    assert last.answer.text.endswith("?")
    assert not last.answer.citations


def test_nothing_said_is_asked_for_and_a_huge_message_is_answered(casebook_coach: Coach) -> None:
    assert casebook_coach.ask("  \n ", Conversation()).answer.kind == "question"
    huge = casebook_coach.ask(HOLD_OUT + " and so on" * 100_000, Conversation()).answer
    assert huge.kind in ("answer", "no_evidence")


def test_a_lone_surrogate_does_no_harm(casebook_coach: Coach) -> None:
    answer = casebook_coach.ask(f"\ud800 {HOLD_OUT} \udfff", Conversation()).answer
    answer.text.encode("utf-8")


def test_the_same_question_has_the_same_answer(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation()).answer.record()
    second = casebook_coach.ask(HOLD_OUT, Conversation()).answer.record()
    assert {**first, "ms": None} == {**second, "ms": None}


TWO_HUNDRED = (
    HOLD_OUT,
    "Who disagrees?",
    "tell me more about the second one",
    "did it work?",
    "And if it were most of them?",
    "What would Ruth Carnall say?",
    "how long did that take?",
    "that doesn't help",
    "what would you do?",
    "Help me settle on one step",
)


def test_two_hundred_turns_stay_correct_and_do_not_slow_down(
    casebook_coach: Coach, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    conversation = Conversation()
    times = []
    for number in range(200):
        started = process_time()  # of this process alone, whoever else is at work
        reply = casebook_coach.ask(TWO_HUNDRED[number % len(TWO_HUNDRED)], conversation)
        conversation = reply.conversation
        times.append(process_time() - started)
        assert conversation.dilemma.startswith(HOLD_OUT)
        assert reply.answer.text
    assert conversation.count == 200
    assert len(conversation.turns) <= 40
    assert len(conversation.dilemma.split()) < 200
    assert len(write_conversation(conversation)) < 200_000
    early, late = times[10:60], times[-50:]  # five rounds each; the quickest of a kind is compared
    assert sum(min(late[k::10]) for k in range(10)) < 3 * sum(min(early[k::10]) for k in range(10))
    assert not list(tmp_path.iterdir())


def test_what_was_seen_is_kept_in_the_order_in_which_it_was_shown(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation()).conversation
    second = casebook_coach.ask("Who else speaks to this?", first).conversation
    third = casebook_coach.ask("Who else?", second).conversation
    shown = (*first.table, *second.table, *third.table)
    assert len(set(shown)) > 3
    assert third.seen == tuple(dict.fromkeys(shown))


def test_what_was_seen_is_forgotten_with_the_dilemma(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation()).conversation
    other = casebook_coach.ask(f"I have a different question. {OTHER}", first).conversation
    assert other.topics[0].dilemma == HOLD_OUT
    assert set(other.seen) == set(other.table)
    back = casebook_coach.ask("go back to the first one", other).conversation
    assert back.dilemma == HOLD_OUT
    assert back.table[: len(first.table)] == first.table
    assert other.dilemma in {topic.dilemma for topic in back.topics}


def test_somebody_who_was_not_interviewed_is_not_made_to_speak(casebook_coach: Coach) -> None:
    first = casebook_coach.ask(HOLD_OUT, Conversation()).conversation
    answer = casebook_coach.ask("What would Florence Nightingale say?", first).answer
    assert answer.kind == "no_evidence"
    assert not answer.citations
    assert "Florence Nightingale" in answer.text


def test_told_more_no_quotation_is_shown_twice(casebook_coach: Coach) -> None:
    turns = (
        "Our five parishes agreed to share a youth worker. One vicar told his treasurer to wait.",
        "He did the same two years ago over the school bus.",
        "The bishop likes him, so going above his head is not really open to me.",
        "The other four are getting tired of waiting for him, and two have asked me to stop.",
    )
    conversation = Conversation()
    shown: list[str] = []
    for turn in turns:
        reply = casebook_coach.ask(turn, conversation)
        conversation = reply.conversation
        shown += [c.evidence_id for c in reply.answer.citations if c.kind == "experience"]
    assert len(shown) >= 4
    assert len(shown) == len(set(shown))
