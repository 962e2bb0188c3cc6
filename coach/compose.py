"""Composes an answer from evidence alone: who met this, in whose words, and who disagrees."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coach.answer import Answer, Weight
from coach.draft import NEXT_TELLING, TELLING, Draft, add_voice
from coach.understand import ABOUT_THE_TABLE, Move
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Hit
from vectorstore.lexical import tokens
from vectorstore.store import Store

PEOPLE = 3  # voices in one answer; more is a list, not a conversation
NEAR_ENOUGH = 0.8  # of the best score; a weaker second voice would only fill space
NEXT_BEST = 0.6  # of the best score, once that has been shown
STILL_NEAR = 0.7  # of the best score, where that was told before
# Of the best score; a contrast further off is about something else. Of 35 dilemmas on dev whose
# gold has a contrast, 30 are given one and 12 that very one (at .65, 23 and 8; at .4, 31 and 10).
NEAR_CONTRAST = 0.5
# Moves that ask for what has not been shown yet.
PASSING_OVER: frozenset[Move] = frozenset(
    {"others", "unhelpful", "tried", "disagree", "advise", "show"}
)
# Moves that tell more: what was told already is not told again word for word.
TELLING_MORE: frozenset[Move] = frozenset({"addition", "variation"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The evidence an answer is made of: one piece per person, and one that went the other way.

    still is what was told before and fits best even so; it is named and not told again.
    """

    voices: tuple[Hit, ...]
    contrast: Hit | None
    still: Hit | None = None

    @property
    def shown(self) -> tuple[Hit, ...]:
        """Everything an answer shows, the contrast last."""
        return (*self.voices, *([self.contrast] if self.contrast else []))

    @property
    def on_table(self) -> tuple[Hit, ...]:
        """Everything it shows or names, of which the next turns may speak."""
        return (*self.shown, *([self.still] if self.still else []))


def choose(
    store: Store,
    hits: Sequence[Hit],
    move: Move = "dilemma",
    table: frozenset[str] = frozenset(),
    seen: frozenset[str] = frozenset(),
) -> Choice:
    """Pick the best piece of each of up to three people, and a contrast to the first.

    Asked for others, what was seen already is passed over, and so are the people it came from as
    long as there is anybody else; asked about one person, up to two pieces of that person are
    taken; asked who saw it differently than the table, only those who did; told more of the
    dilemma, what was not told yet.
    """
    if move == "contrast":
        against = [hit for hit in near_enough(hits, NEAR_CONTRAST) if hit.evidence.id not in seen]
        return Choice(one_each(other_way(store, against, table), 2), None)
    if move == "disagree":
        against = [hit for hit in near_enough(hits, NEAR_CONTRAST) if hit.evidence.id not in seen]
        if other_way(store, against, table):
            return Choice(one_each(other_way(store, against, table), 1), None)
    if move in PASSING_OVER:
        best = near_enough(hits, NEXT_BEST)
        new = [hit for hit in best if hit.evidence.id not in seen]
        heard = {store.evidence(item).speaker for item in seen if knows(store, item)}
        strangers = [hit for hit in new if hit.evidence.speaker not in heard]
        return Choice(one_each(strangers or new, PEOPLE - 1), None)
    speakers = {hit.evidence.speaker for hit in hits}
    if len(speakers) == 1:
        fresh = [hit for hit in hits if hit.evidence.id not in seen] if move == "more" else hits
        return Choice(tuple(near_enough(fresh or hits)[:2]), None)
    if move in TELLING_MORE and hits[0].evidence.id in seen:
        return go_on_from(hits, seen)
    hits = [hit for hit in hits if move not in TELLING_MORE or hit.evidence.id not in seen]
    voices = one_each(near_enough(hits), PEOPLE)
    contrast = find_contrast(store, voices, {hit.evidence.id: hit for hit in hits})
    if contrast:
        voices = beside(voices, contrast)
    return Choice(voices, contrast)


