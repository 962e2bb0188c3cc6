"""Runs the PDF reader in its child process and turns its report into a RawDocument."""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.document import Heading, Line, RawDocument, RawPage, UnreadableDocument


# Unprintable, yet part of words: soft hyphen, the joiners of Indic and Arabic script,
# and private-use letters, which say that a font is not mapped.
KEPT = "\u00ad\u200c\u200d\t"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: pages, bytes, megabytes of memory, seconds of processor and clock."""

    pages: int = 3_000
    file_bytes: int = 300_000_000
    output_bytes: int = 200_000_000
    memory_mb: int = 1_024
    cpu_seconds: int = 60
    wall_seconds: int = 90


def read_pdf(
    path: Path, limits: Limits = Limits(), on_page: Callable[[int, int], None] | None = None
) -> RawDocument:
    """Read a PDF; raises UnreadableDocument with a named outcome when nothing can be had of it."""
    check_file(path, limits)
    command = [sys.executable, "-m", "ingest.reader", str(path.resolve())]
    command += [str(limits.pages), str(limits.memory_mb), str(limits.cpu_seconds)]
    environment = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(package_root())}
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, stdin=subprocess.DEVNULL, env=environment
        )
        timer = threading.Timer(limits.wall_seconds, child.kill)
        timer.start()
        try:
            records = collect(child, limits, on_page)
            status = child.wait()
        finally:
            timer.cancel()
            child.kill()
            child.wait()
    return interpret(path, records, status, limits)


def package_root() -> Path:
    """Return the folder that holds our packages, which the child must be able to import."""
    return Path(__file__).resolve().parent.parent


def check_file(path: Path, limits: Limits) -> None:
    """Refuse what is not a readable PDF file of a sensible size before starting a process."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise UnreadableDocument("refused", f"{path.name}: {reason}") from error
    if size > limits.file_bytes:
        raise UnreadableDocument("refused", f"{path.name} is larger than {limits.file_bytes} bytes")
    if b"%PDF-" not in head:
        raise UnreadableDocument("refused", f"{path.name} is not a PDF")


def collect(
    child: "subprocess.Popen[bytes]", limits: Limits, on_page: Callable[[int, int], None] | None
) -> list[dict[str, Any]]:
    """Return the child's records, as many whole ones as arrived within the output limit."""
    records: list[dict[str, Any]] = []
    assert child.stdout is not None
    received = 0
    total = 0
    for line in child.stdout:
        received += len(line)
        if received > limits.output_bytes:
            child.kill()
            break
        try:
            record = json.loads(line)
        except ValueError:  # the child was ended in the middle of a line
            break
        records.append(record)
        total = record.get("pages", total)
        if on_page and "page" in record:
            on_page(record["page"], min(total, limits.pages))
    return records


def interpret(
    path: Path, records: list[dict[str, Any]], status: int, limits: Limits
) -> RawDocument:
    """Turn the child's records into a document, or say why there is none."""
    if any("encrypted" in record for record in records):
        raise UnreadableDocument("encrypted", f"{path.name} needs a password; save it without one")
    head = next((record for record in records if "pages" in record), None)
    pages = tuple(read_page(record) for record in records if "page" in record)
    broken = next((record["corrupt"] for record in records if "corrupt" in record), "")
    if head is None:
        if status != 0:
            raise UnreadableDocument("refused", f"{path.name} costs more to open than is allowed")
        raise UnreadableDocument("corrupt", f"{path.name} is damaged ({broken or 'no pages'})")
    if status != 0 and not any(page.lines for page in pages):
        raise UnreadableDocument("refused", f"{path.name} costs more to read than is allowed")
    if head["pages"] > limits.pages:
        raise UnreadableDocument(
            "refused", f"{path.name} has {head['pages']} pages; the limit is {limits.pages}"
        )
    return RawDocument(
        title=clean(head["title"]),
        author=clean(head["author"]),
        page_count=head["pages"],
        outline=tuple(
            Heading(clean(entry["title"]), entry["pdf_page"], entry["depth"])
            for entry in head["outline"]
        ),
        labels=tuple(clean(label) for label in head["labels"]),
        pages=pages,
    )


def read_page(record: dict[str, Any]) -> RawPage:
    """Return one page of the child's report."""
    lines = tuple(
        Line(x, y, size, font, clean(text)) for x, y, size, font, text in record.get("lines", [])
    )
    return RawPage(record["page"], record.get("height", 0.0), lines, record.get("error", ""))


def clean(text: str) -> str:
    """Replace lone surrogates and control characters, which no store and no page can hold."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return "".join(
        character if character.isprintable() or character in KEPT else " "
        for character in text
    ).replace("\u00a0", " ")
