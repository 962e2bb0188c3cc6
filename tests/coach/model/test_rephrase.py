import logging
import time
import tracemalloc
from itertools import pairwise

import pytest

from coach.answer import Answer
from coach.model.breaker import Breaker
from coach.model.line import Limits, Line
from coach.model.open import open_model
from coach.verify.exact import find_quotation
from coach.watch import Said, Watch
from prompts.load import load_texts
from tests import scripted_server as server
from tests.coach.model.conftest import PATIENT, QUICK, Ask
from tests.scripted_server import Asked, Play, answer, lines
from vectorstore.store import Store

LOCK = "Nobody kept to it and nobody told me so."


def is_composed(answer: Answer, why: str) -> bool:
    """Return whether an answer is the composed one, with the honest line of this name."""
    texts = load_texts("model")
    others = [texts[name] for name in ("not_reached", "not_proved") if name != why]
    told = texts[why] in answer.text and not any(other in answer.text for other in others)
    return told and answer.model is None and any(c.verdict == "verified" for c in answer.claims)


def unproved(answer: Answer, store: Store) -> list[str]:
    """Return everything in an answer that looks proved and is not."""
    numbers = {citation.n for citation in answer.citations}
    wrong = [c.text for c in answer.claims if not set(c.citations) <= numbers]
    wrong += [c.text for c in answer.claims if c.verdict == "unsupported"]
    for citation in answer.citations:
        evidence = store.evidence(citation.evidence_id)
        if citation.speaker != evidence.speaker or citation.text != evidence.text:
            wrong.append(citation.speaker)
        if citation.quote and not find_quotation(citation.quote, evidence.text):
            wrong.append(citation.quote)
    return wrong


def quotations(answer: Answer) -> list[tuple[str, str]]:
    """Return the quotations of an answer with their speakers."""
    return [(c.speaker, c.quote) for c in answer.citations if c.quote]


def test_a_good_answer_is_worded_by_the_model_and_proved(ask: Ask, store: Store) -> None:
    with server.serve(answer(server.write_good)) as script:
        worded = ask(script)
    assert worded.answer.model == "scripted"
    assert worded.answer.dropped == ()
    assert server.REFLECTION["text"] in worded.answer.text
    verdicts = {claim.verdict for claim in worded.answer.claims}
    assert verdicts == {"verified", "supported", "own"}
    assert worded.answer.weight.count == 2
    assert worded.answer.contrast is not None
    assert worded.answer.claims[-1].text.endswith("?")
    assert not unproved(worded.answer, store)


def test_a_claim_is_shown_at_once_and_settles_when_it_is_proved(ask: Ask) -> None:
    shown: list[tuple[Said, ...]] = []
    with server.serve(answer(server.write_good)) as script:
        ask(script, watch=Watch(shown.append, lambda: False))
    provisional = [said for said in shown if not said[-1].settled]
    assert len(provisional) > 5
    assert any("people around" in said[-1].text for said in provisional)
    assert all(said.settled for said in shown[-1])
    for before, after in pairwise(shown):
        settled = [said for said in before if said.settled]
        assert list(after[: len(settled)]) == settled


def test_the_request_holds_the_evidence_in_fences_of_its_own(ask: Ask) -> None:
    with server.serve(answer(server.write_good)) as script:
        ask(script)
        ask(script)
    first, second = script.asked
    assert {one.speaker for one in first.accounts} == {"Amber Berry", "Josiah Lock"}
    assert "ten sacks" in first.text
    assert not {one.id for one in first.accounts} & {one.id for one in second.accounts}
    assert first.body["stream"] is True
    assert "tools" not in first.body


@pytest.mark.parametrize(
    "claims",
    [
        [{"kind": "paraphrase", "text": "She worked beside his family."}],
        [{"kind": "paraphrase", "ids": ["e000000"], "text": "She worked beside his family."}],
        [{"kind": "quote", "ids": ["berry-mill"], "text": "He took eleven."}],
        [{"kind": "coach", "text": "She worked beside his family until he asked."}],
        [{"kind": "coach", "text": "You could ask for something small."}],
    ],
    ids=["no ids", "an invented id", "an id of the index", "a claim as its own", "only its own"],
)
def test_what_cites_nothing_that_was_issued_is_not_shown(
    ask: Ask, store: Store, claims: list[dict[str, object]]
) -> None:
    with server.serve(answer(lambda asked: lines(*claims))) as script:
        worded = ask(script)
    assert is_composed(worded.answer, "not_proved")
    assert not unproved(worded.answer, store)


