import pytest

from coach.verify.sentence_type import type_sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "What would it cost you to say so?",
        "You sound torn between the two.",
        "You could start by asking one of them what they would lose.",
        "I wonder what keeps you up at night.",
        "Perhaps begin with the one who trusts you most.",
        "The interviews do not cover this.",
        "Here is what stands out:",
        "3.",
    ],
)
def test_questions_reflections_and_suggestions_are_the_coachs_own(sentence: str) -> None:
    assert type_sentence(sentence) == "coach"


@pytest.mark.parametrize(
    "sentence",
    [
        "She took the argument one step at a time.",
        "Carnall waited three years. [1]",
        "The programme failed.",
        "Most chief executives fear this.",
        "You could do what Ruth Carnall did in London.",
        "You must register within 30 days.",
        "I have run three hospitals.",
        "Perhaps she never wanted it.",
    ],
)
def test_statements_about_people_events_and_figures_are_claims(sentence: str) -> None:
    assert type_sentence(sentence) == "claim"
