"""Reads files into passages, each to a named outcome, and knows those that were read before."""

import hashlib
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.document import UnreadableDocument
from ingest.furniture import clean_pages
from ingest.judge import judge_text
from ingest.letters import letters, printable
from ingest.paragraphs import join_paragraphs
from ingest.passages import CHUNKER, make_passages
from ingest.progress import Progress, silent
from ingest.read import read_pdf
from ingest.report import describe_report
from ingest.sections import split_sections
from vectorstore.builds import (
    Source,
    current_build,
    read_file_names,
    read_jsonl,
    read_manifest,
)
from vectorstore.evidence import Passage
from vectorstore.records import read_passage


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's outcome, and its passages where it was indexed."""

    source: Source
    passages: tuple[Passage, ...]


def read_file(path: Path, digest: str, progress: Progress) -> Reading:
    """Read one file into passages; every file ends in a named outcome."""
    name, stem = printable(letters(path.name)), printable(letters(path.stem))
    try:
        document = read_pdf(path, on_page=lambda page, total: progress("reading", page, total))
        document = judge_text(document, name)
        pages = clean_pages(document)
        report = describe_report(document.title, document.author, stem)
        sections = split_sections(join_paragraphs(pages), document.outline)
        passages = make_passages(sections, report, digest)
        if not passages:
            raise UnreadableDocument("no-text", f"{name} has headings, but no text under them")
    except UnreadableDocument as problem:
        reason = printable(letters(problem.reason))
        return Reading(Source(digest, name, stem, problem.outcome, reason, 0, 0, ()), ())
    except Exception as error:  # no file, however wild, may end the ingest of the others
        reason = f"{name} is laid out beyond understanding ({type(error).__name__})"
        return Reading(Source(digest, name, stem, "corrupt", reason, 0, 0, ()), ())
    partial = len(pages) < document.page_count
    reason = f"{len(pages)} of {document.page_count} pages read" if partial else ""
    speakers = tuple(dict.fromkeys(p.speaker for p in passages if p.kind == "interview"))
    source = Source(
        digest, name, report.title, "indexed", reason, len(pages), len(passages), speakers
    )
    return Reading(source, passages)


def known_readings(home: Path, build: Path | None) -> dict[str, Reading]:
    """Return what a build knows of its documents, by digest; read anew where the chunker changed.

    Where there is no usable build, the copies of the documents still are.
    """
    copies = {path.stem: path for path in sorted((home / "documents").glob("*.pdf"))}
    if build is None:
        readings = {digest: read_file(path, digest, silent) for digest, path in copies.items()}
        last = current_build(home)
        names = read_file_names(last) if last else {}
        return {digest: rename(one, names.get(digest, "")) for digest, one in readings.items()}
    manifest = read_manifest(build)
    try:
        passages = [read_passage(record) for record in read_jsonl(build / "passages.jsonl")]
    except (OSError, ValueError, TypeError, KeyError):
        passages = []
    readings = {}
    for source in manifest.sources:
        own = tuple(passage for passage in passages if passage.document == source.digest)
        stale = manifest.chunker != CHUNKER or len(own) != source.passages
        if stale and source.digest in copies:
            fresh = read_file(copies[source.digest], source.digest, silent)
            readings[source.digest] = rename(fresh, source.file)
        elif not stale:
            readings[source.digest] = Reading(source, own)
    return readings


def rename(reading: Reading, name: str) -> Reading:
    """Return a reading of a kept copy under the name that the file was given, if it is known."""
    file = name or reading.source.file
    return replace(reading, source=replace(reading.source, file=file))


def digest_file(path: Path) -> str:
    """Return the digest of a file's content, or "" when it cannot be read."""
    try:
        if not path.is_file():  # a pipe would be waited on for ever
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def keep_copy(home: Path, path: Path, digest: str) -> None:
    """Keep a document beside the index, so that it can be rebuilt and its pages shown."""
    folder = home / "documents"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{digest}.pdf"
    if not target.exists():
        aside = target.with_suffix(".part")
        shutil.copyfile(path, aside)
        aside.replace(target)
