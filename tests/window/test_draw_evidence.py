"""Tests how the evidence behind a mark is drawn."""

from dataclasses import replace

from coach.answer import Citation
from coach.behind import Behind, place_quote
from vectorstore.evidence import Experience, PageSpan, Passage, Quote
from window.draw_evidence import draw_source

TEXT = "It rained. We <stayed>. It rained."
PASSAGE = Passage(
    id="p-1",
    text=TEXT,
    speaker="Amber Berry",
    role="Warden",
    source="Keeping a valley together",
    section="Amber Berry",
    kind="interview",
    spans=(PageSpan(0, 11, "3", 4), PageSpan(11, len(TEXT), "4", 5)),
    position=2,
)
CARD = Experience(
    id="berry-mill",
    interviewee="Amber Berry",
    role="Warden",
    source="Keeping a valley together",
    pages=("3", "4"),
    kind="worked",
    situation="A mill was to close.",
    did="She stayed.",
    outcome="It kept open.",
    lesson="Staying helps.",
    asks=("Do I stay?",),
    questions=("What if?",),
    themes=("purpose",),
    contrasts=(),
)


def cite(quote: str | None, kind: str = "passage") -> Citation:
    """Return a citation of the passage."""
    return Citation(
        n=1,
        evidence_id="p-1",
        kind=kind,  # type: ignore[arg-type]
        speaker="Amber Berry",
        role="Warden",
        source="Keeping a valley together",
        page="4",
        pdf_page=5 if kind == "passage" else None,
        quote=quote,
        text=TEXT,
    )


def test_exactly_the_quotation_is_marked_and_everything_is_escaped() -> None:
    citation = cite("We <stayed>.")
    drawn = draw_source(Behind(citation, PASSAGE, place_quote(PASSAGE, citation)), "s")
    assert "It rained. <mark>We &lt;stayed&gt;.</mark> It rained." in drawn


def test_words_that_stand_in_two_places_or_none_are_not_marked() -> None:
    for words in ("It rained.", "It snowed.", "we <stayed>."):
        citation = cite(words)
        drawn = draw_source(Behind(citation, PASSAGE, place_quote(PASSAGE, citation)), "s")
        assert "<mark>" not in drawn
        assert "nothing is marked" in drawn


def test_a_placed_quotation_knows_its_own_page() -> None:
    assert place_quote(PASSAGE, cite("We <stayed>.")) == Quote(
        "We <stayed>.", "4", 5, "p-1", 11, 23
    )


def test_without_the_report_the_card_is_shown_and_how_to_add_it() -> None:
    drawn = draw_source(Behind(cite(None, "experience"), card=CARD), "s")
    assert "She stayed." in drawn
    assert "It worked" in drawn
    assert "pages 3–4" in drawn
    assert "folder “library”" in drawn


def test_the_words_stand_before_the_card_also_behind_a_retelling() -> None:
    for kind in ("passage", "experience"):
        citation = cite("We <stayed>.", kind)
        behind = Behind(citation, PASSAGE, place_quote(PASSAGE, citation), CARD)
        drawn = draw_source(behind, "s")
        assert drawn.index("<mark>") < drawn.index("She stayed.")


def test_pages_that_do_not_follow_one_another_are_listed() -> None:
    card = replace(CARD, pages=("3", "9"))
    assert "pages 3, 9;" in draw_source(Behind(cite(None, "experience"), card=card), "s")


def test_a_source_stays_hidden_until_its_mark_is_chosen() -> None:
    assert " hidden>" in draw_source(Behind(cite(None)), "s")