def test_an_invented_quotation_is_dropped_and_reported(ask: Ask, store: Store) -> None:
    invented = "I told the miller that he would regret it."

    def write(asked: Asked) -> str:
        account = asked.accounts[0]
        return lines(server.tell(account), {"kind": "quote", "ids": [account.id], "text": invented})

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert invented in worded.answer.dropped
    assert "regret" not in worded.answer.text
    assert worded.answer.model == "scripted"
    assert not unproved(worded.answer, store)


def test_a_true_quotation_of_somebody_else_is_not_put_in_a_mouth(ask: Ask, store: Store) -> None:
    def write(asked: Asked) -> str:
        berry = next(one for one in asked.accounts if one.speaker == "Amber Berry")
        return lines(server.tell(berry), {"kind": "quote", "ids": [berry.id], "text": LOCK})

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert ("Amber Berry", LOCK) not in quotations(worded.answer)
    assert LOCK in worded.answer.dropped
    assert not unproved(worded.answer, store)


def test_a_true_sentence_under_somebody_elses_name_is_dropped(ask: Ask) -> None:
    def write(asked: Asked) -> str:
        berry, lock = asked.accounts[:2]
        wrong = "Josiah Lock worked beside his family until he asked what was wanted."
        return lines(server.tell(lock), {"kind": "paraphrase", "ids": [berry.id], "text": wrong})

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert "Josiah Lock worked beside" not in worded.answer.text
    assert any("Josiah Lock worked" in text for text in worded.answer.dropped)


def test_a_quotation_is_shown_as_whole_sentences(ask: Ask) -> None:
    def write(asked: Asked) -> str:
        lock = next(one for one in asked.accounts if one.speaker == "Josiah Lock")
        return lines({"kind": "quote", "ids": [lock.id], "text": "nobody told me so"})

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert ("Josiah Lock", LOCK) in quotations(worded.answer)


def test_a_failed_claim_is_mended_by_one_more_request(ask: Ask, store: Store) -> None:
    def write_wrong(asked: Asked) -> str:
        account = asked.accounts[0]
        wrong = {"kind": "paraphrase", "ids": [account.id], "text": "She sold 40 sacks to him."}
        return lines(wrong, server.tell(account))

    def write_right(asked: Asked) -> str:
        right = {"kind": "paraphrase", "ids": [asked.accounts[0].id], "n": 1}
        return lines({**right, "text": "She worked beside his family until he asked."})

    with server.serve(answer(write_wrong), answer(write_right)) as script:
        worded = ask(script)
    assert [asked.is_repair for asked in script.asked] == [False, True]
    assert "1: She sold 40 sacks to him." in script.asked[1].text
    assert "She worked beside his family until he asked." in worded.answer.text
    assert worded.answer.dropped == ()
    assert not unproved(worded.answer, store)


def test_there_is_one_repair_and_no_second(ask: Ask) -> None:
    def write(asked: Asked) -> str:
        wrong = {"kind": "paraphrase", "ids": [asked.accounts[0].id], "text": "She sold 40 sacks."}
        return lines(server.tell(asked.accounts[0]), wrong)

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert len(script.asked) == 2
    assert worded.answer.dropped == ("She sold 40 sacks.",)


@pytest.mark.parametrize(
    "text",
    [
        "See https://attacker.invalid/page for what she did.",
        "She worked beside his family. <img src=x onerror=alert(1)>",
        "She worked beside his family ![x](https://attacker.invalid/x.png).",
        "She worked beside his `family`.",
        "She asked at evil-collector.com for more than he had.",
    ],
)
def test_markup_and_links_of_a_model_are_not_shown(ask: Ask, text: str) -> None:
    def write(asked: Asked) -> str:
        account = asked.accounts[0]
        return lines(
            server.tell(account), {"kind": "paraphrase", "ids": [account.id], "text": text}
        )

    with server.serve(answer(write)) as script:
        worded = ask(script)
    for sign in ("attacker", "<img", "![", "`", "evil-collector"):
        assert sign not in worded.answer.text


def test_a_mark_in_a_models_text_opens_nothing(ask: Ask, store: Store) -> None:
    def write(asked: Asked) -> str:
        account = asked.accounts[0]
        text = "She worked beside his family [2][9] until he asked [p. 12]."
        return lines({"kind": "paraphrase", "ids": [account.id], "text": text})

    with server.serve(answer(write)) as script:
        worded = ask(script)
    assert worded.answer.model == "scripted"
    assert "She worked beside his family until he asked. [1]" in worded.answer.text
    assert not unproved(worded.answer, store)


