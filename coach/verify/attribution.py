"""Flags a claim that names a speaker or a page other than those of its evidence.

Decided by the metadata of the evidence alone: that a text mentions a name or a number proves
nothing about who speaks in it, or where it is printed.
"""

import re
from collections.abc import Collection, Sequence

from coach.titles import CAPITAL_TITLE
from coach.verify.evidence import Evidence, Flag
from coach.verify.words import FUNCTION_WORDS

TITLED = rf"(?:{CAPITAL_TITLE}\.?\s+)*"
NAME = rf"{TITLED}([A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+){{0,3}})"
SAYS = (
    r"(?:says?|said|tells?|told|thinks?|thought|believes?|believed|argues?|argued|recalls?|recalled"
    r"|remembers?|remembered|describes?|described|explains?|explained|admits?|admitted|adds?|added"
    r"|insists?|insisted|warns?|warned|puts it|writes|wrote|reflects?|notes?|noted)"
)
SPEAKERS = (
    re.compile(rf"\b{NAME}\s+(?:also |now |still |herself |himself )?{SAYS}\b"),
    re.compile(rf"\b[Aa]ccording to {NAME}"),
    re.compile(rf"(?:^|\W)[—–-]\s*{NAME}\s*(?:[,(.]|$)"),
    re.compile(rf"\b{SAYS}\s+{NAME}\s*(?:[,.;:]|$)"),
    re.compile(
        rf"\b(?:[Ii]n|[Tt]o|[Ff]or) {NAME}[’']s? (?:view|words?|experience|account|opinion)\b"
    ),
    re.compile(rf"\b[Aa]s {NAME} (?:saw|sees|put|puts) it\b"),
)
PRONOUN = re.compile(r"(?:She|He|They|Her|His|Their)\b")
PAGE = r"(?:\d+|[ivxl]+\b)"
RANGE = rf"{PAGE}(?:\s*(?:[-–]|to)\s*{PAGE})?"
# Only a plural leads in a list: "on page 35, 40 nurses" names one page.
PAGES = re.compile(
    rf"(?:\bpp\.?\s*|\b[Pp]ages\s+)({RANGE}(?:(?:\s*,\s*|\s*,?\s+and\s+){RANGE})*)"
    rf"|(?:\bp\.\s*|\b[Pp]age\s+|\bp\s?(?=\d))({RANGE})"
)


def flag_speaker(
    claim: str, evidence: Sequence[Evidence], speakers: Collection[str] = ()
) -> tuple[Flag, ...]:
    """Return a flag for each speaker named who is not the evidence's own.

    A speaker is named where words or views are ascribed to a name. One of speakers, the full names
    of all who were interviewed, is also named by being the first person in the claim: beside the
    evidence's own speaker, or after she or he, it is only a mention.
    """
    own = [one.speaker for one in evidence if one.speaker]
    named = [match[1] for pattern in SPEAKERS for match in pattern.finditer(claim)]
    named = [name for name in named if name.split()[0].lower() not in FUNCTION_WORDS]
    if not PRONOUN.match(claim) and not any(is_mentioned(mine, claim) for mine in own):
        named += [name for name in speakers if is_mentioned(name, claim)]
    if not own:
        named = [name for name in named if any(same_person(name, known) for known in speakers)]
    wrong = dict.fromkeys(
        name for name in named if not any(same_person(name, mine) for mine in own)
    )
    whose = " and ".join(dict.fromkeys(own)) or "nobody named"
    return tuple(Flag("speaker", f"the evidence is {whose}'s, not {name}'s") for name in wrong)


def flag_page(claim: str, evidence: Sequence[Evidence]) -> tuple[Flag, ...]:
    """Return a flag for each page named that is not one the evidence is printed on."""
    own = {label for one in evidence if one.page for label in spread(one.page)}
    named = [label for match in PAGES.finditer(claim) for label in spread(match[1] or match[2])]
    return tuple(
        Flag("page", f"the evidence is not on page {label}")
        for label in dict.fromkeys(named)
        if label not in own
    )


def without_pages(claim: str) -> str:
    """Return the claim without the pages it names."""
    return PAGES.sub(" ", claim)


def same_person(name: str, other: str) -> bool:
    """Return whether two names may be one person's: the words of the shorter end the longer."""
    one, two = (re.sub(rf"^{TITLED}", "", full).replace("’", "'").split() for full in (name, other))
    shorter, longer = sorted((strip_genitive(one), strip_genitive(two)), key=len)
    return bool(shorter) and (
        longer[-len(shorter) :] == shorter
        or (len(shorter) > 1 and shorter[0] == longer[0] and shorter[-1] == longer[-1])
    )


def strip_genitive(words: list[str]) -> list[str]:
    """Return a name without the 's at its end."""
    return [word.removesuffix("'s").removesuffix("'") for word in words]


def is_mentioned(name: str, claim: str) -> bool:
    """Return whether a claim has a person's surname, capital and all, as a word of its own."""
    surname = re.escape(name.split()[-1])
    return bool(re.search(rf"(?<![\w-]){surname}(?![\w-])(?!\s+\d)", claim))


def spread(label: str) -> list[str]:
    """Return the pages of a label: "13, 35-37" and "13 and 35 to 37" are four pages each."""
    pages: list[str] = []
    for piece in re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", label.strip()):
        ends = re.split(r"\s*(?:[-–]|\bto\b)\s*", piece)
        if len(ends) == 2 and all(end.isdigit() for end in ends):
            first, last = map(int, ends)
            last = last if last >= first else first - first % 10 ** len(ends[1]) + last
            pages += [str(page) for page in range(first, min(last, first + 50) + 1)]
        else:
            pages += ends
    return pages
