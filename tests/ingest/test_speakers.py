"""Tests of ingest/speakers.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readings import Reading
from ingest.report import heading_rules
from ingest.speakers import attribute, gather_cast, quoted_spans, stranger_in

CAST = gather_cast(["Ann Bee", "Cy Dee", "Ann Fee"], {"the warden": "Cy Dee"}, heading_rules())
AUTHOR = ""


def said(text: str, carried: str = "") -> list[tuple[str, str]]:
    segments, _ = attribute(text, CAST, carried)
    return [(segment.speaker, text[segment.start : segment.end].strip()) for segment in segments]


def carried_on(text: str, carried: str = "") -> str:
    return attribute(text, CAST, carried)[1]


def quotations(text: str) -> list[str]:
    return [text[start:end] for start, end in quoted_spans(text)]


def test_a_first_name_that_two_people_share_names_nobody() -> None:
    assert CAST.names == {
        "Ann Bee": "Ann Bee", "Cy Dee": "Cy Dee", "Ann Fee": "Ann Fee", "Bee": "Ann Bee",
        "Dee": "Cy Dee", "Fee": "Ann Fee", "Cy": "Cy Dee", "the warden": "Cy Dee",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("She says ‘so it is’ and goes.", ["‘so it is’"]),
        ("‘It’s mine, don’t touch’, he says.", ["‘It’s mine, don’t touch’"]),
        ("‘The shepherds’ hill is “theirs”.’", ["‘The shepherds’ hill is “theirs”.’"]),
        ("the farmers’ market and the millers’ fair", []),
        ("so it went.’ And then", ["so it went.’"]),
        ("He says: ‘It went on", ["‘It went on"]),
        ("no quotation at all", []),
    ],
)  # fmt: skip
def test_quotations_are_told_from_apostrophes(text: str, found: list[str]) -> None:
    assert quotations(text) == found


def test_the_person_named_before_a_quotation_speaks() -> None:
    assert said("Ann Bee says: ‘we had to go there ourselves’. That was all.") == [
        (AUTHOR, "Ann Bee says:"), ("Ann Bee", "‘we had to go there ourselves’"),
        (AUTHOR, ". That was all."),
    ]  # fmt: skip


def test_the_person_named_after_a_quotation_speaks() -> None:
    found = said("‘We had to go there ourselves’, Dee says, and so they did.")
    assert found[0] == ("Cy Dee", "‘We had to go there ourselves’")


def test_a_pronoun_is_whoever_was_named_last() -> None:
    found = said(
        "Cy Dee says ‘it was ours to begin with’. Then, he adds, ‘it was nobody’s for a year’."
    )
    assert [speaker for speaker, text in found if text.startswith("‘")] == ["Cy Dee", "Cy Dee"]


def test_an_alias_names_its_person() -> None:
    assert ("Cy Dee", "‘it was never going to be easy’") in said(
        "Or, as the warden said, ‘it was never going to be easy’."
    )


def test_a_short_quotation_is_the_authors_use_of_a_phrase() -> None:
    assert said("Ann Bee says it was ‘a bad year’ for all.") == [
        (AUTHOR, "Ann Bee says it was ‘a bad year’ for all.")
    ]


def test_a_long_quotation_is_carried_over_paragraphs() -> None:
    speaker = carried_on("Ann Bee says: ‘we went there on the first day and looked.")
    assert speaker == "Ann Bee"
    assert said("‘Then we went again, all of us together.’", speaker) == [
        ("Ann Bee", "‘Then we went again, all of us together.’")
    ]


def test_a_quotation_that_only_closes_began_before() -> None:
    assert said("and so we went there once again.’ It helped.", "Cy Dee")[0] == (
        "Cy Dee", "and so we went there once again.’"
    )  # fmt: skip


def test_plain_words_of_the_author_end_what_was_carried() -> None:
    assert (
        carried_on(
            "That was the end of it, and nothing more was said about it for years.", "Ann Bee"
        )
        == ""
    )


def test_unnamed_interviewees_are_not_given_a_name() -> None:
    found = said("Cy Dee knew. One interviewee says ‘it was the worst year of them all’.", "Cy Dee")
    assert {speaker for speaker, _ in found} == {AUTHOR}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Long ago, Guy Hay in his book declared that", "Guy Hay"),
        ("But Guy Hay said", "Guy Hay"),
        ("The Upper Valley Wool Board is good, she says", ""),
        ("The North Side, she says", ""),
        ("Upper Valley Wool Board members said", ""),
        ("nobody said", ""),
    ],
)
def test_a_stranger_is_a_person_and_not_an_institution(sentence: str, name: str) -> None:
    assert stranger_in(sentence) == name


def test_an_institution_before_a_pronoun_does_not_speak() -> None:
    found = said(
        "Cy Dee adds that ‘it takes the whole valley to do it’. The North Side Wool Board is an "
        "example, he says. But ‘it all starts with knowing your own sheep’."
    )
    assert found[-2] == ("Cy Dee", "‘it all starts with knowing your own sheep’")


@given(
    st.text(st.sampled_from("‘’'“” .,Ansay\nBeh"), max_size=200), st.sampled_from(["", "Ann Bee"])
)
def test_whatever_is_quoted_segments_follow_on_and_lose_nothing(text: str, carried: str) -> None:
    segments, _ = attribute(text, CAST, carried)
    end = 0
    for segment in segments:
        assert not text[end : segment.start].strip()
        assert segment.start <= segment.end
        end = segment.end
    assert not text[end:].strip()


def test_the_valleys_quotations_have_their_speakers(valley: Reading) -> None:
    quoted = [p.speaker for p in valley.passages if p.kind == "narrative" and p.speaker]
    assert quoted == ["Amber Berry", "Amber Berry", "Josiah Lock"]


def test_the_reports_chapters_quote_its_interviewees(report: Reading) -> None:
    interviewed = {p.speaker for p in report.passages if p.kind == "interview"}
    quoted = [p.speaker for p in report.passages if p.kind == "narrative"]
    people = [speaker for speaker in quoted if speaker in interviewed]
    assert set(people) == interviewed
    assert 65 <= len(people) <= 90
    assert set(quoted) - interviewed == {"Nicholas Timmins", "Roy Griffiths"}
