"""Tests of ingest/cards.py."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.broken import BrokenCard
from ingest.cards import Anchor, load_casebook


def change(casebook: Path, file: str, field: str, value: Any) -> str:
    """Change a field of a file's first card, or drop it for ...; return what is said to that."""
    path = casebook / file
    data = yaml.safe_load(path.read_text())
    if value is ...:
        del data["cards"][0][field]
    else:
        data["cards"][0][field] = value
    path.write_text(yaml.safe_dump(data))
    return complaint(casebook)


def complaint(casebook: Path) -> str:
    with pytest.raises(BrokenCard) as broken:
        load_casebook(casebook)
    assert "\n" not in str(broken.value)
    return str(broken.value)


def test_cards_are_loaded_with_their_anchors(casebook: Path) -> None:
    berry, lock = load_casebook(casebook)
    assert (berry.experience.id, berry.experience.interviewee) == ("berry-mill", "Amber Berry")
    assert berry.experience.pages == ("3", "4")
    assert berry.experience.quotes == ()
    assert berry.anchors == (Anchor("weigh them in front of everybody"),)
    assert lock.anchors == (Anchor("without asking one single bargeman", 2),)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("situation", ..., "is missing"),
        ("situation", "  ", "must be text"),
        ("did", ["a", "b"], "must be text"),
        ("kind", "splendid", "must be one of"),
        ("pages", [], "must be a list of printed page numbers"),
        ("asks", ["one", "two"], "needs 4 to 8, has 2"),
        ("asks", "one", "must be a list of texts"),
        ("asks", ["one", 2, "three", "four"], "must be a list of texts"),
        ("questions", [], "needs 1 to 3, has 0"),
        ("themes", ["wool"], "wool is not in themes.yaml"),
        ("contrasts", ["nobody"], "there is no card nobody"),
        ("anchors", [], "must be a list of one to six"),
        ("anchors", ["one two three four five six seven eight nine"], "2 to 8 words"),
        ("anchors", ["alone"], "2 to 8 words"),
        ("anchors", [{"text": "two words", "sentences": 9}], "must be 1, 2 or 3"),
        ("anchors", [{"txt": "two words"}], "2 to 8 words"),
        ("colour", "red", "is not a field"),
    ],
)
def test_a_broken_card_is_named_by_file_card_and_field(
    casebook: Path, field: str, value: Any, reason: str
) -> None:
    said = change(casebook, "berry.yaml", field, value)
    assert said.startswith(f"berry.yaml: berry-mill: {field}: ")
    assert reason in said


@pytest.mark.parametrize("value", [..., 7, None, ["a"]])
def test_a_card_without_an_id_is_named_by_its_number(casebook: Path, value: Any) -> None:
    assert change(casebook, "berry.yaml", "id", value).startswith("berry.yaml: ")


def test_an_id_is_used_once(casebook: Path) -> None:
    said = change(casebook, "lock.yaml", "id", "berry-mill")
    assert said == "lock.yaml: berry-mill: id: also used in berry.yaml"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("cards: [", "is not valid YAML in line"),
        ("- just\n- a list\n", "needs interviewee, role, source"),
        ("interviewee: A\nrole: B\nsource: C\ncards: {}\n", "a list of cards"),
        ("interviewee: A\nrole: 3\nsource: C\ncards: []\n", "role: must be text"),
        ("interviewee: A\nrole: B\nsource: C\ncards: [just words]\n", "card 1: id: must be text"),
        ("interviewee: A\nrole: B\nsource: C\ncards: [null]\n", "card 1: id: must be text"),
    ],
)
def test_a_broken_file_is_named(casebook: Path, content: str, reason: str) -> None:
    (casebook / "berry.yaml").write_text(content)
    said = complaint(casebook)
    assert said.startswith("berry.yaml: ")
    assert reason in said


def test_a_file_that_is_not_text_is_named(casebook: Path) -> None:
    (casebook / "berry.yaml").write_bytes(b"\xff\xfe\x00\xd8")
    assert complaint(casebook).startswith("berry.yaml: is not valid YAML")


def test_a_casebook_without_themes_is_named(tmp_path: Path) -> None:
    assert complaint(tmp_path).startswith("themes.yaml: ")


def test_themes_that_are_no_mapping_are_named(casebook: Path) -> None:
    (casebook / "themes.yaml").write_text("")
    assert complaint(casebook).startswith("themes.yaml: ")


def test_fields_that_are_no_fields_are_named_whatever_they_are(casebook: Path) -> None:
    text = (casebook / "berry.yaml").read_text()
    (casebook / "berry.yaml").write_text(text + "    7: seven\n    colour: red\n")
    assert complaint(casebook) == "berry.yaml: berry-mill: 7: is not a field of a card"


def test_our_own_casebook_is_sound() -> None:
    cards = load_casebook()
    assert len(cards) >= 20
    assert len({card.experience.interviewee for card in cards}) >= 5
