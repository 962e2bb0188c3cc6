"""Tests of coach/cite.py: where a citation leads to."""

from coach.cite import cite, cite_passage
from vectorstore.evidence import PageSpan, Passage, Quote

SPANS = (PageSpan(0, 11, "3", 4), PageSpan(11, 21, "4", 5))
PASSAGE = Passage(
    id="p-1",
    text="We stayed. It rained.",
    speaker="Amber Berry",
    role="Warden",
    source="Keeping a valley together",
    section="Amber Berry",
    kind="interview",
    spans=SPANS,
    position=0,
)


def test_a_passage_as_a_whole_is_cited_from_where_it_begins() -> None:
    cited = cite(PASSAGE, 2)
    assert (cited.n, cited.page, cited.pdf_page, cited.quote) == (2, "3", 4, None)
    assert (cited.evidence_id, cited.text) == ("p-1", PASSAGE.text)


def test_a_quotation_is_cited_on_its_own_page() -> None:
    cited = cite_passage(PASSAGE, 1, Quote("It rained.", "4", 5, "p-1", 11, 21))
    assert (cited.page, cited.pdf_page, cited.quote) == ("4", 5, "It rained.")
    assert cited.speaker == "Amber Berry"
