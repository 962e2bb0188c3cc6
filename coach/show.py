"""Shows experience: an answer is composed from what was found, and put on the table."""

from coach.compose import Choice, ask_back, choose, compose
from coach.lead import lead_in
from coach.model.line import Line
from coach.model.rephrase import Turn, rephrase
from coach.parts import Split
from coach.reflect import reflect
from coach.reply import Asked, Given, give
from coach.say import name_outside, own_words, say_nobody_contradicts, say_nobody_else, say_still
from coach.triage import PASSED, Triaged, surround
from coach.understand import Query
from coach.verify.turn import verify_answer
from vectorstore.evidence import Hit
from vectorstore.store import Store

HITS = 10  # that an answer carries
WHOLE = Split("", "")  # of a message all of which is answered


def show(
    store: Store,
    line: Line | None,
    asked: Asked,
    query: Query,
    hits: tuple[Hit, ...],
    split: Split = WHOLE,
    around: Triaged = PASSED,
) -> Given:
    """Return an answer made of hits, worded by a model if there is a line to one.

    split says what part of the message the interviews do not cover, around what triage puts
    before and after.
    """
    conversation = asked.conversation
    fresh = query.move in ("dilemma", "show") and query.dilemma != conversation.dilemma
    seen = () if fresh else conversation.seen
    choice = choose(store, hits, query.move, frozenset(conversation.table), frozenset(seen))
    stage = "challenge" if query.move in ("contrast", "disagree", "tried") else "evidence"
    if not choice.voices and query.move == "contrast":
        return give(say_nobody_contradicts(conversation), conversation, stage=stage)
    opening = lead_in(choice, query, conversation) or reflect(choice, query, conversation)
    if choice.still:
        opening = f"{opening} {say_still(choice.still)}".strip()
    if not choice.voices and choice.still:
        question = ask_back(Choice((choice.still,), None), conversation.asked, query.dilemma)
        answer = own_words("question", opening, question)
        return give(answer, conversation, stage=stage, dilemma=query.dilemma)
    if not choice.voices:
        answer = say_nobody_else(query.move, conversation, opening)
        return give(answer, conversation, stage=stage)
    composed = compose(
        store, choice, opening, hits[:HITS], conversation.asked, query.dilemma, query.move
    )
    answer = verify_answer(composed, store)
    if line and not around.around:
        turn = Turn(
            asked.message, query, conversation, hits, choice, opening, answer, asked.started
        )
        worded = rephrase(line, store, turn, asked.watch)
        answer, choice = worded.answer, worded.choice
    if split.outside:
        answer = name_outside(answer, split.outside, store)
    if around.around:
        answer = surround(answer, around)
    table = tuple(hit.evidence.id for hit in choice.on_table)
    return give(
        answer,
        conversation,
        stage=stage,
        table=table,
        people=tuple(dict.fromkeys(hit.evidence.speaker for hit in choice.on_table)),
        dilemma=conversation.dilemma if around.people else query.dilemma,
        seen=tuple(dict.fromkeys((*seen, *table))),
        focus=(),
        best=hits[0].score if query.move != "person" else conversation.best,
        topics=conversation.leave_topic() if fresh else conversation.topics,
        vague="",
        clarified=0,
    )
