"""Whole conversations, held through the real coach as their scripts say."""

from pathlib import Path

import pytest

from coach.coach import Coach
from eval.conversation import Script, judge_conversations, load_scripts

SCRIPTS = load_scripts(Path(__file__).parent / "conversations")


def complain(coach: Coach, script: Script) -> list[str]:
    """Return what is wrong with a conversation, a line for each turn that has a problem."""
    judged = judge_conversations(coach, [script])
    return [f"turn {j.turn}, {j.say!r}: {'; '.join(j.problems)}" for j in judged if j.problems]


def test_there_are_enough_scripts_and_each_is_a_conversation() -> None:
    assert len(SCRIPTS) >= 25
    assert all(3 <= len(script.lines) <= 8 for script in SCRIPTS)


@pytest.mark.parametrize(
    "script", [s for s in SCRIPTS if not s.report], ids=lambda script: script.name
)
def test_a_conversation_over_the_casebook_goes_as_its_script_says(
    script: Script, casebook_coach: Coach
) -> None:
    assert complain(casebook_coach, script) == []


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_conversation_over_the_report_goes_as_its_script_says(
    script: Script, report_coach: Coach
) -> None:
    assert complain(report_coach, script) == []
