"""One turn in the window: shows the message, asks the coach, and lets the answer appear."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from html import escape
from threading import Event

from coach.answer import Answer
from coach.behind import look_behind
from coach.coach import Coach
from coach.reply import Reply
from coach.watch import Said, Watch
from prompts.load import fill, load_texts
from vectorstore.errors import EvidenceError
from vectorstore.store import Store
from window.draw_answer import draw_answer, source_id
from window.draw_evidence import draw_source
from window.draw_people import draw_people
from window.draw_take import draw_take
from window.draw_turn import (
    draw_again,
    draw_failure,
    draw_follow_ups,
    draw_left_out,
    draw_message,
    draw_opinion,
    draw_stopped,
    draw_thinking,
    draw_writing,
)
from window.gate import Full, Gate
from window.session import Exchange, Session

PAUSE = 0.07  # seconds between two blocks: enough for the eye to follow, short enough not to wait
GLANCE = 0.1  # seconds between two looks at whether the leader has stopped the answer


@dataclass(frozen=True, slots=True)
class View:
    """What the window shows at one moment: HTML, but for status, which a screen reader says.

    box, what the message box is to hold, is None where it stays as it is: somebody may be writing.
    """

    session: Session
    current: str
    status: str
    past: str
    evidence: str
    done: bool = False
    box: str | None = None


async def take_turn(
    current_coach: Callable[[], Coach],
    message: str,
    session: Session,
    people: Sequence[str] = (),
    themes: Sequence[str] = (),
    gate: Gate | None = None,
) -> AsyncIterator[View]:
    """Yield the views of one turn, narrowed to people and themes if any, until it is complete."""
    texts = load_texts("window")
    message = message.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate cannot be sent
    if session.replacing or session.asked:
        session = session.take_back()
    gone = Event()
    before, session = session, session.ask(message, gone)
    shown = draw_message(message)
    around = draw_past(session), draw_evidence(session)
    thinking = draw_exchange(shown + draw_thinking(), busy=True)
    yield View(session, thinking, texts["thinking"], *around, box="")
    reply, written = None, False
    gate = gate or Gate()
    try:
        async with gate.enter():
            coach = current_coach()
            async for heard in listen(coach, message, before, people, themes, gone):
                if isinstance(heard, Reply):
                    reply = heard
                else:
                    written = True
                    writing = draw_exchange(shown + draw_writing(heard), busy=True)
                    yield View(session, writing, texts["writing"], *around)
            at_once = gate.crowded or written
    except Full:
        yield fail(before, shown, texts["full"], message)
        return
    except EvidenceError as error:
        yield fail(before, shown, str(error), message)
        return
    except Exception as error:
        # Only the kind of error is logged: its text may hold what the leader wrote.
        logging.getLogger(__name__).error("a turn failed with %s", type(error).__name__)
        yield fail(before, shown, texts["turn_failed"], message)
        return
    finally:
        if reply is None:  # also when the browser has gone: nobody waits for an answer any more
            gone.set()
    if reply is None:
        stopped = draw_exchange(shown + draw_stopped() + draw_again())
        yield View(session, stopped, texts["stopped"], *around, done=True)
        return
    async for view in unfold(coach.store, reply, message, shown, before, at_once):
        yield view


async def listen(
    coach: Coach,
    message: str,
    session: Session,
    people: Sequence[str],
    themes: Sequence[str],
    gone: Event,
) -> AsyncIterator[tuple[Said, ...] | Reply]:
    """Yield what is said so far whenever it changed, then the reply; nothing once gone is set."""
    latest: tuple[Said, ...] = ()

    def show(said: tuple[Said, ...]) -> None:
        nonlocal latest
        latest = said

    asked = (message, session.conversation, tuple(people), tuple(themes))
    watch = Watch(show, gone.is_set)
    asking = asyncio.create_task(asyncio.to_thread(coach.ask, *asked, watch=watch))
    # Looked at even if nobody waits for it, or it would be logged with all that it says.
    asking.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
    shown: tuple[Said, ...] = ()
    while not gone.is_set():
        done, _ = await asyncio.wait([asking], timeout=GLANCE)
        if done:
            yield asking.result()
            return
        if latest != shown:
            shown = latest
            yield shown


async def unfold(
    store: Store, reply: Reply, message: str, shown: str, before: Session, at_once: bool
) -> AsyncIterator[View]:
    """Yield the views in which an answer appears, block by block unless it is to be all at once."""
    texts = load_texts("window")
    answer = reply.answer
    turn = len(before.exchanges) + 1
    blocks = draw_answer(answer, turn)
    note = draw_left_out(len(answer.dropped))
    whole = shown + "".join(blocks) + note
    exchange = Exchange(
        message, answer, whole, draw_sources(store, answer, turn), before.conversation
    )
    session = before.add(exchange, reply.conversation)
    around = draw_past(before), draw_evidence(session)
    for count in range(1, 0 if at_once else len(blocks)):
        current = draw_exchange(shown + "".join(blocks[:count]), busy=True)
        yield View(session, current, texts["thinking"], *around)
        await asyncio.sleep(PAUSE)
    picture = draw_people(answer, store.people()) if answer.citations else ""
    take = draw_take(texts["take_conversation"])
    tools = f'<div class="after">{rate(exchange, turn)}{draw_again()}{take}</div>'
    current = draw_exchange(whole + draw_follow_ups(answer.follow_ups) + picture + tools)
    yield View(session, current, describe(answer), *around, done=True)


def fail(before: Session, shown: str, reason: str, message: str) -> View:
    """Return the view of a turn that came to nothing; the words go back into the box."""
    current = draw_exchange(shown + draw_failure(reason))
    around = draw_past(before), draw_evidence(before)
    return View(before, current, reason, *around, done=True, box=message)


def draw_past(session: Session) -> str:
    """Draw all exchanges so far."""
    return "".join(
        draw_exchange(exchange.drawn + rate(exchange, turn))
        for turn, exchange in enumerate(session.exchanges, 1)
    )


def rate(exchange: Exchange, turn: int) -> str:
    """Draw the thumbs of an exchange; whoever is at risk is not asked for marks."""
    return "" if exchange.answer.kind == "safeguarding" else draw_opinion(turn)


def draw_exchange(inner: str, busy: bool = False) -> str:
    """Draw one exchange around its parts; while busy, the page offers to stop it."""
    return f'<article class="exchange"{" data-busy" if busy else ""}>{inner}</article>'


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
