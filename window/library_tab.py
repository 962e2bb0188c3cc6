"""The tab of the library: what is in it, what was understood of it, and how to add to it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import gradio as gr

from ingest.again import read_again
from ingest.broken import BrokenCard
from ingest.build import Ingested
from ingest.library import find_pdfs, ingest
from ingest.progress import Progress
from ingest.remove import remove
from prompts.load import load_texts
from vectorstore.errors import EvidenceError
from window.draw_library import draw_library, draw_outcomes, draw_stage
from window.draw_turn import draw_failure
from window.open import OpenCoach
from window.talk_tab import PLAIN, QUIET

ACT = """
element.addEventListener('click', (event) => {
    const button = event.target.closest('[data-act]');
    if (!button) return;
    const asked = {digest: button.dataset.digest};
    trigger(button.dataset.act === 'remove' ? 'remove' : 'reread', asked);
});
"""
OUTCOME = "<div role='status' aria-live='polite'>{}</div>"
GLANCE = 0.2  # seconds between two looks at how far the work has come


@dataclass(slots=True)
class Stage:
    """How far the work has come, as the thread that does it last said."""

    name: str = "reading"
    done: int = 0
    total: int = 0

    def report(self, stage: str, done: int, total: int) -> None:
        """Note where the work is."""
        self.name, self.done, self.total = stage, done, total


def add_library(opened: OpenCoach) -> Any:
    """Add the tab's parts to the page, tie them together, and return the list."""
    texts = load_texts("window")
    with gr.Column(elem_id="library", min_width=0):
        gr.HTML(
            f"<h1>{escape(texts['library_title'])}</h1>"
            f"<p class='lead'>{escape(texts['library_lead'])}</p>",
            **PLAIN,
        )
        upload = gr.File(
            label=texts["library_upload"],
            file_count="multiple",
            file_types=[".pdf"],
            elem_id="library-upload",
            height=150,
        )
        outcome = gr.HTML(OUTCOME.format(""), elem_id="library-outcome", **PLAIN)
        listed = gr.HTML(
            draw_library(opened.current().store),
            elem_id="library-list",
            apply_default_css=False,
            js_on_load=ACT,
        )
        again = gr.Button(texts["library_again"], elem_id="library-again", size="sm", min_width=0)

    async def watch(
        work: Callable[[Progress], Ingested], say: Callable[[Ingested], str]
    ) -> AsyncIterator[tuple[str, str]]:
        """Do some work in a thread and yield how far it has come, then how it ended."""
        stage = Stage()
        shown = ""
        task = asyncio.create_task(asyncio.to_thread(work, stage.report))
        while not task.done():
            drawn = draw_stage(stage.name, stage.done, stage.total)
            yield gr.skip() if drawn == shown else OUTCOME.format(drawn), gr.skip()
            shown = drawn
            await asyncio.wait([task], timeout=GLANCE)
        try:
            ended = say(task.result())
            await asyncio.to_thread(opened.refresh)
        except (EvidenceError, BrokenCard) as error:
            ended = draw_failure(str(error))
        yield OUTCOME.format(ended), draw_library(opened.current().store)

    async def add(files: list[str] | None) -> AsyncIterator[tuple[object, str, str]]:
        paths = [Path(file) for file in files or []]
        if not paths:
            return
        try:
            work = lambda progress: bring_in(opened, paths, progress)  # noqa: E731
            async for ended, library in watch(work, lambda result: draw_outcomes(result.sources)):
                yield gr.skip(), ended, library
        finally:
            for path in paths:  # the library keeps its own copy of what it could read
                path.unlink(missing_ok=True)
        yield None, gr.skip(), gr.skip()

    async def look_again() -> AsyncIterator[tuple[str, str]]:
        paths = find_pdfs(opened.settings.library)
        work = lambda progress: bring_in(opened, paths, progress)  # noqa: E731
        async for shown in watch(work, say_changed):
            yield shown

    async def take_out(event: gr.EventData) -> AsyncIterator[tuple[str, str]]:
        home, digest = opened.settings.home, str(event.digest)
        work = lambda progress: remove(home, digest, opened.embedder, progress)  # noqa: E731
        async for shown in watch(work, lambda _: f"<p>{escape(texts['library_removed'])}</p>"):
            yield shown

    async def read_anew(event: gr.EventData) -> AsyncIterator[tuple[str, str]]:
        home, digest = opened.settings.home, str(event.digest)
        work = lambda progress: read_again(home, digest, opened.embedder, progress)  # noqa: E731
        async for shown in watch(work, say_changed):
            yield shown

    upload.upload(add, upload, [upload, outcome, listed], **QUIET)
    again.click(look_again, None, [outcome, listed], **QUIET)
    listed.remove(take_out, None, [outcome, listed], **QUIET)
    listed.reread(read_anew, None, [outcome, listed], **QUIET)
    return listed


def bring_in(opened: OpenCoach, paths: Sequence[Path], progress: Progress) -> Ingested:
    """Bring files into the index, with the model that is loaded already."""
    settings = opened.settings
    return ingest(settings.home, paths, settings.embedder, lambda: opened.embedder, progress)


def say_changed(result: Ingested) -> str:
    """Say whether a second look found anything new."""
    texts = load_texts("window")
    return f"<p>{escape(texts['library_new' if result.changed else 'library_same'])}</p>"
