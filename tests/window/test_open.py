"""Tests that the open coach moves to a new build while it answers."""

import time
from pathlib import Path

from coach.settings import Settings
from ingest.library import ingest
from vectorstore.embedder import Embedder
from window.open import OpenCoach


def test_a_build_that_another_process_made_is_taken_up_without_a_restart(
    tmp_path: Path, valley_pdf: Path, hashed: Embedder, casebook: Path
) -> None:
    home = tmp_path / "home"
    first = ingest(home, [], hashed.name, lambda: hashed, casebook=casebook)
    opened = OpenCoach(Settings(home, tmp_path, "", hashed.name), hashed, first.build)
    before = opened.current()
    second = ingest(home, [valley_pdf], hashed.name, lambda: hashed, casebook=casebook)
    assert opened.current() is before  # nobody waits for the new one
    until = time.monotonic() + 60
    while opened.current() is before and time.monotonic() < until:
        time.sleep(0.05)
    assert opened.current().store.build == second.build.name
    assert before.store.passages == {}  # a turn under way keeps what it began with


def test_a_damaged_new_build_leaves_the_old_one_answering(
    tmp_path: Path, valley_pdf: Path, hashed: Embedder, casebook: Path
) -> None:
    home = tmp_path / "home"
    first = ingest(home, [], hashed.name, lambda: hashed, casebook=casebook)
    opened = OpenCoach(Settings(home, tmp_path, "", hashed.name), hashed, first.build)
    second = ingest(home, [valley_pdf], hashed.name, lambda: hashed, casebook=casebook)
    (second.build / "passages.jsonl").write_text("damaged")
    opened.refresh_quietly()
    assert opened.current().store.build == first.build.name
