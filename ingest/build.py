"""Makes a build of what was read and of the cards, aside, and puts it in use."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.anchors import LostAnchor, resolve_anchors
from ingest.cards import Card
from ingest.passages import CHUNKER
from ingest.progress import Progress
from ingest.readings import Reading
from ingest.vectors import embed_windows, known_vectors
from vectorstore.builds import (
    FORMAT,
    Manifest,
    Source,
    adopt,
    current_build,
    digest_files,
    read_manifest,
    verify_files,
    write_aside,
    write_jsonl,
)
from vectorstore.chroma import write_chroma
from vectorstore.embedder import Embedder, Vectors
from vectorstore.errors import EvidenceError
from vectorstore.evidence import Experience, Passage
from vectorstore.records import experience_record, passage_record, window_record
from vectorstore.vectors import save_vectors
from vectorstore.windows import Window, make_windows


@dataclass(frozen=True, slots=True)
class Ingested:
    """How an ingest ended: the build now in use, each file's outcome, and lost anchors."""

    build: Path
    changed: bool
    sources: tuple[Source, ...]
    lost: tuple[LostAnchor, ...]


def usable_build(home: Path) -> Path | None:
    """Return the current build, or None when there is none that can be trusted."""
    build = current_build(home)
    try:
        if build:
            verify_files(build, read_manifest(build))
    except EvidenceError:
        return None
    return build


def adopt_readings(
    home: Path,
    old: Path | None,
    cards: tuple[Card, ...],
    readings: Mapping[str, Reading],
    embedder: Embedder,
    progress: Progress,
    suffix: str = "",
) -> Ingested:
    """Make a build of these the current one; suffix keeps its name apart from others."""
    passages = tuple(passage for reading in readings.values() for passage in reading.passages)
    resolved = resolve_anchors(cards, passages)
    windows = make_windows(passages, resolved.experiences)
    vectors = embed_windows(windows, known_vectors(old, embedder.name), embedder, progress)
    sources = tuple(reading.source for reading in readings.values())
    mark = fingerprint(cards, readings, embedder.name)
    progress("building", 0, 1)
    with write_aside(home) as aside:
        manifest = write_build(
            aside, old, passages, resolved.experiences, windows, vectors, embedder
        )
        name = f"{mark[:12]}{suffix}"
        build = adopt(home, aside, replace(manifest, build=name, fingerprint=mark, sources=sources))
    progress("building", 1, 1)
    return Ingested(build, True, sources, resolved.lost)


def fingerprint(cards: tuple[Card, ...], readings: Mapping[str, Reading], embedder: str) -> str:
    """Return a digest of everything a build is made from."""
    parts = [f"format {FORMAT}", f"chunker {CHUNKER}", f"embedder {embedder}"]
    parts += [repr(card) for card in cards]
    parts += sorted(f"{digest} {reading.source.outcome}" for digest, reading in readings.items())
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()


def write_build(
    aside: Path,
    old: Path | None,
    passages: tuple[Passage, ...],
    experiences: tuple[Experience, ...],
    windows: tuple[Window, ...],
    vectors: Vectors,
    embedder: Embedder,
) -> Manifest:
    """Write a build's files into a folder and return its manifest, not yet named.

    old is the build before, of whatever embedder.
    """
    alike = old if old and read_manifest(old).embedder == embedder.name else None
    write_jsonl(aside / "passages.jsonl", [passage_record(passage) for passage in passages])
    write_jsonl(
        aside / "experiences.jsonl", [experience_record(experience) for experience in experiences]
    )
    write_jsonl(aside / "windows.jsonl", [window_record(window) for window in windows])
    save_vectors(aside / "vectors.npz", windows, vectors, embedder.name)
    write_chroma(aside / "chroma", windows, vectors, alike)
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
