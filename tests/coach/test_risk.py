"""Signs of somebody at risk against figures of speech."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.risk import find_hidden_risk, find_risk

GRAVE = "I want to kill myself tonight."
DULL = "The committee met on Tuesday and went through the agenda item by item. "


@given(st.text(max_size=300))
def test_any_text_gets_a_decision(text: str) -> None:
    risk = find_risk(text)
    assert risk is None or risk.category


@pytest.mark.parametrize("message", [GRAVE.upper(), GRAVE.replace(" ", "\u00a0"), GRAVE[:-1]])
def test_case_and_hard_spaces_make_no_difference(message: str) -> None:
    assert find_risk(message) == find_risk(GRAVE)


def test_a_disclosure_amid_a_megabyte_is_found_and_a_dull_megabyte_is_no_alarm() -> None:
    found = find_hidden_risk(DULL * 7_000 + GRAVE + " " + DULL * 7_000)
    assert found
    assert found.category == "self-harm"
    assert find_hidden_risk(DULL * 14_000) is None
