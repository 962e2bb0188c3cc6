"""Tests how an answer is drawn."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coach.answer import Answer, Citation, Claim
from window.draw_answer import draw_answer
from window.draw_turn import draw_failure, draw_follow_ups, draw_message

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
    text="We stayed. And then it rained.",
)
ANSWER = Answer(
    "answer",
    "She told us. [1]\n\n> “We stayed.” [1]\n>\n> — Amber Berry, p. 3\n\nAnd you? [7] [0]",
    (
        Claim("She told us.", "paraphrase", (1,), "unsupported"),
        Claim("We stayed.", "quote", (1,), "verified"),
        Claim("And you?", "coach"),
    ),
    (CITATION,),
)


def test_each_state_is_named_and_an_unproven_claim_says_so_in_words() -> None:
    told, quoted, asked = draw_answer(ANSWER, turn=3)
    assert "not proven" in told
    assert "not borne out by the sources" in told
    assert "word for word" in quoted
    assert "the coach" in asked


def test_a_mark_that_cites_nothing_is_no_link() -> None:
    told, _, asked = draw_answer(ANSWER, turn=3)
    assert 'href="#source-3-1"' in told
    assert "[7]" in asked
    assert "<a" not in asked


def test_a_quotation_is_drawn_whole_though_it_starts_and_ends_inside_its_block() -> None:
    quoted = draw_answer(ANSWER, turn=1)[1]
    assert '“<span class="claim" data-verdict="verified">We stayed.</span>”' in quoted


@given(st.text())
def test_no_words_become_markup(words: str) -> None:
    wild = f"<img src=x onerror=alert(1)>{words}<script>"
    cited = replace(CITATION, speaker=wild, quote=wild, page=wild)
    answer = Answer("answer", f"{wild} [1]", (Claim(wild, "coach"),), (cited,))
    drawn = "".join(
        [
            *draw_answer(answer, 1),
            draw_message(wild),
            draw_failure(wild),
            draw_follow_ups([wild]),
        ]
    )
    assert "<img" not in drawn
    assert "<script" not in drawn


def test_a_very_long_message_says_that_it_was_cut_off() -> None:
    assert "only the first part" in draw_message("a" * 7_000)
    assert "only the first part" not in draw_message("a" * 100)


def test_help_is_one_touch_away_and_only_where_somebody_is_at_risk() -> None:
    text = "Call **116 123**; NHS **111**; or text SHOUT to **85258**."
    answer = Answer("safeguarding", text, (Claim(text.replace("*", ""), "coach"),))
    (drawn,) = draw_answer(answer, turn=1)
    assert [part.split('"')[0] for part in drawn.split('href="')[1:]] == [
        "tel:116123",
        "tel:111",
        "sms:85258",
    ]
    assert "href" not in draw_answer(replace(answer, kind="answer"), turn=1)[0]


def test_what_stands_wholly_in_italics_is_small_print() -> None:
    note, said = draw_answer(Answer("answer", "*What this is.*\n\nIt is *that*."), turn=1)
    assert 'class="part paragraph note"' in note
    assert "note" not in said
