"""Measures what the checker notices when true sentences are made false by rule."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coach.verify.antonyms import antonyms
from coach.verify.check import GAP, check_claim
from coach.verify.evidence import Check, Evidence
from coach.verify.names import find_names
from coach.verify.numbers import find_numbers
from coach.verify.sentence_type import type_sentence
from coach.verify.words import split_words, stem
from vectorstore.evidence import Experience
from vectorstore.sentences import split_sentences
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Clause:
    """A true sentence about what someone said, with the pages it rests on and its card's text."""

    text: str
    speaker: str
    pages: tuple[Evidence, ...]
    card: Evidence


@dataclass(frozen=True, slots=True)
class Detected:
    """How often sentences with one kind of change were judged unsupported; None if there are none.

    flagged is the share in which a flag of the very kind was raised.
    """

    kind: str
    sentences: int
    rate: float | None
    flagged: float | None


@dataclass(frozen=True, slots=True)
class Perturbed:
    """Detection for each kind of change, and false alarms on the same sentences unchanged.

    alarms counts, for each kind of flag, the unchanged sentences on which it was raised; "score"
    those that fell below the threshold with no flag.
    """

    evidence: str
    sentences: int
    false_alarms: float
    alarms: Mapping[str, float]
    kinds: tuple[Detected, ...]


def find_clauses(store: Store) -> tuple[Clause, ...]:
    """Return the claims of all cards whose printed pages the index has, with those pages' texts."""
    clauses = []
    for card in store.experiences.values():
        pages = [(label, text) for label in card.pages if (text := page_text(store, card, label))]
        if len(pages) < len(card.pages):
            continue
        evidence = tuple(Evidence(text, card.speaker, label) for label, text in pages)
        told = " ".join((card.did, card.outcome, card.lesson))
        cited = Evidence(told, card.speaker, ", ".join(card.pages))
        clauses += [
            Clause(sentence.text, card.speaker, evidence, cited)
            for sentence in split_sentences(told)
            if type_sentence(sentence.text) == "claim"
        ]
    return tuple(clauses)


def page_text(store: Store, card: Experience, label: str) -> str:
    """Return what stands on one printed page of a card's source, "" if the index has none of it."""
    return GAP.join(
        passage.text[span.start : span.end]
        for passage in store.passages.values()
        if passage.source == card.source
        for span in passage.spans
        if span.label == label
    )


def measure_perturbed(clauses: Sequence[Clause], with_card: bool, seed: int = 7) -> Perturbed:
    """Return detection and false alarms; with_card adds the card itself to the evidence."""
    speakers = tuple(sorted({clause.speaker for clause in clauses}))
    labels = sorted({page.page for clause in clauses for page in clause.pages if page.page})
    found: dict[str, list[tuple[bool, bool]]] = {kind: [] for kind in CHANGES}
    plain = [check(clause.text, clause, with_card, speakers) for clause in clauses]
    for clause in clauses:
        rng = random.Random(f"{seed} {clause.text}")
        for kind, change in CHANGES.items():
            changed = change(clause, rng, speakers, labels)
            if changed is None or changed == clause.text:
                continue
            verdict = check(changed, clause, with_card, speakers)
            own_kind = any(flag.kind == FLAG_OF[kind] for flag in verdict.flags)
            found[kind].append((verdict.verdict == "unsupported", own_kind))
    alarms = [one.verdict == "unsupported" for one in plain]
    kinds = sorted({flag.kind for one in plain for flag in one.flags})
    raised: dict[str, float | None] = {
        kind: mean([any(f.kind == kind for f in one.flags) for one in plain]) for kind in kinds
    }
    raised["score"] = mean([one.verdict == "unsupported" and not one.flags for one in plain])
    return Perturbed(
        "pages and card" if with_card else "pages",
        len(clauses),
        mean(alarms) or 0.0,
        {kind: share or 0.0 for kind, share in raised.items()},
        tuple(
            Detected(
                kind, len(rows), mean([bad for bad, _ in rows]), mean([own for _, own in rows])
            )
            for kind, rows in found.items()
        ),
    )


