"""The desk of a coach who prepares a session: a dilemma in, a brief out, to edit and take away."""

import asyncio
import json
import time

import gradio as gr

from coach.brief import Brief, make_brief, write_markdown
from coach.coach import clean
from prompts.load import load_texts
from vectorstore.errors import EvidenceError
from window.draw_answer import draw_failure
from window.draw_brief import draw_brief
from window.edit_brief import edit_brief, verify_brief
from window.open import OpenCoach
from window.parcel import add_parcel, make_parcel
from window.talk_tab import IDLE, QUIET

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


def add_prepare(opened: OpenCoach) -> None:
    """Add the tab's parts to the page, and tie them together."""
    texts = load_texts("window")
    made = gr.State(None, time_to_live=IDLE)
    with gr.Column(elem_id="prepare", min_width=0):
        gr.HTML(
            f"<h1>{texts['prepare_title']}</h1><p class='lead'>{texts['prepare_lead']}</p>",
            apply_default_css=False,
            js_on_load=None,
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
        parcel = add_parcel()

    async def prepare(client: str, around: str) -> tuple[Brief | None, str]:
        words = clean(f"{client} {around}")
        if not clean(client):
            return None, draw_failure(texts["prepare_empty"])
        try:
            brief = await asyncio.to_thread(make_brief, opened.current().store, words)
        except EvidenceError as error:
            return None, draw_failure(str(error))
        return brief, draw_brief(brief)

    def take(brief: Brief | None, event: gr.EventData) -> str:
        if brief is None:
            return ""
        changed = json.loads(str(event.lists))
        edited = edit_brief(brief, changed if isinstance(changed, dict) else {})
        markdown = write_markdown(verify_brief(edited, opened.current().store))
        return make_parcel(markdown, texts["brief_file"], str(event.suffix), time.time_ns())

    make.click(prepare, [dilemma, context], [made, drawn], **QUIET)
    drawn.take(take, made, parcel, **QUIET)
