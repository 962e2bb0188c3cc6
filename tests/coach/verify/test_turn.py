"""A planted defect in an answer ends unsupported, and is taken out of what is shown."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from coach.answer import Answer, Citation, Claim, Weight
from coach.coach import Coach
from coach.compose import Choice, compose
from coach.conversation import Conversation
from coach.verify.turn import verify_answer
from ingest.library import ingest
from tests.conftest import write_casebook
from vectorstore.embedder import Embedder
from vectorstore.evidence import Hit
from vectorstore.store import Store


@pytest.fixture(scope="module")
def store(
    valley_pdf: object, hashed: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Return an index of the made-up report with its two made-up cards."""
    home = tmp_path_factory.mktemp("turn")
    built = ingest(home, [valley_pdf], hashed.name, lambda: hashed, casebook=write_casebook(home))
    store = Store(built.build, hashed)
    yield store
    store.close()


@pytest.fixture(scope="module")
def sound(store: Store) -> Answer:
    """Return an answer from both cards, each with its quotation, the second a contrast."""
    hits = tuple(Hit(card, 1.0) for card in store.experiences.values())
    return compose(store, Choice(hits[:1], hits[1]), "What is in the way?", hits)


def test_what_the_coach_composes_comes_through_unchanged(store: Store, sound: Answer) -> None:
    assert [citation.kind for citation in sound.citations] == ["experience", "passage"] * 2
    verified = verify_answer(sound, store)
    assert verified == sound
    assert verified.dropped == ()


def with_citation(answer: Answer, which: int, **changes: object) -> Answer:
    """Return an answer with one citation changed."""
    changed = (replace(c, **changes) if c.n == which else c for c in answer.citations)
    return replace(answer, citations=tuple(changed))


def with_text(answer: Answer, old: str, new: str) -> Answer:
    """Return an answer with its text and its claims changed alike."""
    assert old in answer.text
    claims = (replace(claim, text=claim.text.replace(old, new)) for claim in answer.claims)
    return replace(answer, text=answer.text.replace(old, new), claims=tuple(claims))


def quotation(answer: Answer) -> Citation:
    """Return the first citation with a quotation."""
    return next(citation for citation in answer.citations if citation.quote)


@pytest.mark.parametrize(
    ("defect", "spoil"),
    [
        ("another text", lambda a: with_citation(a, 2, text="Something else was said here.")),
        ("another page", lambda a: with_citation(a, 2, page="5")),
        ("another speaker", lambda a: with_citation(a, 2, speaker="Josiah Lock")),
        ("another source", lambda a: with_citation(a, 2, source="Another report")),
        ("no such passage", lambda a: with_citation(a, 2, evidence_id="0000")),
        ("an invented quotation", lambda a: with_citation(a, 2, quote="I weighed all of it.")),
        ("no quotation", lambda a: with_citation(a, 2, quote=None)),
        ("a number given twice", lambda a: with_citation(a, 4, n=2)),
        (
            "one letter",
            lambda a: with_text(a, quotation(a).quote[:20], quotation(a).quote[:19] + "x"),
        ),
        (
            "one letter, in the text only",
            lambda a: replace(a, text=a.text.replace("weigh", "weiht")),
        ),
        ("another name beside it", lambda a: with_text(a, "— Amber Berry", "— Josiah Lock")),
        ("another page beside it", lambda a: with_text(a, "Berry, p. ", "Berry, p. 1")),
        ("a name too many beside it", lambda a: with_text(a, "— Amber", "— Josiah Lock, Amber")),
    ],
)
def test_a_quotation_with_a_defect_goes(
    store: Store, sound: Answer, defect: str, spoil: Callable[[Answer], Answer]
) -> None:
    spoilt = spoil(sound)
    verified = verify_answer(spoilt, store)
    quoted = quotation(sound).quote or ""
    assert quoted not in [claim.text for claim in verified.claims], defect
    assert " ".join(quoted.split()) not in verified.text, defect
    assert verified.dropped, defect
    assert all(claim.verdict != "unsupported" for claim in verified.claims)
    check_marks(verified)


