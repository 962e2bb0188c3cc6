"""Tests of vectorstore/normalise.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.normalise import normalise, normalise_with_offsets


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("‘It’s’ “so”", "'It's' \"so\""),
        ("«so»", '"so"'),
        ("a – b — c ‑ d", "a – b – c - d"),
        ("ﬁrst … then", "first ... then"),
        ("soft\u00adhyphen, zero\u200bwidth", "softhyphen, zerowidth"),
        ("  many \n\t blanks\u00a0here ", "many blanks here"),
        ("a bro-\n  ken word", "a broken word"),
        ("nineteen-\n90", "nineteen- 90"),
        ("Trust", "Trust"),
        ("", ""),
    ],
)
def test_the_documented_rules(text: str, normal: str) -> None:
    assert normalise(text) == normal


def test_a_place_in_the_normal_text_leads_back_to_the_original() -> None:
    text = "He  said: ‘It was the\nﬁrst’."
    (match,) = normalise_with_offsets(text).find("'It was the first'")
    assert text[match.start : match.end] == "‘It was the\nﬁrst’"


def test_every_place_is_found() -> None:
    assert len(normalise_with_offsets("so, so and so").find("so")) == 3
    assert normalise_with_offsets("so").find("") == ()


WILD = st.text(st.sampled_from("ab -–—‘’“”'\"\n\t\u00ad\u200bﬁ….é\u00a0½"))


@given(WILD)
def test_normalising_twice_is_normalising_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(WILD)
def test_offsets_rise_and_stay_inside(text: str) -> None:
    found = normalise_with_offsets(text)
    assert len(found.offsets) == len(found.text) + 1
    assert list(found.offsets) == sorted(found.offsets)
    assert all(0 <= offset <= len(text) for offset in found.offsets)


@given(st.text(), st.text(), st.text())
def test_what_stands_in_a_text_is_found_in_it(before: str, needle: str, after: str) -> None:
    normal = normalise(needle)
    found = normalise_with_offsets(f"{before} {needle} {after}").find(normal)
    assert found or not normal or "-" in needle or "‐" in needle
