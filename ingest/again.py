"""Reads a document of the library again, from its kept copy; the old build answers meanwhile."""

import hashlib
from dataclasses import replace
from pathlib import Path

from ingest.build import Ingested, adopt_readings, usable_build
from ingest.cards import CASEBOOK, load_casebook
from ingest.progress import Progress, silent
from ingest.readings import known_readings, read_file
from vectorstore.builds import hold_lock
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError


def read_again(
    home: Path,
    digest: str,
    embedder: Embedder,
    progress: Progress = silent,
    casebook: Path = CASEBOOK,
) -> Ingested:
    """Read the document of this digest anew, and make a build if anything came out differently.

    Raises EvidenceError when there is no copy of it, and when it cannot be read this time; the
    old build stays in use.
    """
    with hold_lock(home):
        old = usable_build(home)
        readings = known_readings(home, old)
        copy = home / "documents" / f"{digest}.pdf"
        known = readings.get(digest)
        if known is None or not copy.is_file():
            raise EvidenceError("there is no copy of that document; add its PDF again")
        reading = read_file(copy, digest, progress)
        # The copy is named by its digest; the document keeps the name it came under.
        reading = replace(reading, source=replace(reading.source, file=known.source.file))
        if reading.source.outcome != "indexed":
            raise EvidenceError(
                f"{known.source.file} could not be read this time; nothing was changed"
            )
        source = reading.source
        if old and reading.passages == known.passages:
            return Ingested(old, False, (source,), ())
        readings[digest] = reading
        content = "\0".join(passage.id for passage in reading.passages)
        suffix = f"-{hashlib.sha256(content.encode()).hexdigest()[:6]}"
        cards = load_casebook(casebook)
        ended = adopt_readings(home, old, cards, readings, embedder, progress, suffix)
        return replace(ended, sources=(source,))
