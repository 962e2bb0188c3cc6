"""Every title is known wherever somebody may be called by one."""

import pytest

from coach.coach import Coach
from coach.smalltalk import bare_name, says_only_name
from coach.titles import TITLES
from coach.understand import named_people
from coach.verify.attribution import flag_speaker, same_person
from coach.verify.evidence import Evidence


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("dot", ["", "."])
def test_a_title_is_no_part_of_a_name(title: str, dot: str, casebook_coach: Coach) -> None:
    called = f"{title.capitalize()}{dot} Ann Bee"
    assert bare_name(called) == called
    assert says_only_name(called, "Ann Bee")
    assert same_person(called, "Ann Bee")
    assert named_people(f"What of {title}{dot} page?", casebook_coach.store) == ("Sue Page",)
    said = Evidence("We hold on.", "Ann Bee")
    assert not flag_speaker(f"{called} said that they hold on.", [said])
    assert flag_speaker(f"{title.capitalize()}{dot} Carl Dean said that they hold on.", [said])


@pytest.mark.parametrize("word", ["page", "Missus Ann Bee", "doctor"])
def test_another_word_is_none(word: str) -> None:
    assert not says_only_name(f"{word} Ann Bee", "Ann Bee")
