"""Tests of ingest/voices.py."""

from pathlib import Path

import pytest

from ingest.broken import BrokenCard
from ingest.cards import load_casebook
from ingest.voices import load_voices


def write(folder: Path, text: str, name: str = "one.yaml") -> Path:
    """Write a file of voices and return its folder."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_no_folder_is_no_voices(tmp_path: Path) -> None:
    assert load_voices(tmp_path / "voices") == {}


def test_voices_are_read_by_card(tmp_path: Path) -> None:
    folder = write(tmp_path / "voices", 'a-card:\n  - "My depot waits. "\n  - Nobody rings back.\n')
    assert load_voices(folder) == {"a-card": ("My depot waits.", "Nobody rings back.")}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a list", r"voices/one.yaml: must name cards"),
        ("a-card: a text", r"voices/one.yaml: a-card: must be a list of texts"),
        ("a-card: ['']", r"voices/one.yaml: a-card: must be a list of texts"),
        ("a-card: [", r"one.yaml: is not valid YAML in line"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BrokenCard, match=complaint):
        load_voices(write(tmp_path / "voices", text))


def test_a_card_told_in_two_files_is_named(tmp_path: Path) -> None:
    write(tmp_path / "voices", "a-card: [one]")
    folder = write(tmp_path / "voices", "a-card: [two]", "two.yaml")
    with pytest.raises(BrokenCard, match=r"voices/two.yaml: a-card: used twice"):
        load_voices(folder)


def test_every_voice_of_the_casebook_belongs_to_a_card_and_is_told_once() -> None:
    cards = [card.experience for card in load_casebook()]
    told = [text for card in cards for text in (*card.asks, *card.voices)]
    assert len(told) == len(set(told))
