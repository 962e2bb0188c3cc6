import json

from hypothesis import given
from hypothesis import strategies as st

from coach.model.reply import MOST_LINES, Partial, Proposed, read_reply, unescape

CLAIM = {"kind": "quote", "ids": ["e1"], "text": "He took “eleven”.\u00e9"}


def complete(*pieces: str) -> list[Proposed]:
    """Return the claims of a reply, without what was shown on the way."""
    return [one for one in read_reply(iter(pieces)) if isinstance(one, Proposed)]


@given(st.integers(1, 20))
def test_a_reply_reads_the_same_however_it_is_cut(size: int) -> None:
    text = f"{json.dumps(CLAIM)}\n{json.dumps(CLAIM)}"
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    claim = Proposed("quote", str(CLAIM["text"]), ("e1",))
    assert complete(*pieces) == [claim, claim]


@given(st.text(), st.integers(1, 9))
def test_no_text_breaks_the_reading(text: str, size: int) -> None:
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    for one in read_reply(iter(pieces)):
        one.text.encode("utf-8", "surrogatepass")


@given(st.text())
def test_what_is_on_its_way_is_a_beginning_of_what_comes(text: str) -> None:
    line = json.dumps({"kind": "coach", "text": text})
    found = [one for one in read_reply(iter(line)) if isinstance(one, Partial)]
    shown = "".join(unescape(json.dumps(text)[1:-1]))
    assert all(shown[:1000].startswith(one.text) for one in found)


def test_a_fence_and_a_list_around_the_lines_are_passed_over() -> None:
    line = json.dumps(CLAIM)
    assert len(complete(f"```json\n[\n{line},\n{line}\n]\n```")) == 2
    assert len(complete(json.dumps([CLAIM, CLAIM]))) == 2
    assert len(complete(json.dumps({"claims": [CLAIM]}))) == 1


def test_prose_is_broken_and_not_lost() -> None:
    assert complete("She did well.\n") == [Proposed("broken", "She did well.")]


def test_a_reply_that_goes_on_and_on_is_cut() -> None:
    assert len(complete(f"{json.dumps(CLAIM)}\n" * 500)) == MOST_LINES


def test_a_list_of_very_many_lists_is_no_claim() -> None:
    assert complete("[" * 100_000 + "\n")[0].kind == "broken"