@pytest.mark.parametrize(
    ("play", "requests"),
    [
        (answer(lambda asked: ""), 1),
        (server.hang, 1),
        (server.be_silent, 1),
        (server.send_html, 1),
        (server.send_50_mb, 1),
        (server.stream_50_mb, 1),
        (server.send_bad_utf8, 1),
        (server.send_status(429, Retry_After="600"), 1),
        (server.send_status(429, Retry_After="0"), 3),
        (server.send_status(500), 3),
        (server.send_status(401), 1),
        (server.send_status(302, Location="http://127.0.0.1:1/v1"), 1),
    ],
    ids=[
        "nothing", "a hang", "silence", "html", "50 MB in a line", "50 MB of words", "bad utf-8",
        "come back in ten minutes", "come back now", "500", "401", "a redirect",
    ],
)  # fmt: skip
def test_every_failure_ends_in_the_composed_answer_in_time(
    ask: Ask, store: Store, play: Play, requests: int
) -> None:
    with server.serve(play) as script:
        started = time.perf_counter()
        worded = ask(script, limits=QUICK if play in (server.hang, server.be_silent) else PATIENT)
        took = time.perf_counter() - started
    why = "not_reached" if worded.answer.dropped == () else "not_proved"
    assert is_composed(worded.answer, why)
    assert len(script.asked) == requests
    assert took < PATIENT.total / 2  # a hang has two seconds; the rest must not use up its time
    assert script.sent < 20_000_000
    assert not unproved(worded.answer, store)


def test_a_server_that_is_not_there_is_tried_three_times(ask: Ask) -> None:
    with server.serve(answer(server.write_good)) as script:
        pass
    assert is_composed(ask(script).answer, "not_reached")


def test_50_mb_are_not_held_in_memory(ask: Ask) -> None:
    with server.serve(answer(server.write_good), server.send_50_mb) as script:
        ask(script)  # what is loaded once is not counted
        tracemalloc.start()
        ask(script)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize(
    "text", ["{", '{"kind": "quote", "text": 3}', "She did well.", "[[[[", "\u0000"]
)
def test_broken_json_is_no_answer(ask: Ask, text: str) -> None:
    with server.serve(answer(lambda asked: f"{text}\n{text}\n")) as script:
        worded = ask(script)
    assert worded.answer.model is None


def test_half_a_stream_is_as_good_as_what_was_proved(ask: Ask, store: Store) -> None:
    with server.serve(server.break_off) as script:
        worded = ask(script)
    assert worded.answer.model == "scripted"
    assert not unproved(worded.answer, store)
    assert any(claim.verdict == "supported" for claim in worded.answer.claims)


def test_a_failure_is_followed_by_a_good_answer(ask: Ask) -> None:
    with server.serve(server.send_status(503), answer(server.write_good)) as script:
        worded = ask(script)
    assert worded.answer.model == "scripted"
    assert len(script.asked) == 2


def test_the_request_stops_when_the_reader_leaves(ask: Ask) -> None:
    with server.serve(server.hang) as script:
        started = time.perf_counter()
        watch = Watch(lambda said: None, lambda: script.sent > 0)
        worded = ask(script, limits=Limits(total=20.0), watch=watch)
        assert time.perf_counter() - started < 10
        assert script.hung_up.wait(20), "the connection was not closed"
    assert worded.answer.model is None


def test_after_three_failures_the_model_is_left_in_peace_for_a_while(ask: Ask) -> None:
    with server.serve(server.send_status(401)) as script:
        breaker = Breaker(most=3, rest=60.0)
        line = Line(open_model("openai:scripted", script.url), PATIENT, breaker)
        for _ in range(5):
            assert is_composed(ask(script, line=line).answer, "not_reached")
        assert len(script.asked) == 3
        breaker.since -= 60.0
        script.plays = [answer(server.write_good)]
        assert ask(script, line=line).answer.model == "scripted"
        assert ask(script, line=line).answer.model == "scripted"


def test_neither_a_key_nor_a_dilemma_is_logged(ask: Ask, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    secret = "My deputy Quillon has been hiding the figures."
    plays = [server.send_status(500, body=f'{{"error": {{"message": "{secret}"}}}}')]
    with server.serve(*plays) as script:
        worded = ask(script, secret)
        assert secret in script.asked[0].text
    assert is_composed(worded.answer, "not_reached")
    assert "failed with" in caplog.text
    assert "Quillon" not in caplog.text
    assert "nobody-may-read" not in caplog.text
