"""Tells who speaks in a narrative that quotes people: the person quoted, or the author."""

import re
from dataclasses import dataclass

from ingest.report import HeadingRules

SPEECH_WORDS = 5  # shorter quotations are the author's use of somebody's phrase
FAR = 2_000  # characters; a plural's apostrophe is not judged by what stands further on
UNNAMED = re.compile(r"\binterviewees?\b|\bpeople(?:['’]s)? eyes\b|\bvarious ways\b", re.IGNORECASE)
PRONOUN = re.compile(r"\b(?:he|she|his|her)\b", re.IGNORECASE)
CAPITALISED = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
# Words that open a sentence before a name, and words that open the name of no person.
OPENERS = frozenset("But And So Yet As In When While For Then Later Although After Since".split())
NOT_PEOPLE = frozenset("The This That These Those A An Our Its".split())


@dataclass(frozen=True, slots=True)
class Segment:
    """text[start:end] of a paragraph, spoken by somebody; "" is the author."""

    start: int
    end: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The people a report may quote, by every name it uses for them, and verbs of speech."""

    names: dict[str, str]
    pattern: re.Pattern[str]
    speech: re.Pattern[str]


def gather_cast(people: list[str], aliases: dict[str, str], rules: HeadingRules) -> Cast:
    """Return the cast: full names, surnames and first names that belong to one person only."""
    names: dict[str, str] = {}
    surnames = [person.split()[-1] for person in people]
    first_names = [person.split()[0] for person in people]
    for shorts in (people, surnames, first_names):
        for person, short in zip(people, shorts, strict=True):
            if shorts.count(short) == 1:
                names.setdefault(short, person)
    names.update(aliases)
    longest_first = sorted(names, key=len, reverse=True)
    return Cast(
        names,
        re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first or ["\0"])) + r")\b"),
        re.compile(r"\b(?:" + "|".join(sorted(rules.speech)) + r")\b"),
    )


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """Return the outer quotations of a paragraph, marks included.

    A closing mark without an opening one means that the paragraph began inside a quotation; an
    opening one without a closing one runs to the paragraph's end. Apostrophes are told from
    closing marks by what stands about them.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.finditer(r"[‘’']", text):
        at = match.start()
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        opens = match[0] != "’" and before in " (\n[—–" and not after.isspace()
        if opens and opened is None:
            opened = at
        elif not opens and not after.isalnum() and closes(text, at, before):
            if opened is not None:
                spans.append((opened, at + 1))
                opened = None
            elif not spans and before in ".?!,":
                spans.append((0, at + 1))
    if opened is not None:
        spans.append((opened, len(text)))
    return spans


def closes(text: str, at: int, before: str) -> bool:
    """Say whether a mark after a word ends a quotation, and is not the apostrophe of a plural."""
    if before == "s" and re.match(r"[’'] [a-z]", text[at:]):
        rest = text[at + 1 : at + FAR]
        closing = re.search(r"[.,?!][’']", rest)
        opening = re.search(r"(?:^|[ (])[‘'](?=\w)", rest)
        return not (closing and (not opening or closing.start() < opening.start()))
    return not before.isspace()


def attribute(text: str, cast: Cast, carried: str) -> tuple[list[Segment], str]:
    """Split a narrative paragraph into segments, each by one speaker.

    carried is who was speaking when the last paragraph ended, or ""; the second value is the same
    for the next paragraph: a quotation that opens a paragraph goes on with it.
    """
    spans = quoted_spans(text)
    segments: list[Segment] = []
    current = carried if spans and not text[: spans[0][0]].strip() else ""
    done = 0
    last_named = ""
    for number, (start, end) in enumerate(spans):
        before = text[done:start]
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        after = text[end:following]
        named = speaker_before(before, cast) or speaker_after(after, cast)
        if UNNAMED.search(before[-160:]) and not named:
            current = ""
            continue
        if named == "?":  # a pronoun: whoever was named last
            named = last_named or mentioned(before, cast) or current or carried
        last_named = named or mentioned(before, cast) or last_named
        current = named or current
        if len(text[start:end].split()) < SPEECH_WORDS or not current:
            continue
        if text[done:start].strip():
            segments.append(Segment(done, start, ""))
        segments.append(Segment(start, end, current))
        done = end
    if text[done:].strip():
        segments.append(Segment(done, len(text), ""))
    spoken_last = bool(segments) and bool(segments[-1].speaker)
    short_tail = bool(segments) and not segments[-1].speaker and len(text[done:].split()) < 12
    return segments or [Segment(0, len(text), "")], current if spoken_last or short_tail else ""


def speaker_before(before: str, cast: Cast) -> str:
    """Return who is said to speak in the author's words before a quotation; "?" for a pronoun."""
    sentences = [piece for piece in re.split(r"(?<=[.!?])\s+", before.strip()) if piece]
    if not sentences:
        return ""
    last = next((s for s in reversed(sentences) if cast.speech.search(s)), sentences[-1])
    if not cast.speech.search(last) and not last.rstrip().endswith(":"):
        return ""
    if name := mentioned(last, cast) or stranger_in(last):
        return name
    return "?" if PRONOUN.search(last) else ""


def stranger_in(sentence: str) -> str:
    """Return the name of somebody outside the cast who is said to speak, or ""."""
    said = re.search(rf"({CAPITALISED})[^.]*?\b(?:declared|said|says|argued|quipped)\b", sentence)
    words = said[1].split() if said else []
    if words and words[0] in OPENERS:
        words.pop(0)
    return " ".join(words) if 2 <= len(words) <= 3 and words[0] not in NOT_PEOPLE else ""


def speaker_after(after: str, cast: Cast) -> str:
    """Return who is said to have spoken right after a quotation ("..., he says")."""
    head = after[:60]
    match = re.match(r"[\s,]*((?:[A-Z][\w’'-]+ ?){1,3}|he |she )", head)
    if not match or not cast.speech.search(head[: match.end() + 14]):
        return ""
    return mentioned(match[1], cast) or ("?" if match[1].strip() in ("he", "she") else "")


def mentioned(text: str, cast: Cast) -> str:
    """Return the first person of the cast named in a piece of text, or ""."""
    match = cast.pattern.search(text)
    return cast.names[match[0]] if match else ""
