"""Writes an answer down: one person's experience after another, with every claim and mark."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.answer import Citation, Claim
from coach.cite import cite_card, cite_passage
from coach.quotation import pick_quote
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.lexical import tokens
from vectorstore.sentences import evidence_sentences, split_sentences
from vectorstore.store import Store

TELLING = 52  # words in which an experience is told
NEXT_TELLING = 40  # and one that comes after another
# A sentence that begins so cannot stand when the one before it is left out.
LEANS = re.compile(
    r"(?:it|its|this|that|these|those|they|their|there|then|so|to (?:her|him) (?:that|this)|such"
    r"|both|the (?:money|other|others|aim|answer|claim))\b",
    re.IGNORECASE,
)
SAME = 0.6  # share of a sentence's words that a quotation has, from which it says the same


@dataclass(slots=True)
class Draft:
    """An answer as it is written: paragraphs of Markdown, claims and citations side by side."""

    paragraphs: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add a paragraph in the coach's own words."""
        self.paragraphs.append(text)
        self.claims.append(Claim(text.replace("*", ""), "coach"))

    def cite(self, citation: Citation) -> int:
        """Add a citation and return its number."""
        self.citations.append(citation)
        return citation.n

    @property
    def shown(self) -> frozenset[str]:
        """The quotations written down so far."""
        return frozenset(citation.quote for citation in self.citations if citation.quote)


def add_voice(
    draft: Draft,
    store: Store,
    evidence: Passage | Experience,
    lead: str = "",
    words: int = TELLING,
) -> None:
    """Add one person's experience: in our words with a mark, then in theirs with a mark."""
    if isinstance(evidence, Passage):
        name = f"**{evidence.speaker or evidence.source}**"
        draft.say(lead or fill(load_texts("coach")["passage_lead"], name=name))
        add_quote(draft, evidence, best_sentences(evidence))
        return
    quote = pick_quote(store, evidence, tell(evidence), draft.shown)
    add_telling(draft, evidence, tell(evidence, quote.text if quote else "", words), lead)
    if quote:
        add_quote(draft, store.passages[quote.passage_id], quote)


def add_telling(
    draft: Draft, card: Experience, told: str, lead: str = "", named: bool = False
) -> None:
    """Add a paragraph that tells something of a card, whole sentences of it, with a mark.

    named says that the lead has the person's name in it already.
    """
    if lead:
        draft.claims.append(Claim(lead.replace("*", ""), "coach"))
    n = draft.cite(cite_card(card, len(draft.citations) + 1))
    draft.claims += [Claim(s.text, "paraphrase", (n,), "supported") for s in split_sentences(told)]
    where = "" if card.quotes else " " + paraphrased_from(card)
    shown = told if named else introduce(told, card.interviewee)
    draft.paragraphs.append(f"{lead} {shown}{where} [{n}]".strip())


def introduce(told: str, name: str) -> str:
    """Return a telling in which the person appears first, under the full name."""
    surname = name.split()[-1]
    if re.match(rf"(?:{re.escape(name)}|{re.escape(surname)})\b", told):
        return re.sub(rf"^(?:{re.escape(name)}|{re.escape(surname)})", f"**{name}**", told)
    return fill(load_texts("coach")["card_lead"], name=f"**{name}**") + " " + told


def tell(card: Experience, quoted: str = "", words: int = TELLING) -> str:
    """Return a card's experience in one to three sentences of its own words, in their order.

    What was done comes first and what came of it last; a sentence that only says what stands
    quoted beside it gives way, unless it is the first.
    """
    did = [sentence.text for sentence in evidence_sentences(card.did)][:2]
    outcome = [sentence.text for sentence in evidence_sentences(card.outcome)][:1]
    first, *rest = [text for text in (*did, *outcome) if text]
    rest = [text for text in rest if not says_the_same(text, quoted)]
    kept = [first]
    gap = len(rest) < len([text for text in (*did, *outcome) if text]) - 1
    for text in rest:
        fits = len(" ".join([*kept, text]).split()) <= words
        if fits and not (gap and LEANS.match(text)):
            kept.append(text)
        else:
            gap = True
    return " ".join(kept)


def says_the_same(sentence: str, quoted: str) -> bool:
    """Say whether most of a sentence's words are in a quotation, or the other way round."""
    mine, theirs = set(tokens(sentence)), set(tokens(quoted))
    return bool(mine and theirs) and len(mine & theirs) / min(len(mine), len(theirs)) >= SAME


def paraphrased_from(card: Experience) -> str:
    """Return the remark that a card without its report is our paraphrase, and of which pages."""
    return fill(load_texts("coach")["paraphrased"], where=name_place(card.pages))


def name_place(pages: Sequence[str]) -> str:
    """Return pages as they are cited: p. 35, or pp. 35–37."""
    template = load_texts("coach")["page_one" if len(pages) == 1 else "page_many"]
    return fill(template, pages=name_pages(pages))


def name_pages(pages: Sequence[str]) -> str:
    """Return pages that follow one another as a range, and any others as a list."""
    numbers = [int(page) for page in pages if page.isdigit()]
    if numbers and len(pages) > 1 and numbers == list(range(numbers[0], numbers[0] + len(pages))):
        return f"{pages[0]}–{pages[-1]}"
    return ", ".join(pages)


def add_quote(draft: Draft, passage: Passage, quote: Quote) -> None:
    """Add a verbatim quotation with its mark, who says it, and the page."""
    n = draft.cite(cite_passage(passage, len(draft.citations) + 1, quote))
    flat = " ".join(quote.text.split())
    draft.claims.append(Claim(quote.text, "quote", (n,), "verified"))
    draft.paragraphs.append(f"> “{flat}” [{n}]\n>\n> — {passage.speaker}, p. {quote.page}")


def best_sentences(passage: Passage, words: int = 45) -> Quote:
    """Return the opening sentences of a passage, up to a number of words, on one page."""
    sentences = evidence_sentences(passage.text)
    end = sentences[0].end
    for sentence in sentences[1:]:
        if len(passage.text[: sentence.end].split()) > words:
            break
        end = sentence.end
    page = passage.spans[0]
    end = min(end, page.end)
    text = passage.text[:end].rstrip()
    return Quote(text, page.label, page.pdf_page, passage.id, 0, len(text))
