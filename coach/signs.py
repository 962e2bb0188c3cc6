"""The small language in which signs are written, and the search for them in a message.

A sign is a line such as `<he> ~3 threat* me|us ! vote`; prompts/risk-signs.yaml explains it. All
places of a message are looked at together: a set of places is an integer, one bit for each word.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from coach.words import END


@dataclass(frozen=True, slots=True)
class Words:
    """One word of a set, known by the number under which a Language keeps the set."""

    number: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of any kind, within a sentence."""

    most: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several sequences."""

    options: tuple[tuple["Element", ...], ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """An element that may be missing."""

    element: "Element"


Element = Words | Gap | Choice | Maybe


@dataclass(frozen=True, slots=True)
class Sign:
    """A compiled line: parts that must all stand in one sentence, and parts that must not."""

    line: str
    parts: tuple[tuple[Element, ...], ...]
    absent: tuple[tuple[Element, ...], ...]
    needs: tuple[frozenset[int], ...]  # of each of these sets of words, one number must be found


@dataclass(slots=True)
class Language:
    """Compiles signs over named classes and keeps their vocabulary for the search."""

    classes: Mapping[str, Sequence[object]]
    exact: dict[str, list[int]] = field(default_factory=dict)
    prefix: dict[str, list[int]] = field(default_factory=dict)
    numbers: dict[frozenset[str], int] = field(default_factory=dict)
    compiled: dict[str, Element] = field(default_factory=dict)
    signs: list[Sign] = field(default_factory=list)
    triggers: dict[int, set[str]] = field(default_factory=dict)

    def sign(self, line: str) -> Sign:
        """Compile one line."""
        first, *more = re.split(r" (?=[&!] )", line)
        wanted = (first, *(part[2:] for part in more if part.startswith("&")))
        unwanted = (part[2:] for part in more if part.startswith("!"))
        parts = tuple(map(self.sequence, wanted))
        needs = tuple(need for part in parts for need in map(numbers_needed, part) if need)
        self.signs.append(Sign(line, parts, tuple(map(self.sequence, unwanted)), needs))
        return self.signs[-1]

    def sequence(self, text: str) -> tuple[Element, ...]:
        """Compile a part: elements one after the other."""
        return tuple(self.element(token) for token in text.split())

    def element(self, token: str) -> Element:
        """Compile one element."""
        if token not in self.compiled:
            self.compiled[token] = self.compile(token)
        return self.compiled[token]

    def compile(self, token: str) -> Element:
        """Compile one element that has not been met before."""
        if token.endswith("?"):
            return Maybe(self.element(token[:-1]))
        if token.startswith("~"):
            return Gap(int(token[1:]))
        if not token.strip("&!"):
            raise ValueError(f"a stray {token} in a sign")
        options: list[str] = []
        for option in token.split("|"):
            options += self.entries(option) if option.endswith(">") else [option.replace("_", " ")]
        words = frozenset(option for option in options if not set(option) & set(" <"))
        sequences = [self.sequence(option) for option in options if set(option) & set(" <")]
        if not sequences:
            return Words(self.number(words))
        if words:
            sequences.insert(0, (Words(self.number(words)),))
        return Choice(tuple(sequences))

    def entries(self, name: str) -> list[str]:
        """Return the entries of a class, one word or several elements each."""
        entries: list[str] = []
        for entry in map(str, self.classes[name[1:-1]]):
            entries += [entry] if " " in entry else [e.replace("_", " ") for e in entry.split("|")]
        return entries

    def number(self, words: frozenset[str]) -> int:
        """Return the number of a set of words, where a* stands for all words that begin with a."""
        if words not in self.numbers:
            self.numbers[words] = len(self.numbers)
            for word in words:
                index = self.prefix if word.endswith("*") else self.exact
                index.setdefault(word.rstrip("*"), []).append(self.numbers[words])
        return self.numbers[words]

    def look(self, words: Sequence[str]) -> "Places":
        """Return where in a message each set of words stands."""
        found: dict[int, int] = {}
        at: dict[str, int] = {}
        for n, word in enumerate(words):
            at[word] = at.get(word, 0) | 1 << n
        for word, places in at.items():
            for number in self.exact.get(word, ()):
                found[number] = found.get(number, 0) | places
            for length in range(1, len(word) + 1):
                for number in self.prefix.get(word[:length], ()):
                    found[number] = found.get(number, 0) | places
        open_places = sum(1 << n for n, word in enumerate(words) if word != END)
        return Places(found, self.possible(found), open_places, split(words))

    def possible(self, found: Collection[int]) -> frozenset[str]:
        """Return the lines of the signs whose rarest need is met."""
        if len(self.triggers) != len(self.numbers):
            self.triggers = {number: set() for number in self.numbers.values()}
            weight = dict.fromkeys(self.numbers.values(), 0)
            for numbers in (*self.exact.values(), *self.prefix.values()):
                for number in numbers:
                    weight[number] += len(numbers)
            for sign in self.signs:
                rarest = min(sign.needs, key=lambda need: sum(weight[n] for n in need))
                for number in rarest:
                    self.triggers[number].add(sign.line)
        return frozenset().union(*(self.triggers[number] for number in found))


@dataclass(slots=True)
class Places:
    """A message under search: where each set of words stands, and which words may still be used."""

    found: dict[int, int]
    possible: frozenset[str]  # the signs that can stand here at all
    open: int
    sentences: tuple[int, ...]

    def ends(self, sequence: Iterable[Element], starts: int) -> int:
        """Return the places just after a sequence that begins at one of the starts."""
        for element in sequence:
            if not starts:
                break
            starts = self.after(element, starts)
        return starts

    def after(self, element: Element, starts: int) -> int:
        """Return the places just after one element."""
        if isinstance(element, Words):
            return (starts & self.found.get(element.number, 0) & self.open) << 1
        if isinstance(element, Gap):
            reached = starts
            for _ in range(element.most):
                starts = (starts & self.open) << 1
                reached |= starts
            return reached
        if isinstance(element, Maybe):
            return starts | self.after(element.element, starts)
        reached = 0
        for option in element.options:
            reached |= self.ends(option, starts)
        return reached

    def where(self, sign: Sign) -> int:
        """Return the sentences, as places, in which a sign stands."""
        ends = [self.ends(part, self.open) >> 1 for part in sign.parts]
        if not all(ends):
            return 0
        absent = [self.ends(part, self.open) >> 1 for part in sign.absent]
        reached = 0
        for stretch in self.sentences if len(ends) == 1 else self.stretches:
            if all(end & stretch for end in ends) and not any(end & stretch for end in absent):
                reached |= stretch
        return reached

    def where_any(self, signs: Iterable[Sign]) -> int:
        """Return the sentences, as places, in which one of the signs stands."""
        reached = 0
        for sign in self.among(signs):
            reached |= self.where(sign)
        return reached

    def among(self, signs: Iterable[Sign]) -> Iterator[Sign]:
        """Return those of the signs that can stand here at all: few of hundreds."""
        return (sign for sign in signs if sign.line in self.possible)

    @property
    def stretches(self) -> tuple[int, ...]:
        """Each sentence together with the next: what is said of somebody often takes two."""
        return tuple(a | b for a, b in pairwise(self.sentences)) or self.sentences

    def close(self, sign: Sign) -> None:
        """Take the words of a sign's first part out of the search, wherever the sign stands."""
        sentences = self.where(sign)
        starts = self.open & sentences
        while starts:
            start = starts & -starts
            starts ^= start
            ends = self.ends(sign.parts[0], start)
            if ends:
                end = 1 << (ends.bit_length() - 1)
                self.open &= ~(end - start)


def numbers_needed(element: Element) -> frozenset[int]:
    """Return the sets of words with one of which an element begins; empty if it may be missing."""
    if isinstance(element, Words):
        return frozenset({element.number})
    if not isinstance(element, Choice):
        return frozenset()
    firsts = [numbers_needed(option[0]) for option in element.options]
    return frozenset().union(*firsts) if all(firsts) else frozenset()


def split(words: Sequence[str]) -> tuple[int, ...]:
    """Return the sentences of a message, each as its places."""
    sentences, places = [], 0
    for n, word in enumerate(words):
        if word == END:
            sentences.append(places)
            places = 0
        else:
            places |= 1 << n
    return tuple(sentence for sentence in (*sentences, places) if sentence)
