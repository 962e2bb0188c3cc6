"""Judges the checker in a process of its own, beside the suites that wait for the coach."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import cast

from eval.judge_checker import CheckerResult, judge_checker
from vectorstore.evidence import Experience, Passage
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Texts:
    """The part of a store that the checker is judged by: an open store cannot be sent along."""

    experiences: Mapping[str, Experience]
    passages: Mapping[str, Passage]


class CheckerBeside:
    """The judging of the checker, started at once and waited for when it is needed."""

    def __init__(self, store: Store, bench: Path | None) -> None:
        """Start the process; a fresh one, because a copy of this one would hold its threads."""
        self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        texts = Texts(store.experiences, store.passages)
        self._found = self._pool.submit(judge_texts, texts, bench)

    def result(self) -> CheckerResult:
        """Return what was found; raises what went wrong."""
        return self._found.result()

    def close(self) -> None:
        """Let the process go."""
        self._pool.shutdown(wait=True, cancel_futures=True)


def judge_texts(texts: Texts, bench: Path | None) -> CheckerResult:
    """Return how the checker does; what is judged reads only the texts of a store."""
    return judge_checker(cast(Store, texts), bench)
