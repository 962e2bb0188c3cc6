"""Tests how a document is read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.again import read_again
from ingest.library import ingest
from vectorstore.builds import current_build
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError
from vectorstore.store import Store


@pytest.fixture
def home(tmp_path: Path, valley_pdf: Path, hashed: Embedder, casebook: Path) -> Path:
    """Return a state folder in which the made-up report is indexed."""
    ingest(tmp_path / "home", [valley_pdf], hashed.name, lambda: hashed, casebook=casebook)
    return tmp_path / "home"


def digest_in(home: Path) -> str:
    """Return the digest of the one document."""
    (copy,) = (home / "documents").glob("*.pdf")
    return copy.stem


def test_a_document_that_reads_the_same_changes_nothing(
    home: Path, hashed: Embedder, casebook: Path
) -> None:
    before = current_build(home)
    ended = read_again(home, digest_in(home), hashed, casebook=casebook)
    assert not ended.changed
    assert current_build(home) == before
    assert ended.sources[0].file == "valley.pdf"


def test_what_was_lost_from_an_index_comes_back(
    home: Path, hashed: Embedder, casebook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ingest.again as again

    known = again.known_readings

    def forgetful(*args: object) -> object:
        readings = known(*args)  # type: ignore[arg-type]
        return {d: replace(r, passages=r.passages[:1]) for d, r in readings.items()}

    monkeypatch.setattr(again, "known_readings", forgetful)
    ended = read_again(home, digest_in(home), hashed, casebook=casebook)
    assert ended.changed
    assert len(Store(ended.build, hashed).passages) > 1


def test_without_a_copy_the_old_build_goes_on(home: Path, hashed: Embedder, casebook: Path) -> None:
    before = current_build(home)
    digest = digest_in(home)
    (home / "documents" / f"{digest}.pdf").write_bytes(b"no longer a PDF")
    with pytest.raises(EvidenceError, match="could not be read this time"):
        read_again(home, digest, hashed, casebook=casebook)
    with pytest.raises(EvidenceError, match="add its PDF again"):
        read_again(home, "0" * 64, hashed, casebook=casebook)
    assert current_build(home) == before
