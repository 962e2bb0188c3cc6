"""Tests of ingest/sections.py."""

import pytest

from ingest.document import Heading, Paragraph
from ingest.readings import Reading
from ingest.report import heading_rules
from ingest.sections import heading_kind, person_name, split_sections
from vectorstore.evidence import PageSpan

SPOKEN = "I went to my neighbours and told them what I had seen from our side of the hill."
WRITTEN = "The hill is steep and its two sides have seldom agreed about anything of weight."


def paragraph(text: str, size: float = 10, font: str = "Times", page: int = 1) -> Paragraph:
    return Paragraph(text, size, font, (PageSpan(0, len(text), str(page), page),))


def heading(text: str, page: int = 1) -> Paragraph:
    return paragraph(text, 20, "Arial-Bold", page)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Ann Bee", "Ann Bee"),
        ("Professor Dame Ann Bee DBE", "Ann Bee"),
        ("Lord Victor O’Dell, CBE", "Victor O’Dell"),
        ("Jan van Bee", "Jan van Bee"),
        ("What they did", ""),
        ("References", ""),
        ("1 Introduction", ""),
    ],
)
def test_a_heading_is_a_name_only_when_it_has_the_shape_of_one(title: str, name: str) -> None:
    assert person_name(title, heading_rules()) == name


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Contents", "contents"), ("2 References", "references"), ("Foreword", "front"),
        ("About the author", "biography"), ("Published by", "colophon"),
        ("Building trust", "narrative"),
    ],
)  # fmt: skip
def test_a_heading_tells_what_follows(title: str, kind: str) -> None:
    assert heading_kind(title, heading_rules()) == kind


def test_an_interview_is_a_name_a_role_and_somebody_speaking() -> None:
    sections = split_sections(
        (
            heading("Dame Ann Bee"),
            paragraph("Head of the Hill", 11, "Arial"),
            paragraph("Ann Bee was a shepherd for a long time.", 9, "Arial"),
            paragraph(SPOKEN), paragraph(SPOKEN),
        ),
        (),
    )  # fmt: skip
    assert [(s.kind, s.speaker, s.role) for s in sections] == [
        ("biography", "", ""), ("interview", "Ann Bee", "Head of the Hill")
    ]  # fmt: skip
    assert len(sections[1].paragraphs) == 2


def test_a_role_in_large_type_is_still_a_role() -> None:
    sections = split_sections(
        (heading("Ann Bee"), paragraph("Head of the Hill", 13, "Arial"), *[paragraph(SPOKEN)] * 3),
        (),
    )
    assert sections[-1].role == "Head of the Hill"


def test_a_chapter_whose_title_has_the_shape_of_a_name_is_no_interview() -> None:
    sections = split_sections(
        (
            heading("Social Care"),
            paragraph("Why it matters", 11, "Arial"),
            *[paragraph(WRITTEN)] * 3,
        ),
        (),
    )
    assert {section.kind for section in sections} == {"narrative"}


def test_the_outline_names_headings_that_type_does_not() -> None:
    paragraphs = (paragraph("A beginning"), paragraph(WRITTEN), paragraph("References", page=2))
    sections = split_sections(
        paragraphs, (Heading("A beginning", 1, 0), Heading("References", 2, 0))
    )
    assert [section.title for section in sections] == ["A beginning"]
    sections = split_sections((*paragraphs, paragraph("Bee A (1901).")), (
        Heading("A beginning", 1, 0), Heading("References", 2, 0),
    ))  # fmt: skip
    assert [section.kind for section in sections] == ["narrative", "references"]


def test_without_headings_everything_is_the_text() -> None:
    (section,) = split_sections((paragraph(WRITTEN),), ())
    assert section.kind == "narrative"


def test_a_page_that_reserves_rights_is_the_colophon() -> None:
    sections = split_sections(
        (
            heading("Somebody"),
            paragraph(WRITTEN),
            paragraph("ISBN 123. All rights reserved.", page=2),
        ),
        (),
    )
    assert [section.kind for section in sections] == ["narrative", "colophon"]


def test_nothing_comes_of_nothing() -> None:
    assert split_sections((), ()) == ()


def test_the_valley_has_its_two_interviews(valley: Reading) -> None:
    spoken = {p.speaker: p.role for p in valley.passages if p.kind == "interview"}
    assert spoken == {
        "Amber Berry": "Warden of the Upper Flocks", "Josiah Lock": "Master of Gates, Long Canal"
    }  # fmt: skip
    kinds = {passage.kind for passage in valley.passages}
    assert kinds == {"contents", "narrative", "biography", "interview", "references", "colophon"}
    assert valley.source.speakers == ("Amber Berry", "Josiah Lock")


INTERVIEWS = {
    "Victor Adebowale": (31, 34), "Ruth Carnall": (35, 41), "Sally Davies": (41, 44),
    "David Fish": (44, 48), "Kim Holt": (49, 53), "Joanna Killian": (53, 56),
    "Julie Moore": (57, 60), "Sue Page": (61, 64), "Thirza Sawtell": (64, 69),
    "Jan Vaughan": (69, 74),
}  # fmt: skip


def test_the_report_has_its_ten_interviews_on_their_pages(report: Reading) -> None:
    pages: dict[str, list[int]] = {}
    for passage in report.passages:
        if passage.kind == "interview":
            pages.setdefault(passage.speaker, []).extend(int(s.label) for s in passage.spans)
    assert {name: (min(found), max(found)) for name, found in pages.items()} == INTERVIEWS


def test_every_interviewee_of_the_report_has_a_role(report: Reading) -> None:
    roles = {p.speaker: p.role for p in report.passages if p.kind == "interview"}
    assert all(roles.values())
    assert roles["Victor Adebowale"] == "Chief Executive, Turning Point"
    assert roles["Kim Holt"].startswith("Paediatrician")


def test_what_is_no_experience_is_never_offered(report: Reading) -> None:
    labels = {kind: {s.label for p in report.passages if p.kind == kind for s in p.spans}
              for kind in ("contents", "references", "colophon")}  # fmt: skip
    assert labels == {"contents": {"1", "2"}, "references": {"75", "76"}, "colophon": {"78"}}
    offered = {int(s.label) for p in report.passages if p.offered for s in p.spans}
    assert min(offered) >= 5
    assert max(offered) == 74
