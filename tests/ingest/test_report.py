"""Tests of ingest/report.py."""

from ingest.report import describe_report, heading_rules


def test_a_known_report_is_described_by_its_data_file() -> None:
    report = describe_report("The practice of system leadership | Somebody", "", "file")
    assert (report.title, report.author) == (
        "The practice of system leadership",
        "Nicholas Timmins",
    )
    assert report.author_role


def test_an_unknown_report_is_what_it_says_of_itself() -> None:
    report = describe_report(" A valley ", "Guy Hay", "file")
    assert (report.title, report.author, report.author_role) == ("A valley", "Guy Hay", "author")


def test_a_report_that_says_nothing_is_called_after_its_file() -> None:
    report = describe_report("", "", "file")
    assert (report.title, report.author, report.author_role) == ("file", "", "")


def test_the_rules_for_headings_can_be_read() -> None:
    rules = heading_rules()
    assert set(rules.kinds) == {"contents", "front", "references", "biography", "colophon"}
    assert "says" in rules.speech
