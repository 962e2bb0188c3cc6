"""Finds a report's sections: headings by type and outline, interviews by a name and a role."""

import re
from collections import Counter
from dataclasses import replace

from ingest.document import Heading, Paragraph, Section
from ingest.report import HeadingRules, heading_rules

HEADING_WORDS = 18
ROLE_WORDS = 30
FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself|we|us|our)\b", re.IGNORECASE)
FIRST_PERSON_SHARE = 0.015  # of the words; the interviews measured have .023 to .054


def split_sections(
    paragraphs: tuple[Paragraph, ...], outline: tuple[Heading, ...]
) -> tuple[Section, ...]:
    """Return the report's sections in order; interviews are followed by their biography."""
    rules = heading_rules()
    size, font = body_face(paragraphs)
    titles = {(fold(entry.title), entry.pdf_page) for entry in outline}
    sections: list[Section] = [Section("", "front", ())]
    heading = 0.0
    for paragraph in paragraphs:
        role = paragraph.size < heading and not sections[-1].paragraphs
        role = role and bool(person_name(sections[-1].title, rules))
        if is_heading(paragraph, size, titles) and not role:
            sections.append(Section(paragraph.text, heading_kind(paragraph.text, rules), ()))
            heading = paragraph.size
        else:
            last = sections[-1]
            sections[-1] = replace(last, paragraphs=(*last.paragraphs, paragraph))
    if not any(section.kind == "narrative" for section in sections):
        # Without a heading to tell the parts apart, everything is the text.
        sections[0] = replace(sections[0], kind="narrative")
    found: list[Section] = []
    for section in sections:
        found += split_interview(section, font, rules)
    return tuple(part for section in found for part in split_colophon(section, rules))


def body_face(paragraphs: tuple[Paragraph, ...]) -> tuple[float, str]:
    """Return the size and font in which most of the text is set."""
    faces: Counter[tuple[float, str]] = Counter()
    for paragraph in paragraphs:
        faces[(paragraph.size, paragraph.font)] += len(paragraph.text)
    return faces.most_common(1)[0][0] if faces else (0.0, "")


def is_heading(paragraph: Paragraph, size: float, titles: set[tuple[str, int]]) -> bool:
    """Say whether a paragraph is a heading: short and large, or named in the outline."""
    if len(paragraph.text.split()) > HEADING_WORDS:
        return False
    if (fold(paragraph.text), paragraph.spans[0].pdf_page) in titles:
        return True
    return paragraph.size >= 1.2 * size and bool(re.search(r"[^\W\d_]{2}", paragraph.text))


def fold(text: str) -> str:
    """Reduce a heading to its letters, so that layout cannot hide that two are the same."""
    return re.sub(r"[\W_]+", "", text).lower()


def heading_kind(title: str, rules: HeadingRules) -> str:
    """Return what kind of section a heading announces; narrative unless it says otherwise."""
    bare = re.sub(r"^[\d.\s]+", "", title).strip()
    for kind, patterns in rules.kinds.items():
        if any(pattern.fullmatch(bare) for pattern in patterns):
            return kind
    return "narrative"


def split_interview(section: Section, font: str, rules: HeadingRules) -> list[Section]:
    """Split a section headed by a name and a role into biography, notes and interview."""
    name = person_name(section.title, rules)
    if section.kind != "narrative" or not name or not section.paragraphs:
        return [section]
    first = section.paragraphs[0]
    if len(first.text.split()) > ROLE_WORDS or first.font == font or first.text.endswith("."):
        return [section]
    biography = []
    words = list(section.paragraphs[1:])
    while words and family(words[0].font) != family(font):
        biography.append(words.pop(0))
    notes = tuple(paragraph for paragraph in words if paragraph.font != font)
    spoken = tuple(paragraph for paragraph in words if paragraph.font == font)
    if not is_first_person(spoken):
        return [section]
    parts = [
        Section(section.title, "biography", (first, *biography)),
        Section(section.title, "note", notes),
        Section(section.title, "interview", spoken, name, first.text),
    ]
    return [part for part in parts if part.paragraphs]


def is_first_person(paragraphs: tuple[Paragraph, ...]) -> bool:
    """Say whether somebody speaks of himself: "Social Care" is a heading shaped like a name."""
    text = " ".join(paragraph.text for paragraph in paragraphs)
    return len(FIRST_PERSON.findall(text)) >= FIRST_PERSON_SHARE * len(text.split()) > 0


def family(font: str) -> str:
    """Return a font's family, without weight and slant."""
    return re.split(r"[-,]", font)[0]


def person_name(title: str, rules: HeadingRules) -> str:
    """Return the name in a heading without titles and letters, or "" when it is not a name."""
    words = title.replace(",", " ").split()
    while words and words[0].lower().rstrip(".") in rules.titles:
        words.pop(0)
    while words and words[-1].lower().rstrip(".") in rules.letters:
        words.pop()
    shaped = [
        re.fullmatch(r"[A-Z][\w’'-]+\.?|[A-Z]\.|(?:de|van|von|der|la|bin|al)", w) for w in words
    ]
    return " ".join(words) if 2 <= len(words) <= 4 and all(shaped) else ""


def split_colophon(section: Section, rules: HeadingRules) -> list[Section]:
    """Split off the pages on which rights are reserved and the book is numbered."""
    pages: dict[int, str] = {}
    for paragraph in section.paragraphs:
        page = paragraph.spans[0].pdf_page
        pages[page] = pages.get(page, "") + " " + paragraph.text
    marked = {
        page
        for page, text in pages.items()
        if len({match.lower() for match in rules.colophon_signs.findall(text)}) >= 2
    }
    kept = tuple(p for p in section.paragraphs if p.spans[0].pdf_page not in marked)
    cut = tuple(p for p in section.paragraphs if p.spans[0].pdf_page in marked)
    parts = [
        replace(section, paragraphs=kept),
        Section(section.title, "colophon", cut),
    ]
    return [part for part in parts if part.paragraphs]