def go_on_from(hits: Sequence[Hit], seen: frozenset[str]) -> Choice:
    """Pick what others say who were not told yet, beside the best hit, which was."""
    still = hits[0]
    new = [
        hit
        for hit in near_enough(hits, STILL_NEAR)
        if hit.evidence.id not in seen and hit.evidence.speaker != still.evidence.speaker
    ]
    return Choice(one_each(new, PEOPLE - 1), None, still)


def knows(store: Store, evidence_id: str) -> bool:
    """Say whether a piece of evidence is still in the index; a session may be older than it."""
    return evidence_id in store.experiences or evidence_id in store.passages


def near_enough(hits: Sequence[Hit], share: float = NEAR_ENOUGH) -> list[Hit]:
    """Return the hits whose score is not far below the best one's."""
    return [hit for hit in hits if hit.score >= share * hits[0].score]


def one_each(hits: Sequence[Hit], count: int) -> tuple[Hit, ...]:
    """Return the best hit of each person, at most count of them."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.evidence.speaker, hit)
    return tuple(best.values())[:count]


def other_way(store: Store, hits: Sequence[Hit], table: frozenset[str]) -> list[Hit]:
    """Return the hits that are a contrast to a card on the table."""
    opposed = {
        other
        for card_id in table
        if card_id in store.experiences
        for other in store.experiences[card_id].contrasts
    }
    return [hit for hit in hits if hit.evidence.id in opposed and hit.evidence.id not in table]


def find_contrast(store: Store, voices: Sequence[Hit], scored: dict[str, Hit]) -> Hit | None:
    """Return the card that went the other way than the first voices, or None.

    The one that most of them have for a contrast is taken (dev: 8 of 36 gold contrasts, the best
    fitting one 4). It must be among what was found, or it would contradict something else.
    """
    votes: dict[str, float] = {}
    first = voices[0].evidence.speaker
    for voice in voices[:PEOPLE]:
        if not isinstance(voice.evidence, Experience):
            continue
        for card_id in voice.evidence.contrasts:
            hit = scored.get(card_id)
            if hit is None or hit.evidence.speaker in (first, voice.evidence.speaker):
                continue
            told = voice in beside(voices, hit)
            if told and hit.score >= NEAR_CONTRAST * voices[0].score:
                votes[card_id] = votes.get(card_id, 0.0) + voice.score
    return scored[max(votes, key=lambda card_id: votes[card_id])] if votes else None


def beside(voices: Sequence[Hit], contrast: Hit) -> tuple[Hit, ...]:
    """Return the voices that are told beside a contrast: two, of other people."""
    others = [voice for voice in voices if voice.evidence.speaker != contrast.evidence.speaker]
    return tuple(others[: PEOPLE - 1])


def compose(
    store: Store,
    choice: Choice,
    reflection: str,
    hits: tuple[Hit, ...],
    asked: Collection[str] = (),
    dilemma: str = "",
    move: Move = "dilemma",
) -> Answer:
    """Return the answer that a choice of evidence makes, with every claim and mark in place.

    reflection stands first; none of the questions asked before is asked again.
    """
    texts = load_texts("coach")
    draft = Draft()
    if reflection:
        draft.say(reflection)
    for rank, voice in enumerate(choice.voices):
        add_voice(draft, store, voice.evidence, words=NEXT_TELLING if rank else TELLING)
    contrast = None
    if choice.contrast:
        contrast = len(draft.citations) + 1
        lead = texts["contrast_lead" if is_against(choice, 0) else "contrast_lead_second"]
        add_voice(draft, store, choice.contrast.evidence, lead, NEXT_TELLING)
    return finish(draft, store, choice, hits, contrast, asked, dilemma, move)


def is_against(choice: Choice, place: int) -> bool:
    """Say whether a choice's contrast went the other way than its voice at a place."""
    voice = choice.voices[place].evidence
    against = voice.contrasts if isinstance(voice, Experience) else ()
    return choice.contrast is not None and choice.contrast.evidence.id in against


