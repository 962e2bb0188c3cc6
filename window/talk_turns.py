"""Ties the tab to talk in together: what sends, stops, repeats, edits, begins anew, takes away."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import gradio as gr

from coach.transcript import Said, write_transcript
from prompts.load import load_texts
from window.draw_turn import draw_editing
from window.gate import Gate
from window.open import OpenCoach
from window.opinions import read_opinions
from window.parcel import make_parcel
from window.session import Session
from window.talk import View, take_turn
from window.talk_tab import QUIET, Parts, draw_status


def tie_talk(opened: OpenCoach, parts: Parts) -> None:
    """Tie the parts of the conversation together."""
    texts = load_texts("window")
    gate = Gate()
    asked = [parts.session, parts.people, parts.themes]
    shown = [
        *[parts.session, parts.past, parts.current, parts.evidence, parts.status],
        *[parts.editing, parts.message],
    ]
    # Turns wait at our own gate, which says so on the page, and not in the queue.
    turns: dict[str, Any] = {"trigger_mode": "once", "concurrency_limit": None, **QUIET}

    async def answer(
        words: str, before: Session, names: list[str], about: list[str], request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        if not words.strip():
            yield [gr.skip()] * len(shown)
            return
        before = before.owned_by(request.username or "")
        async for view in take_turn(opened.current, words, before, names, about, gate):
            yield show(view)

    async def answer_again(
        before: Session, names: list[str], about: list[str], request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        before = before.owned_by(request.username or "")
        again = replace(before, replacing=True)
        async for values in answer(before.last_message, again, names, about, request):
            yield values

    sent = gr.on(
        [parts.send.click, parts.message.submit], answer, [parts.message, *asked], shown, **turns
    )
    # Its own listener: what a script triggers does not reach listeners added by gr.on.
    again = parts.current.again(answer_again, asked, shown, **turns)

    def stop(now: Session) -> None:
        if now.gone:
            now.gone.set()

    def begin_anew(now: Session) -> list[Any]:
        stop(now)
        box = gr.update(value="", placeholder=texts["message_placeholder"])
        return [Session(), "", "", "", draw_status(""), "", box, [], []]

    def edit(now: Session, request: gr.Request) -> list[Any]:
        now = now.owned_by(request.username or "")
        if not now.last_message:
            return [gr.skip()] * 3
        return [replace(now, replacing=True), draw_editing(), now.last_message]

    def keep(now: Session) -> list[Any]:
        return [replace(now, replacing=False), "", ""]

    def take(now: Session, event: gr.EventData, request: gr.Request) -> str:
        exchanges = now.owned_by(request.username or "").exchanges
        opinions = read_opinions(event.opinions, len(exchanges))
        said = [
            Said(exchange.message, exchange.answer, opinions.get(turn))
            for turn, exchange in enumerate(exchanges, 1)
        ]
        markdown = write_transcript(said, opened.current().store)
        return make_parcel(markdown, texts["conversation_file"], str(event.suffix), time.time_ns())

    change = [parts.session, parts.editing, parts.message]
    parts.stop.click(stop, parts.session, None, queue=False, **QUIET)
    parts.current.edit(edit, parts.session, change, queue=False, **QUIET)
    parts.editing.keep(keep, parts.session, change, queue=False, **QUIET)
    parts.current.take(take, parts.session, parts.parcel, **QUIET)
    parts.fresh.click(
        begin_anew,
        parts.session,
        [*shown, parts.people, parts.themes],
        cancels=[sent, again],
        queue=False,
        **QUIET,
    )


def show(view: View) -> list[Any]:
    """Return the values of the page's parts at one moment of a turn.

    Values, even unchanged ones: for everything skipped, Gradio builds the part anew.
    """
    reply = load_texts("window")["message_reply"]
    box = gr.skip() if view.box is None else gr.update(value=view.box, placeholder=reply)
    return [
        *[view.session, view.past, view.current, view.evidence, draw_status(view.status)],
        *["", box],
    ]
