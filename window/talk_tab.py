"""The tab to talk in: the conversation, the box to write in, and the evidence beside them."""

from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from prompts.load import load_texts
from window.draw_casebook import capital
from window.first_screen import draw_promise, draw_starters
from window.open import OpenCoach
from window.parcel import add_parcel
from window.session import Session
from window.sheet import make_sheet
from window.words import draw_words

# Buttons inside the conversation: take it away, send the last message again, edit it.
ACT = """
element.addEventListener('click', (event) => {
    const button = event.target.closest('[data-export], [data-again], [data-edit]');
    if (!button) return;
    if (button.dataset.export)
        trigger('take', {suffix: button.dataset.export, opinions: window.coachOpinions()});
    else trigger(button.matches('[data-edit]') ? 'edit' : 'again');
});
"""
KEEP = """
element.addEventListener('click', (event) => {
    if (event.target.closest('[data-keep]')) trigger('keep');
});
"""
IDLE = 4 * 3600  # seconds after which a session nobody uses is forgotten
PLAIN: dict[str, Any] = {"apply_default_css": False, "js_on_load": None}
QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the page that a conversation is shown in, by what they show."""

    session: Any
    promise: Any
    fresh: Any
    past: Any
    current: Any
    parcel: Any
    editing: Any
    message: Any
    stop: Any
    send: Any
    people: Any
    themes: Any
    evidence: Any
    status: Any


def add_talk(opened: OpenCoach) -> Parts:
    """Add the tab's parts to the page, not yet tied together."""
    texts = load_texts("window")
    store = opened.current().store
    session = gr.State(Session(), time_to_live=IDLE)
    with gr.Row(elem_id="talk", equal_height=False):
        with gr.Column(elem_id="spoken", min_width=0):
            promise = gr.HTML(draw_promise(store), elem_id="promise", **PLAIN)
            fresh = gr.Button(texts["fresh"], elem_id="fresh", size="sm", min_width=0)
            with gr.Column(elem_id="conversation", min_width=0):
                past = gr.HTML(elem_id="past", **PLAIN)
                current = gr.HTML(elem_id="current", apply_default_css=False, js_on_load=ACT)
                parcel = add_parcel()
            with gr.Column(elem_id="writing", min_width=0, scale=0):
                editing = gr.HTML(elem_id="editing", apply_default_css=False, js_on_load=KEEP)
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
                    stop = gr.Button(texts["stop"], elem_id="stop", size="sm", min_width=0)
                    send = gr.Button(
                        texts["send"], elem_id="send", variant="primary", size="sm", min_width=0
                    )
            with gr.Accordion(texts["narrow"], open=False, elem_id="narrow"):
                people = gr.CheckboxGroup(
                    name_people(opened), label=texts["narrow_people"], elem_id="narrow-people"
                )
                themes = gr.CheckboxGroup(
                    name_themes(opened), label=texts["narrow_themes"], elem_id="narrow-themes"
                )
            gr.HTML(draw_starters() + draw_words(), elem_id="starters", **PLAIN)
        evidence = gr.HTML(
            elem_id="evidence",
            apply_default_css=False,
            js_on_load="window.coachSheet = (asked) => server.page_sheet(asked);",
            server_functions=[make_sheet(opened)],
        )
    status = gr.HTML(draw_status(""), elem_id="status", **PLAIN)
    return Parts(
        session, promise, fresh, past, current, parcel, editing, message, stop, send, people,
        themes, evidence, status,
    )  # fmt: skip


def name_people(opened: OpenCoach) -> list[str]:
    """Return the interviewees there are to choose from."""
    return [person.name for person in opened.current().store.people() if person.interviewee]


def name_themes(opened: OpenCoach) -> list[tuple[str, str]]:
    """Return the themes there are cards about, each with the name it is shown under."""
    names: dict[str, str] = load_texts("coach")["theme_names"]
    cards = opened.current().store.experiences.values()
    themes = {theme for card in cards for theme in card.themes}
    return sorted((capital(names.get(theme, theme)), theme) for theme in themes)


def draw_status(text: str) -> str:
    """Draw the line that is only for screen readers, who are told of it politely."""
    return f'<p role="status" aria-live="polite" class="spoken">{escape(text)}</p>'
