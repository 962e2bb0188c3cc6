"""Tests of ingest/reader.py, in this process: what the child finds, without its limits."""

import contextlib
import errno
import io
import json
import time
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ingest import reader
from tests.paper import Type, assemble, write_page, write_pdf


def records(tmp_path: Path, data: bytes, maximum_pages: int = 50) -> list[dict[str, Any]]:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    return list(reader.describe(path, maximum_pages))


def texts(record: dict[str, Any]) -> list[str]:
    return [line[4] for line in record["lines"]]


def test_lines_come_with_place_size_and_font(tmp_path: Path) -> None:
    page = [Type(72, 700, 10, "text", "first line"), Type(90, 680, 20, "bold", "Second")]
    _, first = records(tmp_path, write_pdf([page]))
    assert first["lines"] == [
        [72, 700, 10, "Times-Roman", "first line"],
        [90, 680, 20, "Helvetica-Bold", "Second"],
    ]


def test_the_size_of_turned_type_is_its_own(tmp_path: Path) -> None:
    turned = b"BT /text 11 Tf 0 1 -1 0 90 600 Tm (on its side) Tj ET"
    _, first = records(tmp_path, assemble([turned]))
    assert [line[2] for line in first["lines"]] == [11]


def test_the_document_comes_first_with_title_and_outline(tmp_path: Path) -> None:
    page = [Type(72, 700, 10, "text", "words")]
    head, *pages = records(tmp_path, write_pdf([page, page], "A title", [("Part", 2)]))
    assert head["pages"] == 2
    assert head["title"] == "A title"
    assert head["outline"] == [{"title": "Part", "pdf_page": 2, "depth": 0}]
    assert [record["page"] for record in pages] == [1, 2]


def test_a_broken_page_does_not_lose_the_good_ones(tmp_path: Path) -> None:
    good = b"BT /text 10 Tf 72 700 Td (good words) Tj ET"
    broken = b"BT /text 10 Tf 72 700 Td (bad <<<< ) Tj [ ( ET >> )) 1 0 R Do << /"
    _, first, second, third = records(tmp_path, assemble([good, broken, good]))
    assert texts(first) == texts(third) == ["good words"]
    assert second["page"] == 2


def test_too_many_pages_are_counted_but_not_read(tmp_path: Path) -> None:
    page = [Type(72, 700, 10, "text", "words")]
    assert records(tmp_path, write_pdf([page] * 4), maximum_pages=3) == [{"pages": 4}]


def test_more_text_than_a_page_can_hold_is_an_error_of_that_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "PAGE_CHARACTERS", 50)
    _, first = records(tmp_path, write_page("word " * 10, "word " * 10))
    assert "more text" in first["error"]


def test_reading_stops_when_no_page_can_be_read_for_long(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "PAGE_CHARACTERS", 1)
    monkeypatch.setattr(reader, "PATIENCE", 0.0)
    page = [Type(72, 700, 10, "text", "words")]
    found = records(tmp_path, write_pdf([page] * 5))
    assert "error" in found[1]
    assert found[-1] == {"stopped": True}
    assert len(found) < 7


def dawdle(seconds: float) -> None:
    """Keep the processor busy, and swallow what a library might swallow."""
    started = time.monotonic()
    while time.monotonic() < started + seconds:
        with contextlib.suppress(Exception):
            sum(range(1000))


def test_what_takes_too_long_is_stopped() -> None:
    with pytest.raises(reader.TooLong), reader.time_limit(0.05):
        dawdle(20)


def test_a_password_is_asked_for(tmp_path: Path) -> None:
    assert records(tmp_path, lock("secret", "RC4-128")) == [{"encrypted": True}]


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_an_empty_user_password_opens_the_file(tmp_path: Path, algorithm: str) -> None:
    head, first = records(tmp_path, lock("", algorithm))
    assert head["pages"] == 1
    assert texts(first) == ["locked words"]


def lock(password: str, algorithm: str) -> bytes:
    """Return a page encrypted under a user password."""
    writer = pypdf.PdfWriter(io.BytesIO(write_page("locked words")))
    writer.encrypt(password, "owner", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_coordinates_that_cannot_be_reckoned_with_become_zero(tmp_path: Path) -> None:
    wild = b"BT /text 10 Tf 1 0 0 1 99999999999999999999 700 Tm (far away) Tj ET"
    _, first = records(tmp_path, assemble([wild]))
    assert first["lines"][0][:2] == [0, 700]
    assert reader.finite(float("nan")) == reader.finite(float("-inf")) == 0.0


@pytest.mark.parametrize(
    ("error", "record"),
    [
        (MemoryError(), {"stopped": True}),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), {"stopped": True}),
        (OSError(errno.EIO, "bad disk"), {"corrupt": "OSError: [Errno 5] bad disk"}),
    ],
)
def test_no_memory_is_a_limit_and_not_a_damaged_file(
    error: Exception,
    record: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(path: Path, maximum_pages: int) -> list[dict[str, Any]]:
        raise error

    monkeypatch.setattr(reader, "limit_process", lambda *limits: None)
    monkeypatch.setattr(reader, "describe", fail)
    monkeypatch.setattr("sys.argv", ["reader", "paper.pdf", "9", "9", "9"])
    reader.main()
    assert json.loads(capsys.readouterr().out) == record
