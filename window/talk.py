"""One turn in the window: shows the message, asks the coach, and lets the answer appear."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from html import escape

from coach.answer import Answer
from coach.behind import look_behind
from coach.coach import Coach
from prompts.load import fill, load_texts
from vectorstore.errors import EvidenceError
from vectorstore.store import Store
from window.draw_answer import (
    draw_answer,
    draw_failure,
    draw_follow_ups,
    draw_message,
    draw_take,
    draw_thinking,
    source_id,
)
from window.draw_evidence import draw_source
from window.draw_people import draw_people
from window.session import Exchange, Session

PAUSE = 0.07  # seconds between two blocks: enough for the eye to follow, short enough not to wait


@dataclass(frozen=True, slots=True)
class View:
    """What the window shows at one moment: HTML, but for status, which a screen reader says.

    box is what the message box is to hold now, or None to leave it as it is.
    """

    session: Session
    past: str
    current: str
    evidence: str
    status: str
    done: bool = False
    box: str | None = None


async def take_turn(
    current_coach: Callable[[], Coach],
    message: str,
    session: Session,
    people: Sequence[str] = (),
    themes: Sequence[str] = (),
) -> AsyncIterator[View]:
    """Yield the views of one turn, narrowed to people and themes if any, until it is complete."""
    texts = load_texts("window")
    message = message.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be sent
    past = draw_past(session)
    evidence = draw_evidence(session)
    shown = draw_message(message)
    current = draw_exchange(shown + draw_thinking())
    yield View(session, past, current, evidence, texts["thinking"], box="")
    try:
        coach = current_coach()
        reply = await asyncio.to_thread(
            coach.ask, message, session.conversation, tuple(people), tuple(themes)
        )
    except EvidenceError as error:
        failed = draw_exchange(shown + draw_failure(str(error)))
        yield View(session, past, failed, evidence, str(error), True, message)
        return
    except Exception as error:
        # Only the kind of error is logged: its text may hold what the leader wrote.
        logging.getLogger(__name__).error("a turn failed with %s", type(error).__name__)
        failed = draw_exchange(shown + draw_failure(texts["turn_failed"]))
        yield View(session, past, failed, evidence, texts["turn_failed"], True, message)
        return
    turn = len(session.exchanges) + 1
    blocks = draw_answer(reply.answer, turn)
    sources = draw_sources(coach.store, reply.answer, turn)
    exchange = Exchange(message, reply.answer, shown + "".join(blocks), sources)
    session = session.add(exchange, reply.conversation)
    evidence = draw_evidence(session)
    for count in range(1, len(blocks)):
        current = draw_exchange(shown + "".join(blocks[:count]))
        yield View(session, past, current, evidence, texts["thinking"])
        await asyncio.sleep(PAUSE)
    picture = draw_people(reply.answer, coach.store.people()) if reply.answer.citations else ""
    after = picture + draw_follow_ups(reply.answer.follow_ups) + draw_take()
    current = draw_exchange(exchange.drawn + after)
    yield View(session, past, current, evidence, describe(reply.answer), True)


def draw_past(session: Session) -> str:
    """Draw all exchanges so far."""
    return "".join(draw_exchange(exchange.drawn) for exchange in session.exchanges)


def draw_exchange(inner: str) -> str:
    """Draw one exchange around its parts."""
    return f'<article class="exchange">{inner}</article>'


def draw_sources(store: Store, answer: Answer, turn: int) -> str:
    """Draw the evidence behind every mark of an answer, so that a mark opens at once."""
    return "".join(
        draw_source(look_behind(store, citation), source_id(turn, citation.n))
        for citation in answer.citations
    )


def draw_evidence(session: Session) -> str:
    """Draw the evidence of all exchanges; each source is hidden until its mark is chosen."""
    sources = "".join(exchange.sources for exchange in session.exchanges)
    hint = escape(load_texts("window")["evidence_empty"])
    return f'<p class="hint">{hint}</p>{sources}' if sources else ""


def describe(answer: Answer) -> str:
    """Return what a screen reader says once an answer is there."""
    texts = load_texts("window")
    names = dict.fromkeys(citation.speaker for citation in answer.citations)
    return fill(texts["answered"], names=", ".join(names)) if names else texts["answered_plain"]
