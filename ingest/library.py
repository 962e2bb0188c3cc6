"""Brings PDFs and the casebook into the index: read, attribute, embed, build aside, swap."""

import hashlib
import shutil
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from ingest.anchors import LostAnchor, resolve_anchors
from ingest.cards import CASEBOOK, Card, load_casebook
from ingest.document import UnreadableDocument
from ingest.furniture import clean_pages
from ingest.judge import judge_text
from ingest.letters import letters, printable
from ingest.paragraphs import join_paragraphs
from ingest.passages import CHUNKER, make_passages
from ingest.read import read_pdf
from ingest.report import describe_report
from ingest.sections import split_sections
from ingest.vectors import known_vectors
from vectorstore.builds import (
    FORMAT,
    Manifest,
    Source,
    adopt,
    cannot_write,
    current_build,
    digest_files,
    hold_lock,
    read_file_names,
    read_jsonl,
    read_manifest,
    verify_files,
    write_aside,
    write_jsonl,
)
from vectorstore.embedder import Embedder, Vectors, all_cores, embed
from vectorstore.errors import EvidenceError, OutdatedIndex
from vectorstore.evidence import Experience, Passage
from vectorstore.records import (
    experience_record,
    passage_record,
    read_passage,
    window_record,
)
from vectorstore.store import write_chroma
from vectorstore.vectors import save_vectors
from vectorstore.windows import Window, make_windows

Progress = Callable[[str, int, int], None]
BATCH = 256