def finish(
    draft: Draft,
    store: Store,
    choice: Choice,
    hits: tuple[Hit, ...],
    contrast: int | None = None,
    asked: Collection[str] = (),
    dilemma: str = "",
    move: Move = "dilemma",
) -> Answer:
    """Return a draft as an answer, with how many people it rests on, and a question at its end."""
    weight = count_people(store, choice)
    said = say_weight(choice, weight, move)
    if said:
        draft.say(said)
    question = "" if move in ("who", "page") else ask_back(choice, asked, dilemma)
    if question:
        draft.say(question)
    return Answer(
        kind="answer",
        text="\n\n".join(draft.paragraphs),
        claims=tuple(draft.claims),
        citations=tuple(draft.citations),
        hits=hits,
        weight=weight,
        contrast=contrast,
        follow_ups=suggest(choice),
    )


def count_people(store: Store, choice: Choice) -> Weight:
    """Count the interviewees an answer rests on: people, never passages."""
    people = store.people()
    interviewees = {person.name for person in people if person.interviewee}
    names = tuple(dict.fromkeys(hit.evidence.speaker for hit in choice.shown))
    counted = tuple(name for name in names if name in interviewees)
    return Weight(len(counted), len(interviewees), counted)


def say_weight(choice: Choice, weight: Weight, move: Move) -> str:
    """Return how many people an answer rests on, as far as the move leaves that open."""
    texts = load_texts("coach")
    if move in ABOUT_THE_TABLE or move == "back" or (choice.still and weight.count > 1):
        return ""
    if weight.count == 1 and (move == "person" or choice.still):
        return str(texts["weight_named"])
    if move == "contrast" and weight.count > 1:
        return weigh_against(weight)
    said = weigh(choice, weight)
    if move in PASSING_OVER:  # nothing was asked about who contradicts
        said = said.removesuffix(texts["contrast_none"]).strip()
    return said


def weigh_against(weight: Weight) -> str:
    """Return the sentence that says how many people saw it differently."""
    return fill(load_texts("coach")["weight_against"], **in_words(weight))


def weigh(choice: Choice, weight: Weight) -> str:
    """Return the sentence that says how many people an answer rests on."""
    texts = load_texts("coach")
    if weight.count == 0:
        return fill(texts["weight_no_interviewee"], name=choice.voices[0].evidence.speaker)
    numbers = in_words(weight)
    if weight.count == 1:
        return fill(texts["weight_one"], of=numbers["of"])
    if choice.contrast:
        return fill(texts["weight_contrast_one"], **numbers)
    return f"{fill(texts['weight_many'], **numbers)} {texts['contrast_none']}"


def in_words(weight: Weight) -> dict[str, str]:
    """Return the numbers of a weight as a sentence has them, the count at its beginning."""
    numbers: dict[int, str] = load_texts("coach")["numbers"]
    count, of = (str(numbers.get(number, number)) for number in (weight.count, weight.of))
    return {"count": count, "of": of.lower()}


def ask_back(choice: Choice, asked: Collection[str] = (), dilemma: str = "") -> str:
    """Return one question not asked yet: of the best card first, the nearest to the dilemma."""
    words = set(tokens(dilemma))
    for voice in choice.voices:
        if not isinstance(voice.evidence, Experience):
            continue
        new = [question for question in voice.evidence.questions if question not in asked]
        if new:
            return max(new, key=lambda question: len(words & set(tokens(question))))
    general: list[str] = load_texts("coach")["general_questions"]
    return next((question for question in general if question not in asked), "")


def suggest(choice: Choice) -> tuple[str, ...]:
    """Return follow-ups that have evidence behind them."""
    texts = load_texts("coach")["follow_ups"]
    names = dict.fromkeys(voice.evidence.speaker for voice in choice.voices)
    suggestions = [fill(texts["more"], name=name) for name in list(names)[:2]]
    if choice.contrast:
        suggestions.insert(0, texts["contrast"])
    return (*suggestions, texts["close"])
