import pytest

from coach.verify.lines import BadLine, check_line


def test_a_line_gives_its_id_verdict_score_and_reasons() -> None:
    line = {"id": "a", "claim": "The council paid for it.", "evidence": ["The council paid for it."]}
    checked = check_line(line)
    assert list(checked) == ["id", "verdict", "score", "reasons"]
    assert (checked["id"], checked["verdict"]) == ("a", "supported")


def test_evidence_may_carry_speaker_and_page() -> None:
    evidence = [{"text": "I waited.", "speaker": "Rosa Lind", "page": 35}]
    assert check_line({"claim": "Lind waited (p. 36).", "evidence": evidence})["verdict"] == (
        "unsupported"
    )


@pytest.mark.parametrize("line", [[], {"claim": 1}, {"claim": "x", "evidence": "y"}, {"claim": "x", "evidence": [1]}])  # fmt: skip
def test_a_wrong_line_is_refused_with_a_reason(line: object) -> None:
    with pytest.raises(BadLine):
        check_line(line)
