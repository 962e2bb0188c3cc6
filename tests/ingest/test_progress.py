"""Tests of ingest/progress.py: a bar on a terminal, and nothing elsewhere."""

import io
import sys

import pytest

from ingest.progress import progress_bar, silent


class Terminal(io.StringIO):
    """A terminal that remembers what was written to it."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


def test_a_stage_is_drawn_under_its_name_if_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    report = progress_bar({"reading": "Reading it all"})
    report("reading", 1, 3)
    report("embedding", 0, 2)
    assert "Reading it all" in screen.getvalue()
    assert "embedding" in screen.getvalue()
    report("reading", 3, 3)
    report("embedding", 2, 2)


def test_where_there_is_no_terminal_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress_bar() is silent
