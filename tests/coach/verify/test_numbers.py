import pytest

from coach.verify.numbers import find_numbers


def values(text: str) -> list[tuple[float, str]]:
    return [(number.value, number.unit) for number in find_numbers(text) if number.certain]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("£1.2bn and 25 per cent", [(1.2e9, "money"), (25, "%")]),
        ("twenty-five people in 1,200 hospitals", [(25, ""), (1200, "")]),
        ("a hundred and forty, or two million", [(140, ""), (2e6, "")]),
        ("6.6\u00a0million and £300k", [(6.6e6, ""), (3e5, "money")]),
        ("between five and ten", [(5, ""), (10, "")]),
        ("the 1990s", [(1990, "")]),
        ("one by one", []),
        ("no figures here", []),
    ],
)
def test_figures_are_read_however_they_are_written(
    text: str, expected: list[tuple[float, str]]
) -> None:
    assert values(text) == expected


def test_words_that_may_mean_a_number_are_uncertain() -> None:
    assert [n.value for n in find_numbers("both of them, twice") if not n.certain] == [2, 2]
