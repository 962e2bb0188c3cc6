"""Opens the coach for one command: the index brought up to date, with a bar on a terminal."""

from concurrent.futures import ThreadPoolExecutor

from coach.coach import Coach
from coach.model.open import open_model
from coach.settings import Settings
from ingest.library import ensure_index
from ingest.progress import progress_bar
from vectorstore.embedder import load_embedder
from vectorstore.store import Store


def open_coach(settings: Settings) -> Coach:
    """Bring the index up to date and open it; the model loads while documents are read."""
    model = open_model(settings.llm, settings.llm_address) if settings.llm else None
    with ThreadPoolExecutor(1) as worker:
        loading = worker.submit(load_embedder, settings.embedder)
        build = ensure_index(
            settings.home, settings.library, settings.embedder, loading.result, progress_bar()
        )
        return Coach(Store(build, loading.result()), model, settings.country)
