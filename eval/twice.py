"""Asks every dilemma a second time, in another process: two runs must not differ in a byte.

Another process has another seed of hashes and its own copy of the index, so what depends on the
order of a set shows. It runs beside the first one.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from coach.answer import Answer
from eval.dilemma import Dilemma
from eval.outcome import CannotRun, Record


class SecondRun:
    """A process that answers dilemmas, started at once and waited for when it is needed."""

    def __init__(self, dilemmas: Sequence[Dilemma]) -> None:
        """Start the process on the same index as this one, by the same environment."""
        self._folder = tempfile.TemporaryDirectory(prefix="coach-again-")
        batch = Path(self._folder.name, "batch.jsonl")
        lines = [json.dumps({"id": d.id, "turns": d.turns}) for d in dilemmas]
        batch.write_text("\n".join(lines), encoding="utf-8")
        self._written = Path(self._folder.name, "answers.jsonl")
        self._errors = Path(self._folder.name, "errors.txt")
        command = [sys.executable, "-m", "cli", "ask", "--json", "--batch", str(batch)]
        with self._written.open("wb") as answers, self._errors.open("wb") as errors:
            self._process = subprocess.Popen(command, stdout=answers, stderr=errors)

    def answers(self) -> dict[str, Record]:
        """Return the answers by dilemma; raises CannotRun when the process failed."""
        if self._process.wait():
            reason = self._errors.read_text(encoding="utf-8", errors="replace").strip()
            raise CannotRun(f"the second run failed: {' '.join(reason.split())[-300:]}")
        lines = self._written.read_text(encoding="utf-8").splitlines()
        return {record.pop("id"): record for record in map(json.loads, lines)}

    def close(self) -> None:
        """End the process if it still runs, and remove its files."""
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
        self._folder.cleanup()


def same(first: Answer, second: Record) -> bool:
    """Say whether two answers are the same byte for byte, apart from how long they took."""
    return written(first.record()) == written(second)


def written(record: Record) -> str:
    """Return an answer's record as text, without its timings."""
    return json.dumps({**record, "ms": None}, sort_keys=True)
