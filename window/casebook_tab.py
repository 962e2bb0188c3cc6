"""The tab to read in: the casebook's contents, and beside them the page of a person or theme."""

from typing import Any

import gradio as gr

from window.draw_casebook import draw_chapter, draw_contents
from window.open import OpenCoach

# Any button that names a chapter opens it, be it in the contents or in a page.
CHOOSE = """
element.addEventListener('click', (event) => {
    const button = event.target.closest('[data-chapter]');
    if (button) {
        window.coachChapter = button.dataset;
        trigger('choose', {chapter: button.dataset.chapter});
    }
});
"""


def add_casebook(opened: OpenCoach) -> Any:
    """Add the tab's parts to the page, tie them together, and return the contents."""
    with gr.Row(elem_id="casebook", equal_height=False):
        contents = gr.HTML(
            draw_contents(opened.current().store),
            elem_id="contents",
            apply_default_css=False,
            js_on_load=CHOOSE,
        )
        chapter = gr.HTML(elem_id="chapter", apply_default_css=False, js_on_load=CHOOSE)

    def read(event: gr.EventData) -> str:
        return draw_chapter(opened.current().store, str(event.chapter))

    for part in (contents, chapter):
        part.choose(read, None, chapter, show_progress="hidden", api_visibility="private")
    return contents
