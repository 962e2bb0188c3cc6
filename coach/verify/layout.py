"""Finds the claims of an answer in its Markdown, and takes out of it what is not proved."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vectorstore.normalise import normalise, normalise_with_offsets
from vectorstore.sentences import split_sentences

MARK = re.compile(r"[^\S\n]*\[(\d+)\]")
UNREAD = re.compile(r"[^\S\n]*\[\d+\]|\*+|^>[^\S\n]?", re.MULTILINE)
UNPRINTED = "\u200b"  # dropped by the normalisation


@dataclass(frozen=True, slots=True)
class Place:
    """Characters start to end (exclusive) of the plain reading of a paragraph."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of Markdown, and how it reads without marks and emphasis, normalised."""

    markdown: str
    plain: str


def read_paragraphs(markdown: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of an answer."""
    return tuple(Paragraph(text, normalise(bare(text))) for text in markdown.split("\n\n"))


def bare(markdown: str) -> str:
    """Return Markdown of the same length, its marks, emphasis and line ends made unprinted."""
    return UNREAD.sub(lambda match: UNPRINTED * len(match[0]), markdown).replace("\n", " ")


def find_claims(
    claims: Sequence[str], paragraphs: Sequence[Paragraph], names: Collection[str]
) -> list[Place | None]:
    """Return where each claim stands, or None; no two claims share a place."""
    taken: list[Place] = []
    found: list[Place | None] = []
    for claim in claims:
        wanted = normalise(bare(" ".join(claim.split())))
        place = find_free(wanted, paragraphs, taken) if wanted else None
        if place:
            place = with_full_name(place, paragraphs[place.paragraph].plain, names)
            taken.append(place)
        found.append(place)
    return found


def find_free(wanted: str, paragraphs: Sequence[Paragraph], taken: Sequence[Place]) -> Place | None:
    """Return the first place of a text that overlaps none of those taken."""
    for number, paragraph in enumerate(paragraphs):
        start = paragraph.plain.find(wanted)
        while start >= 0:
            place = Place(number, start, start + len(wanted))
            if not any(overlap(place, other) for other in taken):
                return place
            start = paragraph.plain.find(wanted, start + 1)
    return None


def overlap(place: Place, other: Place) -> bool:
    """Return whether two places have a character in common."""
    return (
        place.paragraph == other.paragraph and place.start < other.end and other.start < place.end
    )


def with_full_name(place: Place, text: str, names: Collection[str]) -> Place:
    """Return a place that begins with a surname as one that begins with the full name before it."""
    for name in names:
        first = name.rpartition(" ")[0]
        start = place.start - len(first) - 1
        if first and start >= 0 and text.startswith(name, start):
            return Place(place.paragraph, start, place.end)
    return place


def find_rest(paragraph: Paragraph, number: int, places: Sequence[Place]) -> list[Place]:
    """Return, sentence by sentence, what of a paragraph is none of the places."""
    text, rest, at = paragraph.plain, [], 0
    for place in (*sorted(places, key=lambda one: one.start), Place(number, len(text), len(text))):
        rest += [
            Place(number, at + sentence.start, at + sentence.end)
            for sentence in split_sentences(text[at : place.start])
        ]
        at = place.end
    return rest


def take_out(paragraph: Paragraph, places: Sequence[Place]) -> str:
    """Return the Markdown of a paragraph without some stretches of it."""
    text = paragraph.markdown
    offsets = normalise_with_offsets(bare(text)).offsets
    for place in sorted(places, key=lambda place: place.start, reverse=True):
        start = offsets[place.start]
        end = offsets[place.end - 1] + 1
        while start and text[start - 1] == "*":
            start -= 1
        if text.count("**", start, end) % 2:
            end += len(text[end:]) - len(text[end:].lstrip("*"))
        text = text[:start].rstrip(" ") + " " + text[end:].lstrip(" ")
    return text.strip(" ")


def renumber(markdown: str, numbers: dict[int, int]) -> str:
    """Return Markdown with its marks renumbered; those without a number, and repeats, go."""
    last: tuple[int, int] = (-1, 0)  # where the last mark ended, and its new number

    def change(mark: re.Match[str]) -> str:
        nonlocal last
        new = numbers.get(int(mark[1])) if len(mark[1]) < 9 else None
        repeated = last == (mark.start(), new)
        if new is None:
            return ""
        last = (mark.end(), new)
        return "" if repeated else f"{' ' if mark[0][0].isspace() else ''}[{new}]"

    return MARK.sub(change, markdown)
