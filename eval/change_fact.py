"""Makes a true sentence false by another figure, speaker, page or name."""

import random
import re
from collections.abc import Sequence
from itertools import pairwise

from coach.verify.names import find_names
from coach.verify.numbers import find_numbers
from coach.verify.words import split_words, stem
from eval.clauses import Clause

SPELLED = (
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty".split()
)


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
