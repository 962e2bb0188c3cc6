"""Proves an answer before it is shown: every claim anew, and what is not proved is taken out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from coach.answer import Answer, Citation, Claim
from coach.verify.attribution import flag_page, is_mentioned, same_person
from coach.verify.check import check_claim
from coach.verify.exact import find_quotation
from coach.verify.layout import (
    Paragraph,
    Place,
    find_claims,
    find_rest,
    read_paragraphs,
    renumber,
    take_out,
)
from coach.verify.own_words import is_only_names, is_own
from coach.verify.recount import recount
from coach.verify.sources import evidence_of, is_sound, is_told_by
from vectorstore.normalise import normalise
from vectorstore.store import Store


@dataclass(frozen=True, slots=True)
class Shown:
    """One paragraph as it may be shown, "" for none, with what of it is kept and what dropped."""

    markdown: str
    kept: tuple[Claim, ...]
    dropped: tuple[str, ...]


def verify_answer(answer: Answer, store: Store) -> Answer:
    """Return an answer with every verdict its own, without claims and marks that nothing proves.

    A quotation must be in the passage cited, letter for letter, on the page and by the speaker
    named; a paraphrase must be supported by the evidence cited and by nothing else; a sentence
    that states something and cites nothing goes; the coach's own words stay. What went is in
    dropped, the remaining citations are numbered from 1, and the people are counted anew.
    """
    names = known_names(store)
    sound = find_sound(answer.citations, store)
    claims = [prove(claim, sound, store, names) for claim in answer.claims]
    paragraphs = read_paragraphs(answer.text)
    places = find_claims([claim.text for claim in claims], paragraphs, names)
    shown = []
    for number, paragraph in enumerate(paragraphs):
        here = [
            (claim, place)
            for claim, place in zip(claims, places, strict=True)
            if place and place.paragraph == number
        ]
        shown.append(show(paragraph, number, here, sound, store, names))
    lost = [claim.text for claim, place in zip(claims, places, strict=True) if place is None]
    dropped = (*answer.dropped, *lost, *(text for one in shown for text in one.dropped))
    kept = [claim for one in shown for claim in one.kept]
    left = [one.markdown for one in shown if one.markdown]
    proved = rebuild(answer, left, kept, sound, dropped)
    whole = dropped == answer.dropped and proved.citations == answer.citations
    return proved if whole else recount(proved, store)


def known_names(store: Store) -> frozenset[str]:
    """Return the names of everybody the evidence speaks for, normalised."""
    cards, passages = store.experiences.values(), store.passages.values()
    names = {card.interviewee for card in cards} | {passage.speaker for passage in passages}
    return frozenset(normalise(name) for name in names if name)


def find_sound(citations: Sequence[Citation], store: Store) -> dict[int, Citation]:
    """Return by number the citations that the index bears out; a number given twice is nobody's."""
    numbers = [citation.n for citation in citations]
    return {c.n: c for c in citations if numbers.count(c.n) == 1 and is_sound(c, store)}


def prove(claim: Claim, sound: dict[int, Citation], store: Store, names: frozenset[str]) -> Claim:
    """Return a claim with its verdict, and with those of its citations that prove it."""
    cited = [sound[n] for n in claim.citations if n in sound]
    if claim.kind == "quote":
        cited = [citation for citation in cited if bears_out(claim.text, citation)]
        numbers = tuple(citation.n for citation in cited)
        return replace(claim, citations=numbers, verdict="verified" if cited else "unsupported")
    if not cited:
        own = claim.kind == "coach" and not claim.citations and is_own(claim.text, names)
        return replace(claim, citations=(), verdict="own" if own else "unsupported")
    evidence = tuple(one for citation in cited for one in evidence_of(citation, store))
    if is_told_by(claim.text, evidence):
        return replace(claim, citations=tuple(c.n for c in cited), verdict="supported")
    verdict = check_claim(claim.text, evidence, store.interviewees).verdict
    if verdict == "own":  # it states nothing, so a mark would promise what is not there
        return replace(claim, kind="coach", citations=(), verdict="own")
    return replace(claim, citations=tuple(c.n for c in cited), verdict=verdict)


def bears_out(quotation: str, citation: Citation) -> bool:
    """Return whether a citation's own quotation has a quotation, letter for letter."""
    if citation.quote is None:
        return False
    return quotation == citation.quote or find_quotation(quotation, citation.quote) is not None


def show(
    paragraph: Paragraph,
    number: int,
    here: Sequence[tuple[Claim, Place]],
    sound: dict[int, Citation],
    store: Store,
    names: frozenset[str],
) -> Shown:
    """Return a paragraph with only what is proved in it, or nothing where its evidence is gone."""
    rest = find_rest(paragraph, number, [place for _, place in here])
    beside = [paragraph.plain[place.start : place.end] for place in rest]
    stray = [
        place
        for place, text in zip(rest, beside, strict=True)
        if not is_only_names(text, names) and not is_own(text, names)
    ]
    drawn = [claim for claim, _ in here if claim.kind != "coach" or claim.citations]
    cited = [sound[n] for claim in drawn for n in claim.citations]
    attributed = all(is_attributed(text, cited, store, names) for text in beside)
    good = [(c, place) for c, place in here if c.verdict != "unsupported"]
    spoilt = bool(stray) and any(claim.kind == "quote" for claim in drawn)
    if drawn and (spoilt or not attributed or not any(claim.citations for claim, _ in good)):
        return Shown("", (), tuple(claim.text for claim, _ in here))
    bad = [place for claim, place in here if claim.verdict == "unsupported"]
    gone = sorted([*bad, *stray], key=lambda place: place.start)
    markdown = take_out(paragraph, gone) if gone else paragraph.markdown
    marked = {n: n for claim, _ in good for n in claim.citations}
    left = find_rest(paragraph, number, gone)
    return Shown(
        renumber(markdown, marked) if left else "",
        tuple(claim for claim, _ in sorted(good, key=lambda one: one[1].start)),
        tuple(paragraph.plain[place.start : place.end].strip() for place in gone),
    )


def is_attributed(
    beside: str, cited: Sequence[Citation], store: Store, names: frozenset[str]
) -> bool:
    """Return whether the names and pages that stand beside claims are those of their citations."""
    own = {normalise(citation.speaker) for citation in cited}
    others = [name for name in names - own if name.split()[-1] in beside]
    if any(
        is_mentioned(name, beside) and not any(same_person(name, mine) for mine in own)
        for name in others
    ):
        return False
    evidence = [one for citation in cited for one in evidence_of(citation, store)]
    return not (cited and flag_page(beside, evidence))


def rebuild(
    answer: Answer,
    paragraphs: Sequence[str],
    claims: Sequence[Claim],
    sound: dict[int, Citation],
    dropped: tuple[str, ...],
) -> Answer:
    """Return an answer made of what is left, its citations numbered anew."""
    cited = {n for claim in claims for n in claim.citations}
    numbers = {n: new for new, n in enumerate((n for n in sound if n in cited), 1)}
    citations = tuple(replace(sound[n], n=new) for n, new in numbers.items())
    return replace(
        answer,
        text=renumber("\n\n".join(paragraphs), numbers),
        claims=tuple(
            replace(claim, citations=tuple(numbers[n] for n in claim.citations)) for claim in claims
        ),
        citations=citations,
        contrast=numbers.get(answer.contrast or 0),
        dropped=dropped,
    )
