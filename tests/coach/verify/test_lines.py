import pytest

from coach.verify.lines import BadLine, check_line, check_text


def test_a_line_gives_its_id_verdict_score_and_reasons() -> None:
    claim = "The council paid for it."
    checked = check_line({"id": "a", "claim": claim, "evidence": [claim]})
    assert list(checked) == ["id", "verdict", "score", "reasons"]
    assert (checked["id"], checked["verdict"]) == ("a", "supported")


def test_evidence_may_carry_speaker_and_page() -> None:
    evidence = [{"text": "I waited.", "speaker": "Rosa Lind", "page": 35}]
    assert check_line({"claim": "Lind waited (p. 36).", "evidence": evidence})["verdict"] == (
        "unsupported"
    )


@pytest.mark.parametrize(
    "line", [[], {"claim": 1}, {"claim": "x", "evidence": "y"}, {"claim": "x", "evidence": [1]}]
)
def test_a_wrong_line_is_refused_with_a_reason(line: object) -> None:
    with pytest.raises(BadLine):
        check_line(line)


def test_a_line_that_is_not_json_is_refused_in_plain_words() -> None:
    with pytest.raises(BadLine, match="is not JSON"):
        check_text("nope")
    with pytest.raises(BadLine, match="nested too deeply"):
        check_text("[" * 200_000)


def test_lone_surrogates_and_missing_evidence_are_no_error() -> None:
    line = '{"id": 1, "claim": "The \\ud800 council paid.", "evidence": ["\\udfff paid"]}'
    assert check_text(line)["verdict"] in ("supported", "unsupported")
    assert check_text('{"claim": "The council paid."}')["verdict"] == "unsupported"
