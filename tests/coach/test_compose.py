"""What an answer is made of: one piece per person, a contrast that fits, an honest weight."""

from dataclasses import replace

from coach.answer import Weight
from coach.coach import Coach
from coach.compose import NEAR_CONTRAST, Choice, ask_back, choose, find_contrast, say_weight
from coach.draft import LEANS, tell
from prompts.load import load_texts
from vectorstore.evidence import Experience, Hit
from vectorstore.sentences import split_sentences


def linked(coach: Coach) -> tuple[Experience, Experience]:
    """Return two cards of two people, the second a contrast to the first."""
    cards = coach.store.experiences
    for card in cards.values():
        for other in card.contrasts:
            if cards[other].interviewee != card.interviewee:
                return card, cards[other]
    raise AssertionError("no card has a contrast")


def test_each_person_speaks_once(casebook_coach: Coach) -> None:
    cards = list(casebook_coach.store.experiences.values())
    hits = [Hit(card, 1.0) for card in cards[:60]]
    choice = choose(casebook_coach.store, hits)
    names = [hit.evidence.speaker for hit in (*choice.voices, choice.contrast) if hit]
    assert len(names) == len(set(names))


def test_a_contrast_that_does_not_fit_the_question_is_not_shown(casebook_coach: Coach) -> None:
    card, other = linked(casebook_coach)
    voices = [Hit(card, 1.0)]
    near = {other.id: Hit(other, NEAR_CONTRAST + 0.01)}
    far = {other.id: Hit(other, NEAR_CONTRAST - 0.01)}
    store = casebook_coach.store
    assert find_contrast(store, voices, near) == near[other.id]
    assert find_contrast(store, voices, far) is None
    assert find_contrast(store, voices, {}) is None


def test_somebody_else_is_somebody_not_seen(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    cards = list(store.experiences.values())
    hits = [Hit(card, 1.0) for card in cards]
    seen = frozenset(card.id for card in cards[:5])
    heard = {store.experiences[item].interviewee for item in seen}
    choice = choose(store, hits, "unhelpful", frozenset(), seen)
    assert choice.voices
    assert not heard & {hit.evidence.speaker for hit in choice.voices}
    everything = frozenset(card.id for card in cards)
    assert choose(store, hits, "unhelpful", frozenset(), everything).voices == ()


def test_no_question_is_asked_twice(casebook_coach: Coach) -> None:
    card = next(iter(casebook_coach.store.experiences.values()))
    choice = Choice((Hit(card, 1.0),), None)
    asked: list[str] = []
    while question := ask_back(choice, asked):
        assert question not in asked
        asked.append(question)
    general = load_texts("coach")["general_questions"]
    assert len(asked) == len(set(card.questions) | set(general))


def test_the_weight_counts_people_and_says_if_nobody_contradicts(casebook_coach: Coach) -> None:
    card, other = linked(casebook_coach)
    weight = Weight(2, 10, (card.interviewee, other.interviewee))
    agreed = say_weight(Choice((Hit(card, 1.0), Hit(other, 1.0)), None), weight, "dilemma")
    assert agreed.startswith("Two of the ten interviewees")
    assert load_texts("coach")["contrast_none"] in agreed
    split = say_weight(Choice((Hit(card, 1.0),), Hit(other, 1.0)), weight, "dilemma")
    assert "one of them saw it differently" in split
    against = say_weight(Choice((Hit(card, 1.0), Hit(other, 1.0)), None), weight, "contrast")
    assert "saw it differently" in against
    assert load_texts("coach")["contrast_none"] not in against


def test_a_telling_has_whole_sentences_and_no_gap_before_a_word_that_leans(
    casebook_coach: Coach,
) -> None:
    for card in casebook_coach.store.experiences.values():
        everything = [s.text for part in (card.did, card.outcome) for s in split_sentences(part)]
        told = [s.text for s in split_sentences(tell(card))]
        assert set(told) <= set(everything)
        assert told[0] == everything[0]
        for text in told[1:]:
            left_out = everything[everything.index(text) - 1] not in told
            assert not (left_out and LEANS.match(text))


def test_a_sentence_that_stands_quoted_beside_it_is_not_told_as_well() -> None:
    card = Experience(
        id="c", interviewee="Amber Berry", role="", source="", pages=("3",), kind="worked",
        situation="", did="Berry waited. She weighed every fleece in front of everybody there.",
        outcome="They came round.", lesson="", asks=(), questions=(), themes=(), contrasts=(),
    )  # fmt: skip
    everything = f"{card.did} {card.outcome}"
    assert tell(card) == everything
    assert tell(card, "I weighed every fleece, in front of everybody.") == "Berry waited."
    assert tell(replace(card, did="Berry waited."), "") == "Berry waited. They came round."


def test_told_more_what_fits_best_is_not_told_again_but_named(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    cards = list({c.interviewee: c for c in store.experiences.values()}.values())
    hits = [Hit(card, 1.0 - 0.02 * n) for n, card in enumerate(cards)]
    seen = frozenset(card.id for card in cards[:2])
    choice = choose(store, hits, "addition", frozenset(), seen)
    assert choice.still == hits[0]
    assert choice.voices == tuple(hits[2:4])
    assert choose(store, hits[:2], "addition", frozenset(), seen) == Choice((), None, hits[0])


def test_told_more_what_fits_best_and_is_new_is_told_without_what_was(
    casebook_coach: Coach,
) -> None:
    store = casebook_coach.store
    cards = list({c.interviewee: c for c in store.experiences.values()}.values())
    hits = [Hit(card, 1.0) for card in cards]
    seen = frozenset(card.id for card in cards[1:3])
    choice = choose(store, hits, "addition", frozenset(), seen)
    told = [choice.voices[0], *choice.voices, *([choice.contrast] if choice.contrast else [])]
    assert choice.still is None
    assert told[0] == hits[0]
    assert not seen & {hit.evidence.id for hit in told}


def test_beside_what_is_named_again_no_count_of_people_is_given(casebook_coach: Coach) -> None:
    cards = list({c.interviewee: c for c in casebook_coach.store.experiences.values()}.values())
    first, second, third = (Hit(card, 1.0) for card in cards[:3])
    names = (second.evidence.speaker, third.evidence.speaker)
    both = say_weight(Choice((second, third), None, first), Weight(2, 10, names), "addition")
    one = say_weight(Choice((second,), None, first), Weight(1, 10, names[:1]), "addition")
    assert both == ""
    assert one == load_texts("coach")["weight_named"]


def test_a_contrast_goes_against_somebody_who_is_told(casebook_coach: Coach) -> None:
    store = casebook_coach.store
    for card in store.experiences.values():
        for other in card.contrasts:
            hits = [Hit(card, 1.0), Hit(store.experiences[other], 0.9)]
            choice = choose(store, hits)
            if choice.contrast:
                told = [v.evidence for v in choice.voices if isinstance(v.evidence, Experience)]
                assert any(choice.contrast.evidence.id in voice.contrasts for voice in told)
