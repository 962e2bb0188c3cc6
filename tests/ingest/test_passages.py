"""Tests of ingest/passages.py."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Paragraph, Section
from ingest.passages import LONGEST, fit, make_passages, split_long
from ingest.passages import Piece as Part
from ingest.readings import Reading
from ingest.report import Report
from ingest.speakers import quoted_spans
from vectorstore.evidence import PageSpan, Passage

REPORT = Report("A report", "Guy Hay", "author of the report", {})
LONG = "I went up to the hill and told them what I had seen there on the day before. "


def paragraph(text: str, page: int = 1) -> Paragraph:
    return Paragraph(text, 10, "Times", (PageSpan(0, len(text), str(page), page + 1),))


def interview(*texts: str) -> Section:
    parts = tuple(paragraph(text) for text in texts)
    return Section("Ann Bee", "interview", parts, "Ann Bee", "Head of the Hill")


def narrative(*texts: str) -> Section:
    return Section("What they did", "narrative", tuple(paragraph(text) for text in texts))


def passages(*sections: Section) -> tuple[Passage, ...]:
    return make_passages(sections, REPORT, "digest")


def test_an_interview_is_in_the_words_of_its_person() -> None:
    (passage,) = passages(interview(LONG * 3))
    assert (passage.speaker, passage.role, passage.kind) == (
        "Ann Bee",
        "Head of the Hill",
        "interview",
    )
    assert (passage.source, passage.section, passage.document) == ("A report", "Ann Bee", "digest")
    assert passage.offered


def test_a_chapter_is_the_authors_but_for_what_it_quotes() -> None:
    quoted = "‘it was a steep hill and I would not climb it twice’"
    found = passages(interview(LONG * 3), narrative(f"Nobody asked. Ann Bee says: {quoted}. So."))
    assert [(p.speaker, p.role) for p in found[1:]] == [
        ("Guy Hay", "author of the report"), ("Ann Bee", "Head of the Hill"),
        ("Guy Hay", "author of the report"),
    ]  # fmt: skip
    assert found[2].text == quoted


def test_without_interviews_a_chapter_is_the_authors() -> None:
    (passage,) = passages(narrative("Ann Bee says: ‘it was a steep hill, you know’."))
    assert passage.speaker == "Guy Hay"


def test_a_biography_is_nobodys_experience() -> None:
    found = passages(Section("Ann Bee", "biography", (paragraph("Ann Bee was a shepherd."),)))
    assert [(p.kind, p.offered) for p in found] == [("biography", False)]


def test_a_chapter_that_repeats_an_interview_is_its_twin() -> None:
    told = "We carried every stone of that wall up the hill by hand, and we did it in the rain."
    found = passages(
        interview(
            LONG * 3, f"{told} {told} " + "It took a year and a day to have it all in place. " * 2
        ),
        narrative(f"Ann Bee says: ‘{told}’"),
    )
    (twin,) = [p for p in found if p.kind == "narrative" and p.speaker == "Ann Bee"]
    original = next(p for p in found if p.id == twin.twin_of)
    assert original.kind == "interview"
    assert "every stone" in original.text


def test_what_is_only_about_the_same_thing_is_no_twin() -> None:
    found = passages(
        interview(LONG * 3), narrative("Ann Bee says: ‘a hill is a hill, I told them so’.")
    )
    assert not any(passage.twin_of for passage in found)


def test_the_short_are_joined_and_speakers_never_are() -> None:
    spans = (PageSpan(0, 5, "1", 2),)
    fitted = fit([Part("words", "A", spans), Part("other", "A", spans), Part("third", "B", spans)])
    assert [(part.text, part.speaker) for part in fitted] == [("words\nother", "A"), ("third", "B")]


SENTENCES = st.lists(
    st.sampled_from([LONG, "Short one. ", "Is it? ", "x" * 40 + ". "]), max_size=60
)


@given(SENTENCES)
def test_the_long_are_split_between_sentences_and_nothing_is_lost(sentences: list[str]) -> None:
    text = "".join(sentences).strip()
    parts = split_long(Part(text, "A", (PageSpan(0, len(text), "1", 2),)))
    assert "".join(text.split()) == "".join("".join(part.text for part in parts).split())
    assert all(len(part.text.split()) <= 1.5 * LONGEST for part in parts)


def test_ids_follow_from_place_and_text() -> None:
    first, again = passages(interview(LONG * 3)), passages(interview(LONG * 3))
    assert [p.id for p in first] == [p.id for p in again]
    found = passages(interview(*[LONG * 3] * 3))
    assert len({p.id for p in found}) == 3


def assert_sound(found: tuple[Passage, ...]) -> None:
    """Check that every character of every passage has its page, and every passage one speaker."""
    assert [p.position for p in found] == list(range(len(found)))
    assert len({p.id for p in found}) == len(found)
    for passage in found:
        assert passage.text == passage.text.strip()
        assert passage.spans[0].start == 0
        assert passage.spans[-1].end == len(passage.text)
        assert all(above.end == below.start for above, below in pairwise(passage.spans))
        assert all(above.pdf_page < below.pdf_page for above, below in pairwise(passage.spans))


def test_every_character_of_the_valley_has_its_page(valley: Reading) -> None:
    assert_sound(valley.passages)
    assert any(len(passage.spans) > 1 for passage in valley.passages)


def test_the_valleys_chapter_gives_way_to_the_interview_it_repeats(valley: Reading) -> None:
    twins = [p for p in valley.passages if p.twin_of]
    assert [p.speaker for p in twins] == ["Amber Berry", "Amber Berry"]


def test_every_character_of_the_report_has_its_page(report: Reading) -> None:
    assert_sound(report.passages)
    for passage in report.passages:
        assert all(span.label == str(span.pdf_page - 1) for span in passage.spans)


def test_no_passage_of_the_report_mixes_speakers(report: Reading) -> None:
    interviewed = {p.speaker for p in report.passages if p.kind == "interview"}
    before = report.passages[0]
    for passage in report.passages:
        if passage.kind == "interview":
            assert passage.speaker in passage.section
        elif passage.kind == "narrative" and passage.speaker in interviewed:
            if passage.text[0] in "‘“'":  # each paragraph of it is one quotation, end to end
                for paragraph in passage.text.split("\n"):
                    spans = quoted_spans(paragraph)
                    assert len(spans) <= 1, passage.id
                    assert not spans or len(paragraph) - spans[0][1] < 3, passage.id
            else:  # or it is the later part of one that was too long for one passage
                assert before.speaker == passage.speaker, passage.id
        before = passage


def test_the_reports_twins_name_interviews_of_the_same_person(report: Reading) -> None:
    by_id = {passage.id: passage for passage in report.passages}
    twins = [passage for passage in report.passages if passage.twin_of]
    assert 50 <= len(twins) <= 80
    for twin in twins:
        original = by_id[twin.twin_of]
        assert (twin.kind, original.kind) == ("narrative", "interview")
        assert twin.speaker == original.speaker


def test_known_phrases_of_the_report_stand_on_their_pages(report: Reading) -> None:
    known = [
        ("get more than the sum of the parts", "Ruth Carnall", "35", "interview"),
        ("very accountable for performance in London", "Ruth Carnall", "35", "interview"),
        ("Florence Nightingale were carrying her lamp", "Roy Griffiths", "5", "narrative"),
    ]
    for phrase, speaker, label, kind in known:
        places = [
            (p.speaker, p.page_at(p.text.index(phrase)).label)
            for p in report.passages
            if p.kind == kind and phrase in p.text
        ]
        assert places == [(speaker, label)], phrase
