"""Takes a document out of the index: a new build without it, and then its copy goes."""

from dataclasses import replace
from pathlib import Path

from ingest.anchors import resolve_anchors
from ingest.cards import CASEBOOK, load_casebook
from ingest.library import (
    Ingested,
    Progress,
    Reading,
    embed_windows,
    fingerprint,
    known_readings,
    silent,
    usable_build,
    write_build,
)
from ingest.vectors import known_vectors
from vectorstore.builds import adopt, cannot_write, hold_lock, write_aside
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError
from vectorstore.windows import make_windows


def remove(
    home: Path,
    digest: str,
    embedder: Embedder,
    progress: Progress = silent,
    casebook: Path = CASEBOOK,
) -> Ingested:
    """Make a build without the document of this digest; raises EvidenceError when it is not there.

    The old build stays in use should anything fail.
    """
    with hold_lock(home):
        try:
            return rebuild_without(home, digest, embedder, progress, casebook)
        except OSError as error:
            raise cannot_write(home, error) from error


def rebuild_without(
    home: Path, digest: str, embedder: Embedder, progress: Progress, casebook: Path
) -> Ingested:
    """Make the build and adopt it; the caller holds the lock."""
    old = usable_build(home)
    readings = known_readings(home, old)
    if readings.pop(digest, None) is None:
        raise EvidenceError("that document is no longer in the library")
    ended = adopt_readings(home, old, readings, embedder, progress, casebook)
    (home / "documents" / f"{digest}.pdf").unlink(missing_ok=True)
    return ended


def adopt_readings(
    home: Path,
    old: Path | None,
    readings: dict[str, Reading],
    embedder: Embedder,
    progress: Progress,
    casebook: Path,
    suffix: str = "",
) -> Ingested:
    """Make a build of these readings the current one; suffix keeps its name apart from others."""
    cards = load_casebook(casebook)
    passages = tuple(passage for reading in readings.values() for passage in reading.passages)
    resolved = resolve_anchors(cards, passages)
    windows = make_windows(passages, resolved.experiences)
    vectors = embed_windows(windows, known_vectors(old, embedder.name), embedder, progress)
    sources = tuple(reading.source for reading in readings.values())
    mark = fingerprint(cards, readings, embedder.name)
    progress("building", 0, 1)
    with write_aside(home) as aside:
        manifest = write_build(aside, passages, resolved.experiences, windows, vectors, embedder)
        name = f"{mark[:12]}{suffix}"
        build = adopt(home, aside, replace(manifest, build=name, fingerprint=mark, sources=sources))
    progress("building", 1, 1)
    return Ingested(build, True, sources, resolved.lost)
