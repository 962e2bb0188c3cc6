"""Tests how little of what the browser says about opinions is taken on trust."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.transcript import Opinion
from window.opinions import read_opinions


def test_an_opinion_belongs_to_its_exchange() -> None:
    sent = [{"turn": 2, "thumb": "down", "reason": " too \n long "}]
    assert read_opinions(sent, 2) == {2: Opinion("down", "too long")}


@pytest.mark.parametrize(
    "wild",
    [
        {"turn": 3, "thumb": "up", "reason": ""},
        {"turn": 0, "thumb": "up", "reason": ""},
        {"turn": 1, "thumb": "sideways", "reason": ""},
        {"turn": 1, "thumb": "up", "reason": 5},
        {"turn": "1", "thumb": "up", "reason": ""},
        None,
        "up",
    ],
)
def test_what_makes_no_sense_is_left_out(wild: object) -> None:
    assert read_opinions([wild], 2) == {}


JSON: Any = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_nothing_a_browser_can_send_breaks_it(sent: object) -> None:
    assert isinstance(read_opinions(sent, 3), dict)
