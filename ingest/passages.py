"""Cuts sections into passages: one speaker each, whole sentences, known pages."""

import hashlib
import re
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Paragraph, Section
from ingest.report import Report, heading_rules
from ingest.speakers import Cast, attribute, gather_cast
from vectorstore.evidence import PageSpan, Passage, PassageKind
from vectorstore.sentences import split_sentences

CHUNKER = "6"  # raise it when passages come out differently: builds made with another are redone
LONGEST = 230  # words; a longer paragraph is split between sentences
SHORTEST = 30  # words; a shorter one is joined to its neighbour by the same speaker
TWIN = 0.5  # share of five-word runs that a narrative passage has in common with an interview


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph by one speaker, before it is cut to size."""

    text: str
    speaker: str
    spans: tuple[PageSpan, ...]


def make_passages(
    sections: tuple[Section, ...], report: Report, document: str
) -> tuple[Passage, ...]:
    """Return a report's passages in reading order, with twins marked."""
    people = [section.speaker for section in sections if section.kind == "interview"]
    roles = {section.speaker: section.role for section in sections if section.speaker}
    roles.setdefault(report.author, report.author_role)
    cast = gather_cast(list(dict.fromkeys(people)), report.aliases, heading_rules())
    passages: list[Passage] = []
    for section in sections:
        for piece in fit(speak(section, cast, report.author)):
            passages.append(
                Passage(
                    id=passage_id(document, len(passages), piece.text),
                    text=piece.text,
                    speaker=piece.speaker,
                    role=roles.get(piece.speaker, ""),
                    source=report.title,
                    section=section.title,
                    kind=passage_kind(section.kind),
                    spans=piece.spans,
                    position=len(passages),
                    document=document,
                )
            )
    return mark_twins(tuple(passages))


def passage_kind(kind: str) -> PassageKind:
    """Return a section's kind as one that passages may have."""
    known: dict[str, PassageKind] = {
        "interview": "interview", "narrative": "narrative", "biography": "biography",
        "note": "note", "contents": "contents", "references": "references", "colophon": "colophon",
    }  # fmt: skip
    return known.get(kind, "front")


def passage_id(document: str, position: int, text: str) -> str:
    """Return an id that stays as long as the document and the text stay."""
    digest = hashlib.sha256(f"{document}\0{position}\0{text}".encode("utf-8", "replace"))
    return "p-" + digest.hexdigest()[:16]


def speak(section: Section, cast: Cast, author: str) -> list[Piece]:
    """Return the section's pieces with their speakers: the interviewee, the quoted, the author."""
    if section.kind != "narrative" or not cast.names:
        speaker = section.speaker or (author if section.kind in ("narrative", "front") else "")
        return [Piece(p.text, speaker, p.spans) for p in section.paragraphs]
    pieces: list[Piece] = []
    carried = ""
    for paragraph in section.paragraphs:
        segments, carried = attribute(paragraph.text, cast, carried)
        pieces += [
            cut(paragraph, segment.start, segment.end, segment.speaker or author)
            for segment in segments
        ]
    return pieces


def cut(paragraph: Paragraph | Piece, start: int, end: int, speaker: str) -> Piece:
    """Return a stretch of a paragraph with its pages, without blanks and stray stops around it."""
    raw = paragraph.text[start:end]
    kept = re.sub(r"^[\s.,;:]+", "", raw)
    start += len(raw) - len(kept)
    text = kept.rstrip()
    end = start + len(text)
    spans = tuple(
        PageSpan(max(s.start, start) - start, min(s.end, end) - start, s.label, s.pdf_page)
        for s in paragraph.spans
        if s.start < end and s.end > start
    )
    return Piece(text, speaker, spans)


def fit(pieces: list[Piece]) -> list[Piece]:
    """Split the long and join the short, never across speakers."""
    fitted: list[Piece] = []
    for piece in pieces:
        for part in split_long(piece) if piece.text else []:
            last = fitted[-1] if fitted else None
            if last and last.speaker == part.speaker and joinable(last, part):
                fitted[-1] = join(last, part)
            else:
                fitted.append(part)
    return fitted


def joinable(last: Piece, part: Piece) -> bool:
    """Say whether one of two neighbours is too short to stand alone and both fit together."""
    lengths = len(last.text.split()), len(part.text.split())
    return min(lengths) < SHORTEST and sum(lengths) <= LONGEST


def join(last: Piece, part: Piece) -> Piece:
    """Join two paragraphs of one speaker with a line break between them."""
    start = len(last.text) + 1
    moved = tuple(replace(s, start=s.start + start, end=s.end + start) for s in part.spans)
    spans = (*last.spans[:-1], replace(last.spans[-1], end=start), *moved)
    return Piece(f"{last.text}\n{part.text}", part.speaker, merge_pages(spans))


def merge_pages(spans: tuple[PageSpan, ...]) -> tuple[PageSpan, ...]:
    """Join neighbouring spans of one page."""
    merged: list[PageSpan] = []
    for span in spans:
        if merged and merged[-1].pdf_page == span.pdf_page:
            merged[-1] = replace(merged[-1], end=span.end)
        else:
            merged.append(span)
    return tuple(merged)


def split_long(piece: Piece) -> list[Piece]:
    """Split a piece between sentences into parts of about equal length, none over the limit."""
    words = len(piece.text.split())
    if words <= LONGEST:
        return [piece]
    parts = -(-words // LONGEST)
    target = words / parts
    cuts = [0]
    count = 0
    for sentence in split_sentences(piece.text):
        length = len(sentence.text.split())
        if count and count + length / 2 > target * len(cuts):
            cuts.append(sentence.start)
        count += length
    cuts.append(len(piece.text))
    return [cut(piece, start, end, piece.speaker) for start, end in pairwise(cuts)]


def mark_twins(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Mark narrative passages that repeat an interview nearly word for word.

    Compared by five-word runs against everything the same person says in the interview; the twin
    named is the interview passage that shares most of them.
    """
    interviews: dict[str, list[tuple[str, set[str]]]] = {}
    for passage in passages:
        if passage.kind == "interview":
            interviews.setdefault(passage.speaker, []).append((passage.id, runs(passage.text)))
    marked = []
    for passage in passages:
        own = runs(passage.text) if passage.kind == "narrative" else set()
        spoken = interviews.get(passage.speaker, []) if own else []
        shared = sorted(((len(own & theirs), twin) for twin, theirs in spoken), reverse=True)
        everywhere = set().union(*(theirs for _, theirs in spoken)) & own if spoken else set()
        if own and len(everywhere) >= TWIN * len(own) and shared[0][0]:
            passage = replace(passage, twin_of=shared[0][1])
        marked.append(passage)
    return tuple(marked)


def runs(text: str) -> set[str]:
    """Return the five-word runs of a text, letters only."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"[’']", "", text.lower()))
    return {" ".join(words[n : n + 5]) for n in range(max(0, len(words) - 4))}
