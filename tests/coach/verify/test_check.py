import time

from hypothesis import given
from hypothesis import strategies as st

from coach.verify.check import check_claim
from coach.verify.evidence import Evidence

PAGE = Evidence(
    "I did not want the hospital to close. We asked 40 nurses in Leeds what they would lose, "
    "and most of them said that they may leave. The council supported us for three years. "
    "In the end I told the board that nobody had to move.",
    "Rosa Lind",
    "35",
)
OTHER = Evidence("It rained all week and the trains were late.", "Tom Field", "12")
SPEAKERS = ("Rosa Lind", "Tom Field")


def kinds(claim: str, *evidence: Evidence) -> set[str]:
    return {flag.kind for flag in check_claim(claim, evidence or [PAGE], SPEAKERS).flags}


def test_a_true_quotation_is_verified_with_its_place() -> None:
    check = check_claim("Lind said: “The council supported us for three years.”", [OTHER, PAGE])
    assert check.verdict == "verified"
    assert check.span
    assert check.span.evidence == 1
    found = PAGE.text[check.span.start : check.span.end]
    assert found == "The council supported us for three years."


def test_an_invented_quotation_fails_however_close_it_is() -> None:
    check = check_claim("Lind said: “The council supported us for four years.”", [PAGE])
    assert check.verdict == "unsupported"
    assert any("letter for letter" in reason for reason in check.reasons)


def test_a_true_quotation_of_the_wrong_speaker_or_page_fails() -> None:
    quotation = "“The council supported us for three years.”"
    assert check_claim(f"Tom Field said: {quotation}", [PAGE], SPEAKERS).verdict == "unsupported"
    assert check_claim(f"Tom Field: {quotation}", [PAGE, OTHER], SPEAKERS).verdict == "unsupported"
    assert check_claim(f"Lind: {quotation} (p. 36)", [PAGE], SPEAKERS).verdict == "unsupported"


def test_a_denied_quotation_is_not_verified() -> None:
    claim = "Lind never said: “The council supported us for three years.”"
    assert check_claim(claim, [PAGE]).verdict != "verified"


def test_a_close_paraphrase_is_supported() -> None:
    check = check_claim("Lind asked 40 nurses in Leeds what they would lose.", [PAGE], SPEAKERS)
    assert check.verdict == "supported"
    assert check.score > 0.5
    assert check.span


def test_what_the_evidence_does_not_say_is_unsupported() -> None:
    assert check_claim("Lind painted butterflies beside an Italian lake.", [PAGE]).verdict == (
        "unsupported"
    )


def test_a_changed_figure_is_flagged() -> None:
    assert "number" in kinds("Lind asked 50 nurses in Leeds what they would lose.")
    assert "number" in kinds("The council supported them for forty years.")


def test_a_name_from_elsewhere_is_flagged() -> None:
    assert "name" in kinds("Lind asked 40 nurses in York what they would lose.")


def test_a_negation_more_or_less_is_flagged() -> None:
    assert "negation" in kinds("The council did not support us for three years.")
    assert "negation" in kinds("I did want the hospital to close.")


def test_an_opposite_is_flagged() -> None:
    assert "antonym" in kinds("The council opposed us for three years.")


def test_a_hedge_made_certain_is_flagged() -> None:
    asked = "They asked 40 nurses in Leeds what they would lose"
    assert "hedge" in kinds(f"{asked}, and all said that they must leave.")
    assert "hedge" not in kinds(f"{asked}, and most said that they may leave.")


def test_swapped_roles_are_flagged() -> None:
    page = Evidence("At noon Anna Bell persuaded Carl Dunn to stay.")
    assert "roles" in kinds("At noon Carl Dunn persuaded Anna Bell to stay.", page)
    assert "roles" not in kinds("At noon Anna Bell persuaded Carl Dunn to stay.", page)


def test_names_that_changed_places_are_flagged_whoever_speaks() -> None:
    page = Evidence("Lind praised Carl Dunn for it, and then left Leeds for good.", "Rosa Lind")
    assert "roles" in kinds("Dunn praised Carl Lind for it, and then left Leeds for good.", page)
    assert "roles" in kinds("Lind praised Carl Leeds for it, and then left Dunn for good.", page)
    assert not kinds("Lind praised Carl Dunn for it, and then left Leeds for good.", page)


def test_a_speaker_or_page_of_another_is_flagged() -> None:
    told = "asked 40 nurses in Leeds what they would lose"
    assert "speaker" in kinds(f"Tom Field {told}.")
    assert "page" in kinds(f"Lind {told} (p. 36).")
    assert not kinds(f"Lind {told} (p. 35).")


def test_a_claim_of_a_megabyte_is_refused_at_once() -> None:
    check = check_claim("The council supported us. " * 40_000, [PAGE])
    assert check.verdict == "unsupported"
    assert "check it in parts" in check.reasons[0]


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_wild_claims_get_a_verdict(claim: str, evidence: list[str]) -> None:
    check = check_claim(claim, [Evidence(text, "Rosa Lind", "3") for text in evidence], SPEAKERS)
    assert 0 <= check.score <= 1
    assert evidence or check.verdict in ("own", "unsupported")


def test_a_claim_without_evidence_is_unsupported() -> None:
    for evidence in ([], [Evidence("  ")]):
        check = check_claim("Lind waited.", evidence)
        assert (check.verdict, check.score) == ("unsupported", 0.0)


def test_the_coachs_own_words_need_no_evidence() -> None:
    assert check_claim("What would you lose?", []).verdict == "own"


def test_one_unproved_sentence_fails_the_whole() -> None:
    true = "The council supported us for three years."
    assert check_claim(f"{true} She sold nine ships to Norway.", [PAGE]).verdict == "unsupported"


def test_strange_input_breaks_nothing() -> None:
    wild = ("", " ", "“”", "[0]", "١٢٣", "a" * 5_000, "(" * 500, "\u202e\x00", "£", "p. ", "…")
    for claim in wild:
        for evidence in ("", "x", "\x00" * 10, "£ % …", PAGE.text):
            check = check_claim(claim, [Evidence(evidence)], SPEAKERS)
            assert 0 <= check.score <= 1


def test_checking_a_claim_takes_time_in_proportion_to_its_page() -> None:
    def cost(pages: int) -> float:
        claim = "Lind asked 40 nurses in Leeds what they would lose."
        tries = []
        for number in range(7):  # each time another text, of which nothing is known yet
            page = Evidence(f"{PAGE.text * 5 * pages} The end of copy {number} of {pages}.")
            start = time.process_time()
            check_claim(claim, [page])
            tries.append(time.process_time() - start)
        return min(tries)

    cost(1)
    assert cost(8) < 4 * 8 * cost(1)  # a quadratic search would take 64 times as long
