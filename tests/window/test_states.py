"""Tests how claims are found in the text that is shown."""

from coach.answer import Claim
from window.markdown import read_blocks
from window.states import Stretch, block_verdict, find_stretches


def test_a_claim_is_found_though_the_name_before_it_was_completed() -> None:
    blocks = read_blocks("**Amber Berry** stayed on. She won. [1]")
    claims = [
        Claim("Berry stayed on.", "paraphrase", (1,), "supported"),
        Claim("She won.", "paraphrase", (1,), "unsupported"),
    ]
    assert find_stretches(blocks, claims) == [
        [Stretch(6, 22, "supported"), Stretch(23, 31, "unsupported")]
    ]


def test_a_claim_that_is_not_in_the_text_marks_nothing() -> None:
    blocks = read_blocks("Nothing like it.")
    assert find_stretches(blocks, [Claim("Something else.", "coach")]) == [[]]


def test_a_quotation_counts_as_verified_only_if_all_of_it_is() -> None:
    (block,) = read_blocks("> “We stayed. We won.” [1]")
    assert block_verdict(block, [Stretch(1, 11, "verified")]) == "verified"
    mixed = [Stretch(1, 11, "verified"), Stretch(12, 19, "unsupported")]
    assert block_verdict(block, mixed) == "unsupported"
    assert block_verdict(block, []) == "unsupported"


def test_a_paragraph_of_no_claims_is_the_coachs_own() -> None:
    (block,) = read_blocks("The interviews do not cover this.")
    assert block_verdict(block, []) == "own"
