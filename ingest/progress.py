"""How far an ingest has come, told to nobody or drawn as a bar on a terminal."""

import sys
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Progress = Callable[[str, int, int], None]
NO_NAMES: Mapping[str, str] = MappingProxyType({})


def silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def progress_bar(names: Mapping[str, str] = NO_NAMES) -> Progress:
    """Return a reporter that draws a bar on a terminal, and nothing elsewhere.

    names says what each stage is called; without it stages are called what the ingest calls them.
    """
    if not sys.stderr.isatty():
        return silent
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(
                total=total, desc=names.get(stage, stage), file=sys.stderr, leave=False
            )
        bar = bars[stage]
        bar.n, bar.total = done, total
        bar.refresh()
        if done >= total:
            bar.close()
            del bars[stage]

    return report