def check_marks(answer: Answer) -> None:
    """Assert that marks and citations are numbered from 1, each used and each there."""
    numbers = [citation.n for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {n for claim in answer.claims for n in claim.citations} == set(numbers)
    assert all(f"[{n}]" in answer.text for n in numbers)
    assert answer.text.count("[") == len(numbers)


def test_what_is_left_keeps_its_own_marks(store: Store, sound: Answer) -> None:
    verified = verify_answer(with_citation(sound, 2, page="5"), store)
    assert [c.evidence_id for c in verified.citations] == [
        sound.citations[n].evidence_id for n in (0, 2, 3)
    ]
    assert verified.contrast == 2
    assert "[4]" not in verified.text


def test_a_card_that_is_gone_takes_its_paragraph_and_its_lead_along(
    store: Store, sound: Answer
) -> None:
    verified = verify_answer(with_citation(sound, 3, text="He nailed up two timetables."), store)
    assert "timetable to every door" not in verified.text
    assert "gone the other way" not in verified.text
    assert "gone the other way" not in " ".join(claim.text for claim in verified.claims)
    assert verified.contrast is None
    check_marks(verified)


def test_the_people_are_counted_anew(store: Store, sound: Answer) -> None:
    assert sound.weight.count == 2
    gone = with_citation(with_citation(sound, 3, text=""), 4, text="")
    verified = verify_answer(gone, store)
    assert verified.weight == Weight(1, sound.weight.of, ("Amber Berry",))
    assert "One of the" in verified.text
    assert "Two of the" not in verified.text
    assert "contradicts" not in verified.text


def test_who_saw_it_differently_is_counted_anew(store: Store) -> None:
    hits = tuple(Hit(card, 1.0) for card in store.experiences.values())
    against = compose(store, Choice(hits, None), "", hits, move="contrast")
    assert "Two of the two interviewees saw it differently" in against.text
    gone = with_citation(with_citation(against, 3, text=""), 4, text="")
    verified = verify_answer(gone, store)
    assert "Two of the" not in verified.text
    assert "One of the two interviewees" in verified.text


def test_one_person_asked_for_by_name_is_still_one(store: Store) -> None:
    hits = tuple(Hit(card, 1.0) for card in store.experiences.values())[:1]
    named = compose(store, Choice(hits, None), "", hits, move="person")
    said = "This is one person's account"
    assert said in named.text
    assert said in verify_answer(with_citation(named, 2, page="5"), store).text


def test_an_answer_of_which_no_evidence_is_left_no_longer_is_one(
    store: Store, sound: Answer
) -> None:
    verified = verify_answer(replace(sound, citations=()), store)
    assert verified.kind == "no_evidence"
    assert verified.weight.count == 0
    assert [claim.verdict for claim in verified.claims] == ["own"] * len(verified.claims)
    check_marks(verified)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "She sold nine ships to Norway.",
        lambda text: f"{text} That took 40 years.",
        lambda text: "Lock did it all by himself.",
        lambda text: "She never worked beside his family until he asked what she wanted.",
    ],
)
def test_a_retelling_that_its_card_does_not_bear_out_goes(
    store: Store, sound: Answer, spoil: Callable[[str], str]
) -> None:
    told = "She worked beside his family until he asked what she wanted."
    verified = verify_answer(with_text(sound, told, spoil(told)), store)
    assert spoil(told) not in verified.text
    assert verified.dropped
    check_marks(verified)


def test_one_sentence_of_a_retelling_goes_and_the_others_stay(store: Store, sound: Answer) -> None:
    told = "She worked beside his family until he asked what she wanted."
    verified = verify_answer(with_text(sound, told, "She sold nine ships to Norway."), store)
    assert "Norway" not in verified.text
    assert "**Amber Berry**: He took more than she had asked for. [1]" in verified.text
    check_marks(verified)


def test_a_claim_that_cites_nothing_goes(store: Store, sound: Answer) -> None:
    stated = "Most leaders give up after two years."
    added = replace(
        sound,
        text=f"{sound.text}\n\n{stated}",
        claims=(*sound.claims, Claim(stated, "paraphrase", (), "supported")),
    )
    verified = verify_answer(added, store)
    assert (verified.text, verified.claims) == (sound.text, sound.claims)
    assert verified.dropped == (stated,)


def test_a_statement_is_not_the_coachs_own_by_being_called_so(store: Store, sound: Answer) -> None:
    stated = "Most leaders give up after two years."
    added = replace(
        sound, text=f"{stated}\n\n{sound.text}", claims=(Claim(stated, "coach"), *sound.claims)
    )
    assert verify_answer(added, store).text == sound.text


def test_a_sentence_in_the_text_that_is_no_claim_goes(store: Store, sound: Answer) -> None:
    added = replace(sound, text=f"{sound.text} Nobody ever regretted it. [1]")
    verified = verify_answer(added, store)
    assert "regretted" not in verified.text
    assert verified.claims == sound.claims


def test_an_invented_mark_goes_and_nothing_else(store: Store, sound: Answer) -> None:
    question = sound.claims[0].text
    for mark in ("[9]", "[0]", "[1]", "[99999999999999999999]"):
        marked = replace(sound, text=sound.text.replace(question, f"{question} {mark}"))
        verified = verify_answer(marked, store)
        assert verified.text == sound.text, mark
        assert verified.claims == sound.claims


def test_a_claim_that_is_not_in_the_text_is_not_reported_as_shown(
    store: Store, sound: Answer
) -> None:
    claims = (*sound.claims, replace(sound.claims[1], text="He took more."))
    verified = verify_answer(replace(sound, claims=claims), store)
    assert "He took more." in verified.dropped


def test_the_coachs_own_words_stay_whatever_is_cited(store: Store) -> None:
    own = ("What would you lose?", "You sound torn.", "The interviews do not cover this.")
    answer = Answer("question", "\n\n".join(own), tuple(Claim(text, "coach") for text in own))
    assert verify_answer(answer, store) == answer


def test_an_empty_answer_stays_empty(store: Store) -> None:
    assert verify_answer(Answer("question", ""), store).text == ""


def test_no_answer_over_the_casebook_loses_anything(casebook_coach: Coach) -> None:
    for question in QUESTIONS:
        assert casebook_coach.ask(question, Conversation()).answer.dropped == ()


def test_no_answer_over_the_report_loses_anything(report_coach: Coach) -> None:
    for question in QUESTIONS:
        assert report_coach.ask(question, Conversation()).answer.dropped == ()


QUESTIONS = (
    "Everyone else has signed up and one partner will not join. Do we wait for them?",
    "I have all of the responsibility and none of the power. Where do I start?",
    "The doctors think this is only about money. How do I win them over?",
    "A colleague agreed in the meeting and then did the opposite.",
)
