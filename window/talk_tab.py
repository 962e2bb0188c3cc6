"""The tab to talk in: the conversation, the box to write in, and the evidence beside them."""

import time
from collections.abc import AsyncIterator
from html import escape
from typing import Any

import gradio as gr

from coach.transcript import Said, write_transcript
from prompts.load import load_texts
from window.first_screen import draw_promise, draw_starters
from window.open import OpenCoach
from window.parcel import add_parcel, make_parcel
from window.session import Session
from window.sheet import make_sheet
from window.talk import View, take_turn
from window.words import draw_words

TAKE = """
element.addEventListener('click', (event) => {
    const way = event.target.closest('[data-export]');
    if (way) trigger('take', {suffix: way.dataset.export});
});
"""
IDLE = 4 * 3600  # seconds after which a session nobody uses is forgotten
PLAIN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def add_talk(opened: OpenCoach) -> None:
    """Add the tab's parts to the page, and tie them together."""
    texts = load_texts("window")
    store = opened.current().store
    session = gr.State(Session(), time_to_live=IDLE)
    with gr.Row(elem_id="talk", equal_height=False):
        with gr.Column(elem_id="spoken", min_width=0):
            gr.HTML(draw_promise(store), elem_id="promise", **PLAIN)
            fresh = gr.Button(
                texts["fresh"], elem_id="fresh", size="sm", visible="hidden", min_width=0
            )
            with gr.Column(elem_id="conversation", min_width=0):
                past = gr.HTML(elem_id="past", **PLAIN)
                current = gr.HTML(elem_id="current", apply_default_css=False, js_on_load=TAKE)
                parcel = add_parcel()
            with gr.Column(elem_id="writing", min_width=0):
                message = gr.Textbox(
                    elem_id="message",
                    label=texts["message_label"],
                    placeholder=texts["message_placeholder"],
                    lines=1,
                    max_lines=8,
                    autofocus=True,
                    html_attributes=gr.InputHTMLAttributes(autocomplete="off", enterkeyhint="send"),
                )
                with gr.Row(elem_id="actions"):
                    stop = gr.Button(
                        texts["stop"], elem_id="stop", size="sm", visible="hidden", min_width=0
                    )
                    send = gr.Button(
                        texts["send"], elem_id="send", variant="primary", size="sm", min_width=0
                    )
            with gr.Accordion(texts["narrow"], open=False, elem_id="narrow"):
                people = gr.CheckboxGroup(
                    [person.name for person in store.people() if person.interviewee],
                    label=texts["narrow_people"],
                    elem_id="narrow-people",
                )
                themes = gr.CheckboxGroup(
                    theme_choices(opened), label=texts["narrow_themes"], elem_id="narrow-themes"
                )
            gr.HTML(draw_starters() + draw_words(), elem_id="starters", **PLAIN)
        evidence = gr.HTML(
            elem_id="evidence",
            apply_default_css=False,
            js_on_load="window.coachSheet = (asked) => server.page_sheet(asked);",
            server_functions=[make_sheet(opened)],
        )
    status = gr.HTML(draw_status(""), elem_id="status", **PLAIN)

    shown = [session, past, current, evidence, status, message, send, stop, fresh]

    async def answer(
        words: str, before: Session, names: list[str], about: list[str], request: gr.Request
    ) -> AsyncIterator[list[Any]]:
        if not words.strip():
            yield [gr.skip()] * len(shown)
            return
        before = before.owned_by(request.username or "")
        async for view in take_turn(opened.current, words, before, names, about):
            yield show(view)

    turn = gr.on(
        [send.click, message.submit],
        answer,
        [message, session, people, themes],
        shown,
        trigger_mode="once",
        **QUIET,
    )

    def take(now: Session, event: gr.EventData, request: gr.Request) -> str:
        exchanges = now.owned_by(request.username or "").exchanges
        said = [Said(exchange.message, exchange.answer) for exchange in exchanges]
        markdown = write_transcript(said, opened.current().store)
        return make_parcel(markdown, texts["conversation_file"], str(event.suffix), time.time_ns())

    current.take(take, session, parcel, **QUIET)
    stop.click(
        lambda: [draw_status(texts["stopped"]), *buttons(done=True)],
        None,
        [status, send, stop, fresh],
        cancels=[turn],
        queue=False,
        **QUIET,
    )
    fresh.click(
        lambda: [
            *[Session(), "", "", "", draw_status(""), ""],
            *buttons(done=True, first=True),
            *[[], []],
        ],
        None,
        [*shown, people, themes],
        cancels=[turn],
        queue=False,
        **QUIET,
    )


def theme_choices(opened: OpenCoach) -> list[tuple[str, str]]:
    """Return the themes there are cards about, each with the name it is shown under."""
    names: dict[str, str] = load_texts("coach")["theme_names"]
    cards = opened.current().store.experiences.values()
    themes = {theme for card in cards for theme in card.themes}
    return sorted((names.get(theme, theme), theme) for theme in themes)


def show(view: View) -> list[Any]:
    """Return the values of the page's parts at one moment of a turn."""
    return [
        view.session,
        view.past,
        view.current,
        view.evidence,
        draw_status(view.status),
        gr.skip() if view.box is None else view.box,
        *buttons(view.done),
    ]


def buttons(done: bool, first: bool = False) -> list[Any]:
    """Return the send, stop and new-conversation buttons: stop only while there is what to stop."""
    return [gr.update(visible=True if shown else "hidden") for shown in (done, not done, not first)]


def draw_status(text: str) -> str:
    """Draw the line that is only for screen readers, who are told of it politely."""
    return f'<p role="status" aria-live="polite" class="spoken">{escape(text)}</p>'
