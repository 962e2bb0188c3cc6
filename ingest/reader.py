"""Reads one PDF in a child process with limits and prints what it finds as JSON lines."""

import errno
import json
import math
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

# A page with more text than this is an attack; a newspaper's has a quarter of it.
PAGE_CHARACTERS = 100_000
LINE_CHARACTERS = 5_000
OPEN_SECONDS = 20.0  # of processor time, to find the pages of a file
PAGE_SECONDS = 5.0  # of processor time; a dense page of a report takes a twentieth of a second
PATIENCE = 15.0  # seconds of processor time without one page that can be read
HEADINGS = 2_000
TITLE_CHARACTERS = 300
LABEL_CHARACTERS = 40
MEGABYTE = 1 << 20


class TooLong(BaseException):
    """A part of the file that takes too long; no `except Exception` of a library stops it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooLong when what is inside takes more processor time than this (POSIX only)."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise TooLong(f"takes more than {seconds:.0f} seconds")

    signal.signal(signal.SIGPROF, stop)
    # Again every second: an exception raised inside a finaliser is ignored.
    signal.setitimer(signal.ITIMER_PROF, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def limit_process(memory_mb: int, cpu_seconds: int) -> None:
    """Cap this process's address space and processor time (POSIX only)."""
    try:
        import resource
    except ImportError:  # Windows: the parent's wall clock is the only limit left
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE, memory_mb * MEGABYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def configure_pypdf() -> None:
    """Tighten pypdf's own limits; its defaults are per stream and leave room for a bomb."""
    import pypdf

    limit = 40_000_000
    pypdf.overwrite_configuration(
        pypdf.get_configuration().with_overwrites(
            zlib_maximum_output_length=limit,
            lzw_maximum_output_length=limit,
            run_length_maximum_output_length=limit,
            stream_decoding_work_maximum_length=4 * limit,
            stream_parsing_work_maximum_count=1_000_000,
            xform_maximum_invocations_per_extraction=500,
        )
    )


def read_lines(page: Any) -> list[list[Any]]:
    """Return the page's lines as [x, y, size, font, text] in content order."""
    lines: list[list[Any]] = []
    total = 0

    def visit(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        nonlocal total
        total += len(text)
        if total > PAGE_CHARACTERS:
            raise ValueError("more text than a page can hold")
        x = finite(tm[4] * cm[0] + tm[5] * cm[2] + cm[4])
        y = finite(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])
        # The length of the type's upright after both matrices, however the page is turned.
        upright = tm[2] * cm[0] + tm[3] * cm[2], tm[2] * cm[1] + tm[3] * cm[3]
        height = finite(abs(size) * math.hypot(*upright))
        name = str((font or {}).get("/BaseFont", "")).split("+")[-1].lstrip("/")
        for number, piece in enumerate(text.split("\n")):
            if number or not lines or len(lines[-1][4]) > LINE_CHARACTERS:
                lines.append([x, y, height, name, "", 0])
            line = lines[-1]
            if not line[4].strip() and piece.strip():
                line[:2] = [x, y]
            if len(piece.strip()) > line[5]:  # a bullet is not the face of its line
                line[2:4] = [height, name]
                line[5] = len(piece.strip())
            line[4] += piece

    page.extract_text(visitor_text=visit)
    return [
        [round(x, 1), round(y, 1), round(size, 1), font, text]
        for x, y, size, font, text, _ in lines
        if text.strip()
    ]


def finite(number: float) -> float:
    """Return a coordinate that can be reckoned with; a damaged file also holds infinities."""
    return float(number) if abs(number) < 1e6 else 0.0


def walk_outline(reader: Any, entries: list[Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the outline's titles with their physical page (from 1) and depth."""
    for entry in entries:
        if isinstance(entry, list):
            if depth < 20:
                yield from walk_outline(reader, entry, depth + 1)
            continue
        page = reader.get_destination_page_number(entry)
        if page is not None and page >= 0:
            title = str(entry.title)[:TITLE_CHARACTERS]
            yield {"title": title, "pdf_page": page + 1, "depth": depth}


def describe(path: Path, maximum_pages: int) -> Iterator[dict[str, Any]]:
    """Yield one record for the document, then one for each page, good or bad."""
    import pypdf

    configure_pypdf()
    try:
        with time_limit(OPEN_SECONDS):
            reader = pypdf.PdfReader(path, strict=False)
            locked = reader.is_encrypted and not reader.decrypt("")
            count = 0 if locked else len(reader.pages)
    except NotImplementedError:  # a kind of encryption that pypdf does not know
        locked = True
    if locked:
        yield {"encrypted": True}
        return
    if count > maximum_pages:
        yield {"pages": count}
        return
    yield {"pages": count, **describe_document(reader, count)}
    last_good = time.process_time()
    for number in range(1, count + 1):
        try:
            with time_limit(PAGE_SECONDS):
                page = reader.pages[number - 1]
                height = finite(float(page.mediabox.height))
                record = {"page": number, "height": height, "lines": read_lines(page)}
            last_good = time.process_time()
        except (Exception, TooLong) as error:  # pypdf raises far outside PyPdfError
            record = {"page": number, "error": describe_error(error)}
        yield record
        if time.process_time() - last_good > PATIENCE:
            yield {"stopped": True}
            return


def describe_document(reader: Any, count: int) -> dict[str, Any]:
    """Return title, author, outline and labels, each empty where it cannot be read.

    What is broken here costs headings or labels, never the pages.
    """

    def title() -> str:
        return str((reader.metadata or {}).get("/Title") or "")[:TITLE_CHARACTERS]

    def author() -> str:
        return str((reader.metadata or {}).get("/Author") or "")[:TITLE_CHARACTERS]

    def outline() -> list[dict[str, Any]]:
        return list(islice(walk_outline(reader, reader.outline), HEADINGS))

    def labels() -> list[str]:
        return [str(label)[:LABEL_CHARACTERS] for label in reader.page_labels[:count]]

    found: dict[str, Any] = {"title": "", "author": "", "outline": [], "labels": []}
    for part in (title, author, outline, labels):
        try:
            with time_limit(PAGE_SECONDS):
                found[part.__name__] = part()
        except (Exception, TooLong) as error:
            found["trouble"] = f"{part.__name__}: {describe_error(error)}"
    if len(found["labels"]) != count:
        found["labels"] = []
    return found


def describe_error(error: BaseException) -> str:
    """Return what went wrong, in one line of sensible length."""
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]


def main() -> None:
    """Read the PDF named on the command line: PATH MAXIMUM_PAGES MEMORY_MB CPU_SECONDS."""
    path, maximum_pages, memory_mb, cpu_seconds = sys.argv[1:5]
    limit_process(int(memory_mb), int(cpu_seconds))
    try:
        for record in describe(Path(path), int(maximum_pages)):
            sys.stdout.write(json.dumps(record) + "\n")
            sys.stdout.flush()
    except (TooLong, MemoryError):
        sys.stdout.write(json.dumps({"stopped": True}) + "\n")
    except Exception as error:
        # Under a tight limit it is often the system that has no memory left, as for an import.
        short = isinstance(error, OSError) and error.errno == errno.ENOMEM
        record = {"stopped": True} if short else {"corrupt": describe_error(error)}
        sys.stdout.write(json.dumps(record) + "\n")


if __name__ == "__main__":
    main()
