"""Opens the coach for one command: the index brought up to date, with a bar on a terminal."""

import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from coach.coach import Coach
from coach.model.open import open_model
from coach.settings import Settings
from ingest.library import Progress, ensure_index, silent
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


def progress_bar() -> Progress:
    """Return a reporter that draws a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return silent
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=stage, file=sys.stderr, leave=False)
        bar = bars[stage]
        bar.n, bar.total = done, total
        bar.refresh()
        if done >= total:
            bar.close()
            del bars[stage]

    return report
