"""Tests of vectorstore/builds.py."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from vectorstore.builds import (
    ASIDE,
    FORMAT,
    Manifest,
    Source,
    adopt,
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
from vectorstore.errors import EvidenceError, OutdatedIndex

SOURCE = Source("d", "a.pdf", "A report", "indexed", "", 3, 2, ("Ann Bee",))


def build(home: Path, name: str) -> Path:
    """Make a build of one file and adopt it."""
    with write_aside(home) as aside:
        write_jsonl(aside / "passages.jsonl", [{"name": name}])
        manifest = Manifest(
            name, name, "m", 3, "1", (SOURCE,), {"passages": 1}, digest_files(aside)
        )
        return adopt(home, aside, manifest)


def test_a_finished_build_becomes_the_current_one(tmp_path: Path) -> None:
    path = build(tmp_path, "one")
    assert current_build(tmp_path) == path
    assert read_manifest(path).sources == (SOURCE,)
    verify_files(path, read_manifest(path))
    assert read_jsonl(path / "passages.jsonl") == [{"name": "one"}]


def test_only_the_last_two_are_kept(tmp_path: Path) -> None:
    paths = []
    for number, name in enumerate(("one", "two", "three")):
        paths.append(build(tmp_path, name))
        os.utime(paths[-1], (number, number))
    assert sorted((tmp_path / "builds").iterdir()) == sorted(paths[1:])


def test_the_same_build_again_replaces_itself(tmp_path: Path) -> None:
    first = build(tmp_path, "one")
    (first / "passages.jsonl").write_text("spoilt")
    verify_files(build(tmp_path, "one"), read_manifest(first))


def test_what_fails_inside_is_removed_and_changes_nothing(tmp_path: Path) -> None:
    path = build(tmp_path, "one")

    def fail() -> None:
        with write_aside(tmp_path) as aside:
            (aside / "half").write_text("half")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list((tmp_path / "builds").iterdir()) == [path]
    assert current_build(tmp_path) == path


def test_what_a_killed_ingest_left_is_removed_by_the_next(tmp_path: Path) -> None:
    left = tmp_path / "builds" / f"{ASIDE}1-1"
    left.mkdir(parents=True)
    build(tmp_path, "one")
    assert not left.exists()


def test_there_is_no_build_before_the_first(tmp_path: Path) -> None:
    assert current_build(tmp_path) is None
    assert current_build(tmp_path / "nowhere") is None


@pytest.mark.parametrize("pointer", ["", "gone", "../elsewhere", "..", "/", "one/two"])
def test_a_pointer_to_no_build_is_no_build(tmp_path: Path, pointer: str) -> None:
    build(tmp_path, "one")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "CURRENT").write_text(pointer)
    assert current_build(tmp_path) is None


def test_a_pointer_that_cannot_be_read_is_a_clear_line(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").mkdir()
    with pytest.raises(EvidenceError, match="cannot read the state folder"):
        current_build(tmp_path)


@pytest.mark.parametrize(
    "content", [None, "", "[]", "null", "7", '{"sources": []}', '{"sources": 3}']
)
def test_a_manifest_that_makes_no_sense_is_damage(tmp_path: Path, content: str | None) -> None:
    path = build(tmp_path, "one")
    if content is None:
        (path / "manifest.json").unlink()
    else:
        (path / "manifest.json").write_text(content)
    with pytest.raises(EvidenceError, match="damaged; run `coach ingest`"):
        read_manifest(path)


def test_a_build_of_another_version_is_to_be_rebuilt(tmp_path: Path) -> None:
    path = build(tmp_path, "one")
    data = json.loads((path / "manifest.json").read_text())
    (path / "manifest.json").write_text(json.dumps({**data, "format": FORMAT + 1}))
    with pytest.raises(OutdatedIndex, match="another version"):
        read_manifest(path)


def test_the_names_of_documents_are_read_from_a_build_of_any_version(tmp_path: Path) -> None:
    path = build(tmp_path, "one")
    assert read_file_names(path) == {"d": "a.pdf"}
    sources = [{"digest": "ab12", "file": "valley.pdf", "colour": "green"}]
    for content in (json.dumps({"format": FORMAT + 1, "sources": sources}), "{", "[]"):
        (path / "manifest.json").write_text(content)
        assert read_file_names(path) == ({"ab12": "valley.pdf"} if "valley" in content else {})


def test_a_changed_missing_or_added_file_is_damage(tmp_path: Path) -> None:
    path = build(tmp_path, "one")
    manifest = read_manifest(path)
    (path / "more").touch()
    with pytest.raises(EvidenceError, match="damaged"):
        verify_files(path, manifest)
    (path / "more").unlink()
    (path / "passages.jsonl").write_text("{}\n")
    with pytest.raises(EvidenceError, match="damaged"):
        verify_files(path, manifest)
    with pytest.raises(EvidenceError, match="damaged"):
        verify_files(path, replace(manifest, files={**manifest.files, "gone": "0"}))


def take_lock(home: Path) -> None:
    """Hold the lock for a moment."""
    with hold_lock(home):
        pass


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with hold_lock(tmp_path), pytest.raises(EvidenceError, match="another process"):
        take_lock(tmp_path)
    take_lock(tmp_path)


def test_a_lock_that_cannot_be_had_is_a_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EvidenceError, match="cannot write to the state folder"):
        take_lock(tmp_path / "file" / "home")