def check(text: str, clause: Clause, with_card: bool, speakers: Sequence[str]) -> Check:
    """Return the verdict on a sentence against its clause's evidence."""
    evidence = (*clause.pages, clause.card) if with_card else clause.pages
    return check_claim(text, evidence, speakers)


def mean(values: Sequence[bool]) -> float | None:
    """Return the share that is true, or None of nothing."""
    return sum(values) / len(values) if values else None


def change_number(clause: Clause, rng: random.Random, *_: object) -> str | None:
    """Return the sentence with one figure changed to another, which its pages do not have."""
    numbers = [number for number in find_numbers(clause.text) if number.certain]
    if not numbers:
        return None
    there = {n.value for page in clause.pages for n in find_numbers(page.text, with_one=True)}
    number = rng.choice(numbers)
    digits = re.search(r"\d[\d,.]*\d|\d", number.text)
    if digits:
        value = float(digits[0].replace(",", ""))
        other = value + rng.choice([-1, 1]) * max(1, round(value * rng.uniform(0.05, 0.5)))
        other = other if other > 0 else value + 3
        while value and other * number.value / value in there:
            other += 1
        written = f"{other:g}" if other < 1e5 else f"{other:,.0f}"
        changed = number.text[: digits.start()] + written + number.text[digits.end() :]
    else:
        words = re.findall(r"[A-Za-z]+", number.text)
        known = [word for word in words if word.lower() in SPELLED]
        if not known:
            return None
        word = rng.choice(known)
        free = [one for one in SPELLED if not {n.value for n in find_numbers(one)} & there]
        other_word = rng.choice([one for one in free if one != word.lower()])
        changed = re.sub(rf"\b{word}\b", other_word, number.text, count=1)
    return clause.text[: number.start] + changed + clause.text[number.end :]


SPELLED = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty".split()
)


def change_number_within(clause: Clause, rng: random.Random, *_: object) -> str | None:
    """Return the sentence with one figure changed to another that its own pages have."""
    numbers = [number for number in find_numbers(clause.text) if number.certain]
    there = [number for page in clause.pages for number in find_numbers(page.text)]
    number = rng.choice(numbers) if numbers else None
    others = [o for o in there if number and o.certain and o.value != number.value]
    if number is None or not others:
        return None
    return clause.text[: number.start] + rng.choice(others).text + clause.text[number.end :]


def change_speaker(
    clause: Clause, rng: random.Random, speakers: Sequence[str], *_: object
) -> str | None:
    """Return the sentence said of another interviewee, whose name "she" or "he" becomes."""
    surname = clause.speaker.split()[-1]
    other = rng.choice([name for name in speakers if name != clause.speaker]).split()[-1]
    if re.search(rf"\b{surname}\b", clause.text):
        return re.sub(rf"\b{surname}\b", other, clause.text)
    changed = re.sub(r"^(?:She|He)\b", other, clause.text)
    return changed if changed != clause.text else None


def change_page(
    clause: Clause, rng: random.Random, speakers: Sequence[str], labels: Sequence[str]
) -> str | None:
    """Return the sentence with a page named that it does not rest on."""
    own = {page.page for page in clause.pages}
    other = rng.choice([label for label in labels if label not in own])
    return f"{clause.text.rstrip('.')} (p. {other})."


def negate(clause: Clause, *_: object) -> str | None:
    """Return the sentence with a negation put in, or the one it has taken out."""
    text = clause.text
    if NEGATED.search(text):
        return next(
            (new for old, by in TAKE_OUT if (new := re.sub(old, by, text, count=1)) != text), None
        )
    subject = SUBJECT_AND_VERB.match(text)
    if subject:
        return f"{text[: subject.end(1)]} never {text[subject.start(2) :]}"
    changed = AUXILIARY.sub(r"\1 not", text, count=1)
    return changed if changed != text else None


