"""Keeps the index on disk: builds written aside, verified, and swapped in by one pointer."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from vectorstore.errors import EvidenceError, OutdatedIndex

FORMAT = 3
KEPT = 2
ASIDE = ".aside-"


@dataclass(frozen=True, slots=True)
class Source:
    """A document in a build: its content's digest, title, and how the reading of it ended."""

    digest: str
    file: str
    title: str
    outcome: str
    reason: str
    pages: int
    passages: int
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a build was made from, and the digest of each of its files."""

    build: str
    fingerprint: str
    embedder: str
    dimension: int
    chunker: str
    sources: tuple[Source, ...]
    counts: dict[str, int]
    files: dict[str, str]
    format: int = FORMAT


@contextmanager
def hold_lock(home: Path) -> Iterator[None]:
    """Hold the index's write lock; raises EvidenceError at once when somebody else holds it.

    What cannot be written while it is held is an EvidenceError as well.
    """
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock = FileLock(home / "index.lock")
        with lock.acquire(timeout=0):
            yield
    except Timeout as error:
        raise EvidenceError(
            "another process is building the index; wait for it to finish, then try again"
        ) from error
    except OSError as error:
        raise cannot_write(home, error) from error


def cannot_write(home: Path, error: OSError) -> EvidenceError:
    """Return the one line that says why the state folder cannot be written."""
    reason = error.strerror or "it cannot be written"
    return EvidenceError(
        f"cannot write to the state folder {home}: {reason}; "
        "free some space or set COACH_HOME to a folder of yours"
    )


@contextmanager
def write_aside(home: Path) -> Iterator[Path]:
    """Give a folder to write a build into, next to the builds; what fails inside is removed."""
    builds = home / "builds"
    builds.mkdir(parents=True, exist_ok=True, mode=0o700)
    for left_over in builds.glob(f"{ASIDE}*"):  # of an ingest that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    aside = builds / f"{ASIDE}{os.getpid()}-{time.time_ns()}"
    aside.mkdir(mode=0o700)
    try:
        yield aside
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def adopt(home: Path, aside: Path, manifest: Manifest) -> Path:
    """Make a finished build the current one, in one atomic step, and drop all but the last two."""
    write_file(aside / "manifest.json", json.dumps(asdict(manifest), indent=1))
    target = home / "builds" / manifest.build
    if target.exists():  # the same build, damaged or half adopted
        shutil.rmtree(target)
    aside.rename(target)
    pointer = home / f".CURRENT-{os.getpid()}"
    write_file(pointer, manifest.build)
    pointer.replace(home / "CURRENT")
    builds = sorted(
        (path for path in (home / "builds").iterdir() if not path.name.startswith(ASIDE)),
        key=lambda path: path.stat().st_mtime,
    )
    for old in [path for path in builds if path != target][: -(KEPT - 1)]:
        shutil.rmtree(old, ignore_errors=True)
    return target


def write_file(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def current_build(home: Path) -> Path | None:
    """Return the folder of the current build, or None where there is none yet."""
    try:
        name = (home / "CURRENT").read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise EvidenceError(f"cannot read the state folder {home}") from error
    path = home / "builds" / name
    inside = path.parent == home / "builds" and name not in ("", "..")
    return path if inside and path.is_dir() else None


def read_manifest(build: Path) -> Manifest:
    """Return a build's manifest; raises EvidenceError when it cannot be used."""
    try:
        data = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise OutdatedIndex("the index is of another version; run `coach ingest` to rebuild it")
        sources = tuple(
            Source(**{**source, "speakers": tuple(source["speakers"])})
            for source in data.pop("sources")
        )
        return Manifest(**data, sources=sources)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged() from error


def read_file_names(build: Path) -> dict[str, str]:
    """Return by digest what a build of any version calls its documents; nothing if unreadable."""
    try:
        data = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
        return {str(source["digest"]): str(source["file"]) for source in data["sources"]}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def damaged() -> EvidenceError:
    """Return the one line for an index that cannot be trusted."""
    return EvidenceError("the index is damaged; run `coach ingest` to rebuild it")


def digest_files(build: Path) -> dict[str, str]:
    """Return the digest of each file of a build but its manifest, by relative path."""
    return {
        str(path.relative_to(build).as_posix()): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(build.rglob("*"))
        if path.is_file() and path.name != "manifest.json"
    }


def verify_files(build: Path, manifest: Manifest) -> None:
    """Raise EvidenceError unless every file is as it was written.

    A damaged HNSW file can end the process when Chroma opens it, so this comes first.
    """
    try:
        if digest_files(build) != manifest.files:
            raise damaged()
    except OSError as error:
        raise damaged() from error


def read_jsonl(path: Path) -> list[dict[str, Any]]:
    """Return the records of a JSON-lines file."""
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_jsonl(path: Path, records: list[dict[str, Any]]) -> None:
    """Write records as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
