"""The desk of a coach who prepares a session: a dilemma in, a brief out, to edit and take away."""

import asyncio
import json
import time
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from coach.brief import Brief, make_brief, write_markdown
from coach.hand import Checked, check_brief
from coach.message import clean
from prompts.load import fill, load_texts
from vectorstore.errors import EvidenceError
from window.draw_brief import draw_brief
from window.draw_turn import draw_failure
from window.edit_brief import edit_brief
from window.open import OpenCoach
from window.parcel import add_parcel, make_parcel
from window.talk_tab import IDLE, PLAIN, QUIET, draw_status

# Moves and drops lines where they stand, and sends what is left when it is to be taken away.
EDIT = """
element.addEventListener('click', (event) => {
    const tool = event.target.closest('[data-move]');
    if (tool) {
        const line = tool.closest('li');
        const next = line.nextElementSibling, before = line.previousElementSibling;
        if (tool.dataset.move === 'up' && before) before.before(line);
        if (tool.dataset.move === 'down' && next) next.after(line);
        if (tool.dataset.move === 'drop') {
            (next || before)?.querySelector('[data-move=drop]').focus();
            if (!next && !before) line.closest('section').querySelector('h3').focus();
            line.remove();
        } else tool.focus();
    }
    const way = event.target.closest('[data-export]');
    if (way) {
        const lists = {};
        for (const list of element.querySelectorAll('[data-list]'))
            lists[list.dataset.list] = [...list.children].map((line) => [
                Number(line.dataset.item),
                line.querySelector('.words').innerText,
            ]);
        trigger('take', {suffix: way.dataset.export, lists: JSON.stringify(lists)});
    }
});
"""


@dataclass(frozen=True, slots=True)
class Desk:
    """The brief that was made last, and whose it is."""

    brief: Brief | None = None
    owner: str = ""


def add_prepare(opened: OpenCoach) -> None:
    """Add the tab's parts to the page, and tie them together."""
    texts = load_texts("window")
    desk = gr.State(Desk(), time_to_live=IDLE)
    with gr.Column(elem_id="prepare", min_width=0):
        gr.HTML(
            f"<h1>{escape(texts['prepare_title'])}</h1>"
            f"<p class='lead'>{escape(texts['prepare_lead'])}</p>",
            **PLAIN,
        )
        dilemma = gr.Textbox(
            elem_id="prepare-dilemma", label=texts["prepare_dilemma"], lines=3, max_lines=12
        )
        context = gr.Textbox(
            elem_id="prepare-context", label=texts["prepare_context"], lines=2, max_lines=8
        )
        make = gr.Button(
            texts["prepare_make"], elem_id="prepare-make", variant="primary", size="sm", min_width=0
        )
        drawn = gr.HTML(elem_id="brief", apply_default_css=False, js_on_load=EDIT)
        note = gr.HTML(draw_status(""), elem_id="brief-note", **PLAIN)
        parcel = add_parcel()

    async def prepare(client: str, around: str, request: gr.Request) -> tuple[Desk, str, str]:
        owner = request.username or ""
        if not clean(client):
            empty = texts["prepare_empty"]
            return Desk(owner=owner), draw_failure(empty), draw_status(empty)
        try:
            store = opened.current().store
            brief = await asyncio.to_thread(make_brief, store, clean(client), clean(around))
        except EvidenceError as error:
            return Desk(owner=owner), draw_failure(str(error)), draw_status(str(error))
        return Desk(brief, owner), draw_brief(brief), draw_status(texts["prepare_made"])

    def take(desk: Desk, event: gr.EventData, request: gr.Request) -> tuple[Any, str]:
        if desk.brief is None or desk.owner != (request.username or ""):
            return gr.skip(), ""
        changed = json.loads(str(event.lists))
        edited = edit_brief(desk.brief, changed if isinstance(changed, dict) else {})
        checked = check_brief(edited, desk.brief, opened.current().store)
        markdown = write_markdown(checked.brief)
        sent = make_parcel(markdown, texts["brief_file"], str(event.suffix), time.time_ns())
        return sent, draw_note(checked)

    make.click(prepare, [dilemma, context], [desk, drawn, note], **QUIET)
    drawn.take(take, desk, [parcel, note], **QUIET)


def draw_note(checked: Checked) -> str:
    """Draw what was changed in a brief as it was checked, if anything, for everybody to see."""
    texts = load_texts("window")
    notes = []
    if checked.flagged:
        notes.append(fill(texts["brief_flagged"], count=checked.flagged))
    if checked.lost:
        notes.append(fill(texts["brief_lost"], count=checked.lost))
    if not notes:
        return draw_status(texts["brief_taken"])
    return f'<p role="status" class="left-out">{escape(" ".join(notes))}</p>'