NEGATED = re.compile(
    r"\b(?:not|never|no|nobody|nothing|none|without|cannot|neither|nor)\b|n[’']t\b", re.IGNORECASE
)
AUXILIARY = re.compile(
    r"\b(was|were|is|are|had|has|have|could|would|should|can|may|might|must|did|does|do|will)\b"
)
SUBJECT_AND_VERB = re.compile(
    r"^([A-Z][a-z]+|She|He|They|It|People) (\w+(?:ed|s)|took|had|made|gave|found|felt|thought|saw"
    r"|went|came|told|said|kept|held|got|put|began|left|brought|led|knew|spent|set|won|built|ran"
    r"|sent|met|grew|drew|chose|spoke|wrote|became|lost) "
)
TAKE_OUT = (
    (r"\b(?:did|does|do) not (\w+)", r"\1"),
    (r"\b(is|are|was|were|has|have|had|can|could|would|should|will|may|might|must) not\b", r"\1"),
    (r"\bcannot\b", "can"),
    (r"\bnever\b", "always"),
    (r"\bno longer\b", "still"),
    (r"\bnobody\b", "everybody"),
    (r"\bnothing\b", "everything"),
    (r"\bwithout\b", "with"),
    (r"\bnot ", ""),
    (r"\bno ", "a "),
)


def change_to_antonym(clause: Clause, rng: random.Random, *_: object) -> str | None:
    """Return the sentence with one word changed to an opposite of the checker's own table."""
    words = [word for word in split_words(clause.text) if word.stem in antonyms()]
    if not words:
        return None
    word = rng.choice(words)
    other = rng.choice(sorted(antonyms()[word.stem]))
    return clause.text[: word.start] + other + clause.text[word.end :]


def remove_hedge(clause: Clause, *_: object) -> str | None:
    """Return the sentence with its first hedge made absolute."""
    for old, by in HEDGED:
        changed = re.sub(old, by, clause.text, count=1)
        if changed != clause.text:
            return changed
    return None


HEDGED = (
    (r"\b(?:may|might|could)\b", "must"),
    (r"\b(?:some|most|many)\b", "all"),
    (r"\b(?:Some|Most|Many)\b", "All"),
    (r"\b(?:often|sometimes|usually|mostly|largely)\b", "always"),
    (r"\b(?:perhaps|maybe|probably)\b", "certainly"),
    (r"\b(?:nearly|almost)\b", "entirely"),
)


def swap_roles(clause: Clause, *_: object) -> str | None:
    """Return the sentence with its first two names changed about."""
    found = find_names(split_words(clause.text), clause.text)
    unsorted = [
        *found,
        *(w for w in split_words(clause.text)[:1] if w.text == clause.speaker.split()[-1]),
    ]
    names = sorted(unsorted, key=lambda word: word.start)
    pair = next(
        ((a, b) for a, b in pairwise(names) if a.stem != b.stem and b.start > a.end + 1),
        None,
    )
    if pair is None:
        return None
    first, second = pair
    return (
        clause.text[: first.start]
        + second.text
        + clause.text[first.end : second.start]
        + first.text
        + clause.text[second.end :]
    )


def change_name_within(clause: Clause, rng: random.Random, *_: object) -> str | None:
    """Return the sentence with a name, not the speaker's, changed to another of its pages."""
    own = {stem(part.lower()) for part in clause.speaker.split()}
    mine = [n for n in find_names(split_words(clause.text), clause.text) if n.stem not in own]
    there = {
        name.text
        for page in clause.pages
        for name in find_names(split_words(page.text), page.text)
        if name.stem not in own and name.stem not in {one.stem for one in mine}
    }
    if not mine or not there:
        return None
    name = rng.choice(mine)
    return clause.text[: name.start] + rng.choice(sorted(there)) + clause.text[name.end :]


Change = Callable[..., str | None]
CHANGES: dict[str, Change] = {
    "number": change_number,
    "number from the same page": change_number_within,
    "speaker": change_speaker,
    "page": change_page,
    "negation": negate,
    "antonym": change_to_antonym,
    "hedge removed": remove_hedge,
    "roles swapped": swap_roles,
    "name from the same page": change_name_within,
}
FLAG_OF = {
    "number": "number",
    "number from the same page": "number",
    "speaker": "speaker",
    "page": "page",
    "negation": "negation",
    "antonym": "antonym",
    "hedge removed": "hedge",
    "roles swapped": "roles",
    "name from the same page": "name",
}
