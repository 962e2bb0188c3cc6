"""Tests of ingest/read.py: the child process, its limits, and what becomes of its report."""

import csv
import os
import subprocess
import sys
import time
import unicodedata
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from ingest.document import RawDocument, UnreadableDocument
from ingest.progress import silent
from ingest.read import Limits, read_pdf
from ingest.readings import Reading, read_file
from tests.paper import Type, assemble, write_page, write_pdf

UNIT = b"BT /text 12 Tf 10 10 Td (hello world) Tj ET\n"


def outcome(path: Path, limits: Limits = Limits()) -> str:
    with pytest.raises(UnreadableDocument) as problem:
        read_pdf(path, limits)
    assert path.name in problem.value.reason
    assert "\n" not in problem.value.reason
    return problem.value.outcome


def text_of(document: RawDocument) -> str:
    return " ".join(line.text for page in document.pages for line in page.lines)


def test_a_pdf_is_read_and_its_pages_are_reported_as_they_come(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(write_pdf([[Type(72, 700, 10, "text", word)] for word in ("one", "two")]))
    seen: list[tuple[int, int]] = []
    document = read_pdf(path, on_page=lambda page, total: seen.append((page, total)))
    assert text_of(document) == "one two"
    assert seen == [(1, 2), (2, 2)]


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    assert outcome(tmp_path / "nowhere.pdf") == "refused"
    assert outcome(tmp_path) == "refused"
    assert outcome(tmp_path / "a\0b.pdf") == "refused"


def test_what_is_not_a_pdf_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.pdf").write_text("just notes")
    assert outcome(tmp_path / "notes.pdf") == "refused"
    (tmp_path / "empty.pdf").touch()
    assert outcome(tmp_path / "empty.pdf") == "refused"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_and_not_waited_on(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert outcome(tmp_path / "pipe.pdf") == "refused"


def test_a_stub_is_corrupt(tmp_path: Path) -> None:
    (tmp_path / "stub.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<")
    assert outcome(tmp_path / "stub.pdf") == "corrupt"


def test_size_and_page_limits_refuse(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(write_pdf([[Type(72, 700, 10, "text", "words")]] * 4))
    assert outcome(path, Limits(pages=3)) == "refused"
    assert outcome(path, Limits(file_bytes=100)) == "refused"


def test_a_child_that_is_ended_at_its_time_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(assemble([UNIT * 50_000]))
    assert outcome(path, Limits(wall_seconds=1)) == "refused"


def test_pages_read_before_the_end_of_the_child_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "much.pdf"
    path.write_bytes(write_pdf([[Type(72, 700, 10, "text", "some words " * 9)]] * 30))
    document = read_pdf(path, Limits(output_bytes=2_000))
    assert text_of(document).startswith("some words")
    assert 0 < len(document.pages) < document.page_count == 30


def test_memory_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(write_page("some words that would be read"))
    assert outcome(path, Limits(memory_mb=8)) == "refused"


def test_the_folder_one_stands_in_lends_the_child_no_modules(tmp_path: Path) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit('borrowed')")
    (tmp_path / "paper.pdf").write_bytes(write_page("read all the same"))
    code = "from pathlib import Path; from ingest.read import read_pdf; print(read_pdf(Path('paper.pdf')).pages[0].lines[0].text)"  # noqa: E501
    root = str(Path(__file__).resolve().parents[2])
    done = subprocess.run(
        [sys.executable, "-P", "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": root}, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == "read all the same", done.stderr


def test_every_outside_pdf_ends_as_the_manifest_says(
    bench: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents: dict[str, RawDocument] = {}

    def remember(path: Path, **options: Any) -> RawDocument:
        documents[path.name] = read_pdf(path, **options)
        return documents[path.name]

    def read(row: dict[str, str]) -> Reading:
        return read_file(bench / "pdfs" / row["file"], row["file"], silent)

    monkeypatch.setattr("ingest.readings.read_pdf", remember)
    rows = list(csv.DictReader((bench / "pdfs" / "manifest.csv").open(encoding="utf-8")))
    with ThreadPoolExecutor(2) as workers:
        readings = dict(zip((row["file"] for row in rows), workers.map(read, rows), strict=True))
    wrong = []
    for row in rows:
        name, reading = row["file"], readings[row["file"]]
        expected = "indexed" if row["expected"] == "text" else row["expected"]
        if reading.source.outcome != expected:
            wrong.append(f"{name}: {reading.source.outcome} instead of {expected}")
        elif expected == "indexed":
            assert any(passage.offered for passage in reading.passages), name
            assert fold(row["probe"]) in fold(text_of(documents[name])), name
        else:
            assert reading.source.reason, name
    assert not wrong
    ligatures = text_of(documents["pdf.js__copy_paste_ligatures.pdf"])
    assert "ffi" in ligatures
    assert "\ufb03" not in ligatures


def fold(text: str) -> str:
    """Return text with plain letters and single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def test_small_bombs_end_in_a_named_outcome_at_once(tmp_path: Path) -> None:
    blank = zlib.compress(b" " * 200_000_000, 9)
    twice = zlib.compress(blank, 9)
    for name, filters, data in (
        ("once.pdf", b"/FlateDecode", blank),
        ("twice.pdf", b"[/FlateDecode/FlateDecode]", twice),
    ):
        path = tmp_path / name
        stream = assemble([b"PLACE"])
        body = b"<</Length %d/Filter%s>>\nstream\n%s\nendstream" % (len(data), filters, data)
        path.write_bytes(stream.replace(b"<</Length 5>>\nstream\nPLACE\nendstream", body))
        started = time.monotonic()  # the limits for a page end it long before those of the file
        reading = read_file(path, name, silent)
        assert reading.source.outcome in ("corrupt", "refused")
        assert time.monotonic() - started < Limits().cpu_seconds / 2
