"""Tests how a conversation is written down for somebody who takes it away."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from coach.answer import Answer, Citation
from coach.transcript import Opinion, Said, write_transcript

CITATION = Citation(
    n=1,
    evidence_id="p-1",
    kind="passage",
    speaker="Amber Berry",
    role="Warden",
    source="Keeping a valley together",
    page="3",
    pdf_page=4,
    quote="We stayed.",
    text="We stayed. It rained.",
)
CARD = replace(CITATION, kind="experience", evidence_id="berry-mill", quote=None)


def store(text: str = "We stayed. It rained.") -> Any:
    """Return as much of a store as a transcript needs."""
    return SimpleNamespace(passages={"p-1": SimpleNamespace(text=text)})


def test_marks_are_numbered_through_and_each_has_its_source() -> None:
    first = Answer("answer", "One. [1]", citations=(CITATION,))
    second = Answer(
        "answer", "Two. [1] Three. [2] Four. [9]", citations=(CARD, replace(CITATION, n=2))
    )
    written = write_transcript([Said("a", first), Said("b", second)], store())
    assert "One. [1]" in written
    assert "Two. [2] Three. [3] Four. \n" in written
    assert "- [1] Amber Berry, Warden. Keeping a valley together, p. 3. “We stayed.”" in written
    assert "- [2] Amber Berry, Warden. Keeping a valley together, p. 3. Retold" in written
    assert "- [3] " in written


def test_words_that_no_longer_stand_in_the_report_are_left_out() -> None:
    said = [Said("a", Answer("answer", "One. [1]", citations=(CITATION,)))]
    written = write_transcript(said, store("It rained."))
    assert "“We stayed.”" not in written
    assert "could no longer be found" in written


def test_lost_words_are_left_out_of_the_answer_too() -> None:
    answer = Answer("answer", "> “We stayed.” [1]\n>\n> — Amber Berry, p. 3", citations=(CITATION,))
    assert "We stayed" in write_transcript([Said("a", answer)], store())
    assert "We stayed" not in write_transcript([Said("a", answer)], store("It rained."))


def test_what_a_leader_wrote_stays_words() -> None:
    wild = "> “I won.”\n\n# [2] <script> ![x](http://evil.example)"
    written = write_transcript([Said(wild, Answer("answer", "One."))], store())
    assert "\\<script" in written
    assert "\\!\\[x" in written
    assert "\n>" not in written
    assert "\n# [2]" not in written


def test_an_opinion_stands_under_its_answer() -> None:
    said = Said("a", Answer("answer", "One."), Opinion("down", "too *long*"))
    assert "*This was of no use.* too \\*long\\*" in write_transcript([said], store())
