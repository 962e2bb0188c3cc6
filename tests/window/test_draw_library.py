"""Tests how the library shows what was understood of a document."""

from types import SimpleNamespace
from typing import Any

from vectorstore.builds import Source
from vectorstore.evidence import PageSpan, Passage
from window.draw_library import draw_library, draw_outcomes, open_with

WILD = "<img src=x onerror=alert(1)>"


def passage(speaker: str, text: str, kind: str = "interview") -> Passage:
    """Return a passage of the document d."""
    spans = (PageSpan(0, len(text), "3", 4),)
    return Passage(text, text, speaker, "Warden", "Valley", "", kind, spans, 1, "d")  # type: ignore[arg-type]


def draw(*passages: Passage, **fields: Any) -> str:
    """Draw a library of one document."""
    facts: dict[str, Any] = {
        "digest": "d", "file": "valley.pdf", "title": "Valley", "outcome": "indexed",
        "reason": "", "pages": 7, "passages": 2, "speakers": ("Amber Berry",),
    }  # fmt: skip
    manifest = SimpleNamespace(sources=(Source(**{**facts, **fields}),))
    store: Any = SimpleNamespace(manifest=manifest, passages={p.id: p for p in passages})
    return draw_library(store)


def test_each_speaker_is_shown_with_how_much_and_how_it_opens() -> None:
    drawn = draw(passage("Amber Berry", "We stayed."), passage("", "It rained.", "colophon"))
    assert "7 pages, 2 passages" in drawn
    assert "Amber Berry" in drawn
    assert "We stayed." in drawn
    assert "It rained." not in drawn  # never offered as somebody's experience


def test_a_file_that_could_not_be_read_says_why_and_can_only_be_removed() -> None:
    drawn = draw(outcome="encrypted", reason="it is locked", speakers=())
    assert "locked with a password" in drawn
    assert 'data-act="remove"' in drawn
    assert 'data-act="reread"' not in drawn


def test_nothing_in_a_document_becomes_markup() -> None:
    drawn = draw(
        passage(WILD, WILD), file=WILD, title=WILD, reason=WILD, speakers=(WILD,), digest=WILD
    )
    assert "<img" not in drawn
    source = Source("d", WILD, WILD, "corrupt", WILD, 0, 0, ())
    assert "<img" not in draw_outcomes([source])


def test_a_long_opening_is_cut_at_a_word() -> None:
    assert open_with("one two") == "one two"
    assert open_with("word " * 30).endswith(" …")
