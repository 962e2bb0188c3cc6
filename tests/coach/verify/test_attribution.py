from coach.verify.attribution import flag_page, flag_speaker, same_person, spread
from coach.verify.evidence import Evidence

ROSA = Evidence("I waited, and so did Tom Field.", "Rosa Lind", "35")
SPEAKERS = ("Rosa Lind", "Tom Field", "Ann Page")


def test_the_speaker_named_must_be_the_evidences_own() -> None:
    assert not flag_speaker("Rosa Lind said that she waited.", [ROSA], SPEAKERS)
    assert not flag_speaker("Lind waited.", [ROSA], SPEAKERS)
    assert flag_speaker("Tom Field said that he waited.", [ROSA], SPEAKERS)
    assert flag_speaker("Field waited.", [ROSA], SPEAKERS)


def test_a_text_that_mentions_someone_does_not_make_them_its_speaker() -> None:
    assert flag_speaker("According to Tom Field, one must wait.", [ROSA])


def test_another_interviewee_may_be_mentioned_beside_the_speaker() -> None:
    assert not flag_speaker("Lind waited, and Field with her.", [ROSA], SPEAKERS)
    assert not flag_speaker("She waited, like Field.", [ROSA], SPEAKERS)


def test_a_surname_that_is_a_word_is_no_name_without_its_capital() -> None:
    assert not flag_speaker("The field was open, and the page blank.", [ROSA], SPEAKERS)


def test_the_page_named_must_be_the_evidences_own() -> None:
    assert not flag_page("She waited (p. 35).", [ROSA])
    assert flag_page("She waited (p. 36).", [ROSA])
    assert flag_page("She waited, as page 36 says.", [ROSA])
    assert flag_page("She waited (pp. 35-36).", [ROSA])
    assert flag_page("She waited (p. 35).", [Evidence("I waited.")])


def test_a_list_of_pages_is_read_as_one_and_a_figure_after_a_page_is_not() -> None:
    two = [Evidence("I waited.", "Rosa Lind", "13, 35")]
    assert not flag_page("She waited (pp. 13 and 35).", two)
    assert not flag_page("She waited (pp. 13, 35).", two)
    assert flag_page("She waited (pp. 13–35).", two)
    assert not flag_page("On page 35, 40 people waited.", [ROSA])


def test_a_label_may_be_a_range_or_a_list() -> None:
    assert spread("35–37") == ["35", "36", "37"]
    assert spread("13, 35-36") == ["13", "35", "36"]
    assert spread("xii") == ["xii"]


def test_names_are_one_persons_with_and_without_title_and_first_name() -> None:
    assert same_person("Dame Rosa Lind", "Rosa Lind")
    assert same_person("Lind", "Rosa Lind")
    assert not same_person("Rosa Field", "Rosa Lind")
