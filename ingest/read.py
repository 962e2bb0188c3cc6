"""Runs the PDF reader in its child process and turns its report into a RawDocument."""

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest.document import Heading, Line, RawDocument, RawPage, UnreadableDocument
from ingest.letters import letters, printable

# What the child needs of our environment: where programs are, and on Windows where the system is.
ENVIRONMENT = ("PATH", "SYSTEMROOT")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: pages, bytes, megabytes of memory, seconds of processor and clock.

    The slowest report within the page limit takes about two minutes of processor time; a bomb is
    stopped long before by the reader's limits for one page and for pages that yield nothing.
    """

    pages: int = 3_000
    file_bytes: int = 300_000_000
    output_bytes: int = 50_000_000
    memory_mb: int = 1_024
    cpu_seconds: int = 180
    wall_seconds: int = 300


def read_pdf(
    path: Path, limits: Limits = Limits(), on_page: Callable[[int, int], None] | None = None
) -> RawDocument:
    """Read a PDF; raises UnreadableDocument with a named outcome when nothing can be had of it."""
    check_file(path, limits)
    # -P: a folder that the user happens to stand in must not lend the child its modules.
    command = [sys.executable, "-P", "-m", "ingest.reader", str(path.resolve())]
    command += [str(limits.pages), str(limits.memory_mb), str(limits.cpu_seconds)]
    environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    environment["PYTHONPATH"] = str(package_root())
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
    except OSError as error:
        reason = f"{path.name}: its reader cannot be started ({error.strerror})"
        raise UnreadableDocument("refused", reason) from error
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
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would be waited on for ever
            raise UnreadableDocument("refused", f"{path.name} is not a file")
        with path.open("rb") as file:
            head = file.read(1024)
    except (OSError, ValueError) as error:  # ValueError: a name that no file can have
        reason = getattr(error, "strerror", None) or "it cannot be read"
        raise UnreadableDocument("refused", f"{path.name}: {reason}") from error
    size = found.st_size
    if size > limits.file_bytes:
        most = limits.file_bytes // 1_000_000
        raise UnreadableDocument("refused", f"{path.name} is larger than {most} MB")
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
            child.kill()
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
    costly = status != 0 or any("stopped" in record for record in records)
    if head is None:
        if costly:
            raise UnreadableDocument("refused", f"{path.name} costs more to open than is allowed")
        raise UnreadableDocument("corrupt", f"{path.name} is damaged ({printable(broken)})")
    if head["pages"] > limits.pages:
        raise UnreadableDocument(
            "refused", f"{path.name} has {head['pages']} pages; the limit is {limits.pages}"
        )
    if costly and not any(page.lines for page in pages):
        raise UnreadableDocument("refused", f"{path.name} costs more to read than is allowed")
    return RawDocument(
        title=printable(letters(head["title"])),
        author=printable(letters(head["author"])),
        page_count=head["pages"],
        outline=tuple(
            Heading(printable(letters(entry["title"])), entry["pdf_page"], entry["depth"])
            for entry in head["outline"]
        ),
        labels=tuple(printable(letters(label)) for label in head["labels"]),
        pages=pages,
    )


def read_page(record: dict[str, Any]) -> RawPage:
    """Return one page of the child's report."""
    lines = tuple(
        Line(x, y, size, font, letters(text)) for x, y, size, font, text in record.get("lines", [])
    )
    error = printable(letters(record.get("error", "")))
    return RawPage(record["page"], record.get("height", 0.0), lines, error)
