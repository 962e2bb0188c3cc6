"""Lays the page out as four tabs; each tab, and what it draws, has a file of its own."""

from pathlib import Path
from typing import Any

import gradio as gr

from prompts.load import load_texts
from window.casebook_tab import add_casebook
from window.draw_casebook import draw_contents
from window.draw_library import draw_library
from window.first_screen import draw_promise
from window.library_tab import add_library
from window.open import OpenCoach
from window.prepare_tab import add_prepare
from window.talk_tab import QUIET, Parts, add_talk, name_people, name_themes
from window.talk_turns import tie_talk

HERE = Path(__file__).parent
SCRIPTS = (HERE / "window.js", HERE / "opinions.js")


def make_page(opened: OpenCoach) -> gr.Blocks:
    """Return the whole page, not yet launched."""
    texts = load_texts("window")
    page: gr.Blocks = gr.Blocks(title=texts["title"], analytics_enabled=False, fill_width=True)
    with page, gr.Tabs(elem_id="tabs"):
        with gr.Tab(texts["tab_talk"], elem_id="tab-talk"):
            talk = add_talk(opened)
            tie_talk(opened, talk)
        with gr.Tab(texts["tab_casebook"], elem_id="tab-casebook"):
            contents = add_casebook(opened)
        with gr.Tab(texts["tab_prepare"], elem_id="tab-prepare"):
            add_prepare(opened)
        with gr.Tab(texts["tab_library"], elem_id="tab-library"):
            listed = add_library(opened)
        keep_fresh(page, opened, talk, contents, listed)
    return page


def keep_fresh(page: Any, opened: OpenCoach, talk: Parts, contents: Any, listed: Any) -> None:
    """Have each visit see the build that answers now, and not the one the page was made with."""
    made_with = opened.current().store.build

    def look() -> list[Any]:
        store = opened.current().store
        if store.build == made_with:
            return [gr.skip()] * 5
        people = gr.update(choices=name_people(opened))
        themes = gr.update(choices=name_themes(opened))
        return [draw_promise(store), people, themes, draw_contents(store), draw_library(store)]

    shown = [talk.promise, talk.people, talk.themes, contents, listed]
    page.load(look, None, shown, **QUIET)


def style() -> dict[str, Any]:
    """Return the page's own look, for launch: system fonts, one style sheet, two scripts."""
    return {
        "theme": gr.themes.Base(
            font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"]
        ),
        "css_paths": [HERE / "window.css"],
        "js": f"() => {{{''.join(path.read_text('utf-8') for path in SCRIPTS)}}}",
    }
