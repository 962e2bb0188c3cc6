"""Brings PDFs and the casebook into the index: read, attribute, embed, build aside, swap."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from ingest.build import Ingested, adopt_readings, fingerprint, usable_build
from ingest.cards import CASEBOOK, load_casebook
from ingest.letters import letters, printable
from ingest.progress import Progress, silent
from ingest.readings import digest_file, keep_copy, known_readings, read_file
from vectorstore.builds import Source, current_build, hold_lock, read_manifest, verify_files
from vectorstore.chroma import import_chroma
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError, OutdatedIndex


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
        return rebuild(home, paths, embedder_name, load, progress, casebook, retry)


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
    readings = known_readings(home, old)
    cards = load_casebook(casebook)
    with ThreadPoolExecutor(1) as worker:
        loading: Future[Embedder] | None = None
        asked: list[Source] = []
        for path in paths:
            digest = digest_file(path)
            reading = readings.get(digest)
            if reading is None or (retry and reading.source.outcome != "indexed"):
                if digest and not loading:
                    loading = worker.submit(load)
                    worker.submit(import_chroma)  # seconds that reading the file leaves idle
                reading = read_file(path, digest, progress)
                if digest:  # what cannot be opened leaves no trace in the index
                    readings[digest] = reading
                if reading.source.outcome == "indexed":
                    keep_copy(home, path, digest)
            asked.append(replace(reading.source, file=printable(letters(path.name))))
        made_from = fingerprint(cards, readings, embedder_name)
        if old and read_manifest(old).fingerprint == made_from:
            return Ingested(old, False, tuple(asked), ())
        embedder = (loading or worker.submit(load)).result()
    built = adopt_readings(home, old, cards, readings, embedder, progress)
    return replace(built, sources=tuple(asked))
