"""Tests of ingest/readings.py: however a file is, the reading of it ends in a named outcome."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.progress import silent
from ingest.readings import digest_file, read_file
from tests.paper import interview_report, write_page

SMALL = write_page("A page of words about a mill that stands by itself on a hill.")
WHOLE = interview_report()


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    assert digest_file(tmp_path) == digest_file(tmp_path / "a\0b") == ""


@settings(
    max_examples=12, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), max_size=40),
    st.integers(0, len(WHOLE)),
    st.booleans(),
)
def test_however_a_pdf_is_damaged_it_ends_in_a_named_outcome(
    tmp_path: Path, changes: list[tuple[int, int]], end: int, cut: bool
) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    path = tmp_path / "damaged.pdf"
    path.write_bytes(data[:end] if cut else data)
    source = read_file(path, "digest", silent).source
    assert source.outcome in ("indexed", "no-text", "garbled", "encrypted", "corrupt", "refused")
    assert source.outcome == "indexed" or source.reason
    assert "beyond understanding" not in source.reason


def test_a_reading_that_fails_in_an_unforeseen_way_is_a_named_outcome(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise ZeroDivisionError

    (tmp_path / "odd.pdf").write_bytes(SMALL)
    monkeypatch.setattr("ingest.readings.clean_pages", fail)
    source = read_file(tmp_path / "odd.pdf", "digest", silent).source
    assert (source.outcome, source.passages) == ("corrupt", 0)
    assert "ZeroDivisionError" in source.reason


def test_headings_without_text_are_no_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd.pdf").write_bytes(SMALL)
    monkeypatch.setattr("ingest.readings.make_passages", lambda *arguments: ())
    assert read_file(tmp_path / "odd.pdf", "digest", silent).source.outcome == "no-text"
