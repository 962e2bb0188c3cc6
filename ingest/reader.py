"""Reads one PDF in a child process with limits and prints what it finds as JSON lines."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# A page whose text costs more than this is an attack or a scan's hidden layer, not a report.
PAGE_CHARACTERS = 200_000
MEGABYTE = 1 << 20


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
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size * (tm[3] or tm[1] or 1) * (cm[3] or cm[1] or 1))
        name = str((font or {}).get("/BaseFont", "")).split("+")[-1].lstrip("/")
        for number, piece in enumerate(text.split("\n")):
            if number or not lines:
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


def walk_outline(reader: Any, entries: list[Any], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the outline's titles with their physical page (from 1) and depth."""
    for entry in entries:
        if isinstance(entry, list):
            if depth < 20:
                yield from walk_outline(reader, entry, depth + 1)
            continue
        page = reader.get_destination_page_number(entry)
        if page is not None and page >= 0:
            yield {"title": str(entry.title), "pdf_page": page + 1, "depth": depth}


def describe(path: Path, maximum_pages: int) -> Iterator[dict[str, Any]]:
    """Yield one record for the document, then one for each page, good or bad."""
    import pypdf

    configure_pypdf()
    reader = pypdf.PdfReader(path, strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        yield {"encrypted": True}
        return
    count = len(reader.pages)
    try:
        outline = list(walk_outline(reader, reader.outline))[:2000]
    except Exception as error:  # a broken outline costs headings, never the pages
        outline, _ = [], error
    try:
        labels = [str(label) for label in reader.page_labels[:maximum_pages]]
    except Exception as error:
        labels, _ = [], error
    try:
        title = str((reader.metadata or {}).get("/Title", "") or "")
        author = str((reader.metadata or {}).get("/Author", "") or "")
    except Exception as error:
        title, author, _ = "", "", error
    yield {
        "pages": count,
        "title": title[:300],
        "author": author[:300],
        "outline": outline,
        "labels": labels if len(labels) == min(count, maximum_pages) else [],
    }
    for number in range(1, min(count, maximum_pages) + 1):
        try:
            page = reader.pages[number - 1]
            height = float(page.mediabox.height)
            yield {"page": number, "height": height, "lines": read_lines(page)}
        except Exception as error:  # pypdf raises far outside PyPdfError on damaged files
            yield {"page": number, "error": f"{type(error).__name__}: {error}"[:200]}


def main() -> None:
    """Read the PDF named on the command line: PATH MAXIMUM_PAGES MEMORY_MB CPU_SECONDS."""
    path, maximum_pages, memory_mb, cpu_seconds = sys.argv[1:5]
    limit_process(int(memory_mb), int(cpu_seconds))
    try:
        for record in describe(Path(path), int(maximum_pages)):
            sys.stdout.write(json.dumps(record) + "\n")
            sys.stdout.flush()
    except Exception as error:
        sys.stdout.write(json.dumps({"corrupt": f"{type(error).__name__}: {error}"[:200]}) + "\n")


if __name__ == "__main__":
    main()
