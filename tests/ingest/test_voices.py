"""Tests of ingest/voices.py."""

from pathlib import Path

import pytest

from ingest.broken import BrokenCard
from ingest.cards import load_casebook
from ingest.voices import HEARD, load_heard, load_voices


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
    heard = load_heard(HEARD.parent)
    cards = [card.experience for card in load_casebook()]
    told = [
        text
        for card in cards
        for text in (*card.asks, *card.voices)
        if text not in heard.get(card.id, ())
    ]
    assert len(told) == len(set(told))
    assert heard.keys() <= {card.id for card in cards}


def test_a_dilemma_heard_is_a_voice_of_each_of_its_cards(tmp_path: Path) -> None:
    text = "- {ask: Who pays?, cards: [one, two]}\n- {ask: Who waits?, cards: [two]}\n"
    folder = write(tmp_path / "heard", text)
    assert load_heard(folder) == {"one": ("Who pays?",), "two": ("Who pays?", "Who waits?")}


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a-card: [one]", r"heard/one.yaml: must list dilemmas"),
        ("- {cards: [one]}", r"heard/one.yaml: 1: ask: must be a list of texts"),
        ("- {ask: one, cards: 3}", r"heard/one.yaml: 1: cards: must be a list of texts"),
    ],
)
def test_a_broken_file_of_dilemmas_is_named(tmp_path: Path, text: str, complaint: str) -> None:
    with pytest.raises(BrokenCard, match=complaint):
        load_heard(write(tmp_path / "heard", text))
