"""Lays the page out as four tabs; each tab, and what it draws, has a file of its own."""

from pathlib import Path
from typing import Any

import gradio as gr

from prompts.load import load_texts
from window.casebook_tab import add_casebook
from window.library_tab import add_library
from window.open import OpenCoach
from window.prepare_tab import add_prepare
from window.talk_tab import add_talk

HERE = Path(__file__).parent


def make_page(opened: OpenCoach) -> gr.Blocks:
    """Return the whole page, not yet launched."""
    texts = load_texts("window")
    page: gr.Blocks = gr.Blocks(title=texts["title"], analytics_enabled=False, fill_width=True)
    with page, gr.Tabs(elem_id="tabs"):
        with gr.Tab(texts["tab_talk"], elem_id="tab-talk"):
            add_talk(opened)
        with gr.Tab(texts["tab_casebook"], elem_id="tab-casebook"):
            add_casebook(opened)
        with gr.Tab(texts["tab_prepare"], elem_id="tab-prepare"):
            add_prepare(opened)
        with gr.Tab(texts["tab_library"], elem_id="tab-library"):
            add_library(opened)
    return page


def style() -> dict[str, Any]:
    """Return the page's own look, for launch: system fonts, one style sheet, one script."""
    return {
        "theme": gr.themes.Base(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
        "css_paths": [HERE / "window.css"],
        "js": (HERE / "window.js").read_text(encoding="utf-8"),
    }
