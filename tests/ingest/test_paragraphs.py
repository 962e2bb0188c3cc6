"""Tests of ingest/paragraphs.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Line, Page, Paragraph
from ingest.paragraphs import has_open_quote, join_paragraphs
from ingest.readings import Reading


def page(number: int, *texts: str, gaps: tuple[int, ...] = ()) -> Page:
    """Return a page of lines, with a wider gap above the lines numbered in gaps."""
    lines, y = [], 700.0
    for n, text in enumerate(texts):
        y -= 26 if n in gaps else 13
        lines.append(Line(72, y, 10, "Times", text))
    return Page(str(number - 1), number, tuple(lines))


def texts(*pages: Page) -> list[str]:
    return [paragraph.text for paragraph in join_paragraphs(pages)]


def test_lines_become_whole_paragraphs() -> None:
    found = texts(page(1, "The first goes", "over two lines.", "The second", "too.", gaps=(2,)))
    assert found == ["The first goes over two lines.", "The second too."]


def test_a_sentence_goes_on_over_the_page() -> None:
    assert texts(page(1, "It was not"), page(2, "over yet.")) == ["It was not over yet."]


def test_every_character_knows_its_page() -> None:
    (paragraph,) = join_paragraphs((page(8, "It was not"), page(9, "over yet.")))
    assert [(paragraph.text[s.start : s.end], s.label, s.pdf_page) for s in paragraph.spans] == [
        ("It was not ", "7", 8), ("over yet.", "8", 9)
    ]  # fmt: skip


def test_a_finished_sentence_ends_its_paragraph_at_the_page() -> None:
    assert len(texts(page(1, "That was that."), page(2, "Then came more."))) == 2


def test_an_open_quotation_goes_on_over_the_page() -> None:
    assert len(texts(page(1, "She says, ‘It is so."), page(2, "It was always so.’"))) == 1


def test_a_broken_word_is_mended_where_the_whole_one_is_known() -> None:
    found = texts(page(1, "the standing of a stand-", "ing order among many stan-", "ding orders"))
    assert found == ["the standing of a standing order among many standing orders"]


def test_a_words_own_hyphen_is_kept() -> None:
    found = texts(
        page(1, "a day-to-day thing, and day-", "to-day it stays long-", "Term", "day-to")
    )
    assert "day-to-day it stays long-Term" in found[0]


def test_a_soft_hyphen_always_goes() -> None:
    assert texts(page(1, "unheard\u00ad", "of")) == ["unheardof"]


def test_curly_quotation_marks_stay_as_they_are() -> None:
    assert texts(page(1, "‘It’s “so”’, she said.")) == ["‘It’s “so”’, she said."]


def test_what_does_not_print_goes() -> None:
    assert texts(page(1, "\uf0b7 a \x07point\u00a0here")) == ["a point here"]


def test_a_line_set_in_pieces_is_one_line() -> None:
    lines = (Line(72, 700, 10, "Times", "left"), Line(120, 700.5, 10, "Times", "right"))
    assert texts(Page("1", 1, lines)) == ["left right"]


def test_a_change_of_face_begins_a_paragraph() -> None:
    lines = (Line(72, 700, 20, "Arial", "Heading"), Line(72, 680, 10, "Times", "words"))
    assert texts(Page("1", 1, lines)) == ["Heading", "words"]


def test_an_indented_first_line_begins_a_paragraph() -> None:
    lines = [Line(72, 700, 10, "Times", "One line"), Line(72, 687, 10, "Times", "ends.")]
    lines += [Line(90, 674, 10, "Times", "Another begins"), Line(72, 661, 10, "Times", "here.")]
    assert texts(Page("1", 1, tuple(lines))) == ["One line ends.", "Another begins here."]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("‘open", True),
        ("‘closed’", False),
        ("‘don’t stop", True),
        ("“open ‘in’", True),
        ("no", False),
    ],
)
def test_an_open_quotation_is_told_from_an_apostrophe(text: str, is_open: bool) -> None:
    assert has_open_quote(text) is is_open


LINES = st.lists(
    st.builds(
        Line,
        st.floats(-1000, 1000), st.floats(-1000, 1000), st.sampled_from([0.0, 8.0, 10.0, 20.0]),
        st.sampled_from(["", "Times", "Times-Bold"]),
        st.text(alphabet=st.sampled_from("ab ‘’-\u00ad.A•\n\uf0b7")),
    ),
    max_size=12,
)  # fmt: skip


@given(st.lists(LINES, max_size=4))
def test_whatever_the_lines_the_spans_cover_the_text(pages: list[list[Line]]) -> None:
    numbered = tuple(Page(str(n), n, tuple(lines)) for n, lines in enumerate(pages, 1))
    for paragraph in join_paragraphs(numbered):
        assert_covered(paragraph)


def assert_covered(paragraph: Paragraph) -> None:
    """Check that the spans follow on from one another from the first character to the last."""
    ends = [0, *(span.end for span in paragraph.spans)]
    assert [span.start for span in paragraph.spans] == ends[:-1]
    assert ends[-1] == len(paragraph.text)


def test_no_word_of_the_report_is_left_broken(report: Reading) -> None:
    for passage in report.passages:
        if passage.offered:
            assert "\u00ad" not in passage.text
            assert "\u00a0" not in passage.text
            assert not any(word.endswith("-") and len(word) > 3 for word in passage.text.split())