@dataclass(frozen=True, slots=True)
class Ingested:
    """How an ingest ended: the build now in use, each file's outcome, and lost anchors."""

    build: Path
    changed: bool
    sources: tuple[Source, ...]
    lost: tuple[LostAnchor, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file's outcome, and its passages where it was indexed."""

    source: Source
    passages: tuple[Passage, ...]


def silent(stage: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def ingest(
    home: Path,
    paths: Sequence[Path],
    embedder_name: str,
    load: Callable[[], Embedder],
    progress: Progress = silent,
    casebook: Path = CASEBOOK,
    retry: bool = True,
) -> Ingested:
    """Bring files into the index beside what is there already; unchanged input changes nothing.

    load is called only when there is something to embed. With retry, files that failed before
    are tried again. Raises EvidenceError when another process is at it or the disk is full, and
    BrokenCard for a broken card; the old build then stays in use.
    """
    with hold_lock(home):
        try:
            return rebuild(home, paths, embedder_name, load, progress, casebook, retry)
        except OSError as error:
            raise cannot_write(home, error) from error


def ensure_index(
    home: Path,
    library: Path,
    embedder_name: str,
    load: Callable[[], Embedder],
    progress: Progress = silent,
) -> Path:
    """Return the build to use: the current one brought up to date with the library's PDFs.

    Where it cannot be brought up to date (another process is at it, the disk is full or
    read-only), an older build still answers. Raises EvidenceError when there is none, or when the
    current one is damaged.
    """
    build = current_build(home)
    try:
        if build:
            verify_files(build, read_manifest(build))
    except OutdatedIndex:  # made anew from the copies that are kept of its documents
        build = None
    try:
        return ingest(home, find_pdfs(library), embedder_name, load, progress, retry=False).build
    except EvidenceError:
        if build:
            return build
        raise


def find_pdfs(library: Path) -> list[Path]:
    """Return the PDFs of a folder, in a stable order; none where there is no such folder."""
    return sorted(path for path in library.glob("*.[pP][dD][fF]") if path.is_file())


def rebuild(
    home: Path,
    paths: Sequence[Path],
    embedder_name: str,
    load: Callable[[], Embedder],
    progress: Progress,
    casebook: Path,
    retry: bool,
) -> Ingested:
    """Make a new build if anything changed; the caller holds the lock."""
    old = usable_build(home)
    known = known_readings(home, old)
    cards = load_casebook(casebook)
    with ThreadPoolExecutor(1) as worker:
        loading: Future[Embedder] | None = None
        readings = dict(known)
        asked: list[Source] = []
        for path in paths:
            digest = digest_file(path)
            reading = readings.get(digest)
            if reading is None or (retry and reading.source.outcome != "indexed"):
                if digest:
                    loading = loading or worker.submit(load)
                reading = read_file(path, digest, progress)
                if digest:  # what cannot be opened leaves no trace in the index
                    readings[digest] = reading
                if reading.source.outcome == "indexed":
                    keep_copy(home, path, digest)
            asked.append(replace(reading.source, file=printable(letters(path.name))))
        mark = fingerprint(cards, readings, embedder_name)
        if old and read_manifest(old).fingerprint == mark:
            return Ingested(old, False, tuple(asked), ())
        embedder = (loading or worker.submit(load)).result()
    passages = tuple(passage for reading in readings.values() for passage in reading.passages)
    resolved = resolve_anchors(cards, passages)
    windows = make_windows(passages, resolved.experiences)
    vectors = embed_windows(windows, known_vectors(old, embedder.name), embedder, progress)
    progress("building", 0, 1)
    with write_aside(home) as aside:
        manifest = write_build(aside, passages, resolved.experiences, windows, vectors, embedder)
        manifest = replace(
            manifest,
            build=f"{mark[:12]}",
            fingerprint=mark,
            sources=tuple(reading.source for reading in readings.values()),
        )
        build = adopt(home, aside, manifest)
    progress("building", 1, 1)
    return Ingested(build, True, tuple(asked), resolved.lost)


def usable_build(home: Path) -> Path | None:
    """Return the current build, or None when there is none that can be trusted."""
    build = current_build(home)
    try:
        if build:
            verify_files(build, read_manifest(build))
    except EvidenceError:
        return None
    return build


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


def keep_copy(home: Path, path: Path, digest: str) -> None:
    """Keep a document beside the index, so that it can be rebuilt and its pages shown."""
    folder = home / "documents"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{digest}.pdf"
    if not target.exists():
        aside = target.with_suffix(".part")
        shutil.copyfile(path, aside)
        aside.replace(target)


def fingerprint(cards: tuple[Card, ...], readings: dict[str, Reading], embedder: str) -> str:
    """Return a digest of everything a build is made from."""
    parts = [f"format {FORMAT}", f"chunker {CHUNKER}", f"embedder {embedder}"]
    parts += [repr(card) for card in cards]
    parts += sorted(f"{digest} {reading.source.outcome}" for digest, reading in readings.items())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def embed_windows(
    windows: tuple[Window, ...], known: dict[str, Vectors], embedder: Embedder, progress: Progress
) -> Vectors:
    """Return the windows' vectors, shape (len(windows), dimension), embedding only new ones."""
    vectors = np.zeros((len(windows), embedder.dimension), dtype=np.float32)
    new = []
    for row, window in enumerate(windows):
        if window.id in known:
            vectors[row] = known[window.id]
        else:
            new.append(row)
    new.sort(key=lambda row: len(windows[row].text))  # batches of one length waste no padding
    for start in range(0, len(new), BATCH):
        progress("embedding", start, len(new))
        rows = new[start : start + BATCH]
        with all_cores():
            vectors[rows] = embed(embedder, [windows[row].text for row in rows])
    progress("embedding", len(new), len(new))
    return vectors


def write_build(
    aside: Path,
    passages: tuple[Passage, ...],
    experiences: tuple[Experience, ...],
    windows: tuple[Window, ...],
    vectors: Vectors,
    embedder: Embedder,
) -> Manifest:
    """Write a build's files into a folder and return its manifest, not yet named."""
    write_jsonl(aside / "passages.jsonl", [passage_record(passage) for passage in passages])
    write_jsonl(
        aside / "experiences.jsonl", [experience_record(experience) for experience in experiences]
    )
    write_jsonl(aside / "windows.jsonl", [window_record(window) for window in windows])
    save_vectors(aside / "vectors.npz", windows, vectors, embedder.name)
    write_chroma(aside / "chroma", windows, vectors)
    return Manifest(
        build="",
        fingerprint="",
        embedder=embedder.name,
        dimension=embedder.dimension,
        chunker=CHUNKER,
        sources=(),
        counts={
            "passages": len(passages),
            "experiences": len(experiences),
            "windows": len(windows),
        },
        files=digest_files(aside),
    )
