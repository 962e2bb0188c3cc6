"""Takes a document out of the index: a new build without it, and then its copy goes."""

from pathlib import Path

from ingest.build import Ingested, adopt_readings, usable_build
from ingest.cards import CASEBOOK, load_casebook
from ingest.progress import Progress, silent
from ingest.readings import known_readings
from vectorstore.builds import hold_lock
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError


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
        old = usable_build(home)
        readings = known_readings(home, old)
        if readings.pop(digest, None) is None:
            raise EvidenceError("that document is no longer in the library")
        cards = load_casebook(casebook)
        ended = adopt_readings(home, old, cards, readings, embedder, progress)
        (home / "documents" / f"{digest}.pdf").unlink(missing_ok=True)
        return ended
