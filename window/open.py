"""Opens the coach: brings the index up to date, with a bar on the terminal, and loads the model."""

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from coach.coach import Coach
from coach.model.open import open_model
from coach.settings import Settings
from ingest.library import ensure_index
from ingest.progress import progress_bar
from prompts.load import load_texts
from vectorstore.builds import current_build
from vectorstore.embedder import Embedder, load_embedder
from vectorstore.errors import EvidenceError
from vectorstore.store import Store

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel


class OpenCoach:
    """The coach in use; everyone who chats shares it."""

    def __init__(
        self,
        settings: Settings,
        embedder: Embedder,
        build: Path,
        model: "BaseChatModel | None" = None,
    ) -> None:
        """Open a build with a loaded embedder, and a model if one words the answers."""
        self.settings = settings
        self.embedder = embedder
        self.model = model
        self.lock = Lock()
        self.coach = Coach(Store(build, embedder), self.model, settings.country)

    def current(self) -> Coach:
        """Return the coach that answers now; a turn keeps the one it began with.

        A build that another process made, as `coach ingest` does, is opened aside meanwhile.
        """
        if self.newer_build() and self.lock.acquire(blocking=False):
            self.lock.release()
            Thread(target=self.refresh_quietly, daemon=True).start()
        return self.coach

    def newer_build(self) -> Path | None:
        """Return the current build where it is not the one in use."""
        try:
            build = current_build(self.settings.home)
        except EvidenceError:  # the one in use goes on
            return None
        return build if build and build.name != self.coach.store.build else None

    def refresh_quietly(self) -> None:
        """Move to the newest build if it can be opened; if not, the one in use goes on."""
        try:
            self.refresh()
        except EvidenceError as error:
            logging.getLogger(__name__).warning("a new build cannot be opened: %s", error)

    def refresh(self) -> bool:
        """Move to the newest build, and return whether there was a newer one.

        Turns under way keep the old store, which removes its private copy once nobody holds it.
        """
        with self.lock:
            build = self.newer_build()
            if build is None:
                return False
            self.coach = Coach(Store(build, self.embedder), self.model, self.settings.country)
            return True


def open_coach(settings: Settings) -> OpenCoach:
    """Bring the index up to date and open it; the model loads while documents are read."""
    model = open_model(settings.llm, settings.llm_address) if settings.llm else None
    bar = progress_bar(load_texts("window")["stages"])
    with ThreadPoolExecutor(1) as worker:
        loading = worker.submit(load_embedder, settings.embedder)
        build = ensure_index(
            settings.home, settings.library, settings.embedder, loading.result, bar
        )
        return OpenCoach(settings, loading.result(), build, model)
