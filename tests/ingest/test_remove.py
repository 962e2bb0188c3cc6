"""Tests how a document is taken out of the index."""

from pathlib import Path

import pytest

from ingest.library import ingest
from ingest.remove import remove
from vectorstore.builds import read_manifest
from vectorstore.embedder import Embedder
from vectorstore.errors import EvidenceError
from vectorstore.store import Store


def test_a_removed_document_is_gone_from_the_build_and_from_the_disk(
    tmp_path: Path, valley_pdf: Path, hashed: Embedder
) -> None:
    home, casebook = tmp_path / "home", tmp_path / "cards"
    casebook.mkdir()
    (casebook / "themes.yaml").write_text("purpose: Holding on.\n")
    before = ingest(home, [valley_pdf], hashed.name, lambda: hashed, casebook=casebook)
    (source,) = before.sources
    after = remove(home, source.digest, hashed, casebook=casebook)
    assert after.build != before.build
    assert read_manifest(after.build).sources == ()
    assert not Store(after.build, hashed).passages
    assert not list((home / "documents").glob("*.pdf"))
    again = ingest(home, [], hashed.name, lambda: hashed, casebook=casebook)
    assert not again.changed


def test_what_is_not_there_cannot_be_removed(
    tmp_path: Path, valley_pdf: Path, hashed: Embedder
) -> None:
    casebook = tmp_path / "cards"
    casebook.mkdir()
    (casebook / "themes.yaml").write_text("purpose: Holding on.\n")
    with pytest.raises(EvidenceError, match="no longer in the library"):
        remove(tmp_path / "home", "0" * 64, hashed, casebook=casebook)
