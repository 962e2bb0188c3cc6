"""Judges whole answers: every quotation on its page by its speaker, every mark with its source.

Nothing here is borrowed from what composes answers: quotations are held to the index, to the PDF
read anew by another library, and to the speakers that people noted by hand.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coach.answer import Answer, Citation
from eval.dilemma import Dilemma
from eval.pages import Pages, letters_of, problems_of
from vectorstore.store import Store

MARK = re.compile(r"\[(\d+)\]")
QUOTED = re.compile(r"“(.+)” \[(\d+)\]", re.DOTALL)
SAID_BY = re.compile(r"^> — (.+), p\. (\S+)$", re.MULTILINE)
NOTHING = Pages({}, ())


@dataclass(frozen=True, slots=True)
class Noted:
    """Words that a person found in the report, letters only, and whose they are.

    Not where: a chapter may repeat an interview, and both pages have them.
    """

    letters: str
    speaker: str


def noted_by_hand(dilemmas: Sequence[Dilemma]) -> tuple[Noted, ...]:
    """Return the gold anchors of at least four words, each once."""
    gold = [one for d in dilemmas for one in (*d.gold, *d.contrast) if len(one.anchor.split()) > 3]
    found = {Noted(letters_of(one.anchor), one.speaker) for one in gold}
    return tuple(sorted(found, key=lambda noted: (noted.letters, noted.speaker)))


def find_problems(
    given: Answer, store: Store, pages: Pages = NOTHING, noted: Sequence[Noted] = ()
) -> list[str]:
    """Return everything in an answer that its evidence does not bear out."""
    cited = {citation.n: citation for citation in given.citations}
    problems = [f"mark [{mark}] opens nothing" for mark in dangling(given)]
    for citation in given.citations:
        problems += judge_citation(citation, store, pages, noted)
    problems += judge_claims(given, cited)
    problems += judge_printed(given.text, cited)
    problems += judge_people(given, store)
    return problems


def dangling(given: Answer) -> list[str]:
    """Return the marks in an answer's text that open nothing."""
    numbers = {citation.n for citation in given.citations}
    return [mark for mark in MARK.findall(given.text) if int(mark) not in numbers]


def judge_citation(
    citation: Citation, store: Store, pages: Pages, noted: Sequence[Noted]
) -> list[str]:
    """Return what is wrong with one citation."""
    if citation.kind == "passage":
        found = judge_quotation(citation, store, pages, noted)
    else:
        found = judge_card(citation, store)
    return [f"[{citation.n}] {problem}" for problem in found]


def judge_quotation(
    citation: Citation, store: Store, pages: Pages, noted: Sequence[Noted]
) -> list[str]:
    """Return what is wrong with a quotation: its words, its page, its speaker."""
    passage = store.passages.get(citation.evidence_id)
    if passage is None or citation.text != passage.text:
        return ["is no passage of the index"]
    if citation.quote is None or citation.quote not in passage.text:
        return ["is not in its passage"]
    problems = []
    if passage.speaker != citation.speaker:
        problems.append(f"is by {passage.speaker}, not {citation.speaker}")
    if not on_page(citation.quote, passage.text, citation.page, citation.evidence_id, store):
        problems.append(f"is not on page {citation.page}")
    problems += problems_of(
        citation.quote, citation.page, citation.pdf_page, passage.document, pages
    )
    said = letters_of(citation.quote)
    by_hand = [one for one in noted if one.letters in said]
    if by_hand and citation.speaker not in {one.speaker for one in by_hand}:
        problems.append(f"was noted by hand as the words of {by_hand[0].speaker}")
    return problems


def judge_card(citation: Citation, store: Store) -> list[str]:
    """Return what is wrong with the citation of a card."""
    card = store.experiences.get(citation.evidence_id)
    if card is None or citation.text != card.text:
        return ["is no card"]
    problems = []
    if citation.speaker != card.interviewee:
        problems.append(f"is {card.interviewee}'s, not {citation.speaker}'s")
    if citation.page not in {*card.pages, *(quote.page for quote in card.quotes)}:
        problems.append(f"does not rest on page {citation.page}")
    return problems


def judge_claims(given: Answer, cited: Mapping[int, Citation]) -> list[str]:
    """Return what is wrong with the claims: uncited, or citing what was not issued."""
    problems = []
    for claim in given.claims:
        if claim.kind != "coach" and not claim.citations:
            problems.append("a claim without citation")
        if not set(claim.citations) <= set(cited):
            problems.append("a claim cites what was not issued")
        elif claim.kind == "quote" and not any(
            claim.text in (cited[n].quote or "") for n in claim.citations
        ):
            problems.append("a claim quotes what its citation does not")
    return problems


def judge_printed(text: str, cited: Mapping[int, Citation]) -> list[str]:
    """Return where the quotations that people read differ from their citations."""
    problems = []
    for paragraph in text.split("\n\n"):
        if not paragraph.startswith(">"):
            continue
        quoted, said_by = QUOTED.search(paragraph), SAID_BY.search(paragraph)
        citation = cited.get(int(quoted[2])) if quoted else None
        if quoted and citation and letters_of(quoted[1]) != letters_of(citation.quote or ""):
            problems.append(f"[{citation.n}] is printed in other words than it is cited")
        if said_by and citation and (said_by[1], said_by[2]) != (citation.speaker, citation.page):
            problems.append(f"[{citation.n}] is printed under another name or page")
        if not quoted or not said_by:
            problems.append("a block of quotation without mark, name or page")
    return problems


def judge_people(given: Answer, store: Store) -> list[str]:
    """Return whether the people an answer rests on are counted wrongly."""
    speakers = {citation.speaker for citation in given.citations} & store.interviewees
    counted = given.weight
    if set(counted.names) != speakers or counted.count != len(speakers):
        return ["the people are counted wrongly"]
    if given.citations and counted.of != len(store.interviewees):
        return ["the number of those interviewed is wrong"]
    return []


def contrast_named(given: Answer, store: Store) -> bool:
    """Say whether the first card of an answer names somebody else's as its contrast.

    Where a leader asks for one person's experience, only that person is shown.
    """
    shown = [
        store.experiences[c.evidence_id]
        for c in given.citations
        if c.kind == "experience" and c.evidence_id in store.experiences and c.n != given.contrast
    ]
    if not shown:
        return False
    others = [store.experiences[one] for one in shown[0].contrasts if one in store.experiences]
    alone = {hit.evidence.speaker for hit in given.hits} == {shown[0].interviewee}
    return not alone and any(card.interviewee != shown[0].interviewee for card in others)


def contrast_shown(given: Answer) -> bool:
    """Say whether an answer shows the experience of somebody else as its contrast."""
    at = [citation for citation in given.citations if citation.n == given.contrast]
    others = {c.speaker for c in given.citations if given.contrast and c.n < given.contrast}
    return bool(at) and bool(others - {at[0].speaker})


def on_page(quote: str, text: str, page: str, passage_id: str, store: Store) -> bool:
    """Say whether one of a quotation's places in its passage is wholly on a printed page."""
    passage = store.passages[passage_id]
    starts = [match.start() for match in re.finditer(re.escape(quote), text)]
    return any(
        passage.page_at(start).label == page
        and passage.page_at(start + len(quote) - 1).label == page
        for start in starts
    )
