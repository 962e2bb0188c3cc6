"""Composes an answer from evidence alone: who met this, in whose words, and who disagrees."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from coach.answer import Answer, Citation, Claim, Weight
from coach.understand import Move
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Hit, Passage, Quote
from vectorstore.sentences import split_sentences
from vectorstore.store import Store

PEOPLE = 3  # voices in one answer; more is a list, not a conversation
NEAR_ENOUGH = 0.75  # of the best score; a weaker second voice would only fill space
PASSING_OVER: frozenset[Move] = frozenset({"more", "others"})


@dataclass(frozen=True, slots=True)
class Choice:
    """The evidence an answer is made of: one piece per person, and one that went the other way."""

    voices: tuple[Hit, ...]
    contrast: Hit | None


@dataclass(slots=True)
class Draft:
    """An answer as it is written: paragraphs of Markdown, claims and citations side by side."""

    paragraphs: list[str] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Add a paragraph in the coach's own words."""
        self.paragraphs.append(text)
        self.claims.append(Claim(text, "coach"))

    def cite(self, citation: Citation) -> int:
        """Add a citation and return its number."""
        self.citations.append(citation)
        return citation.n


def choose(
    store: Store, hits: Sequence[Hit], move: Move = "dilemma", table: frozenset[str] = frozenset()
) -> Choice:
    """Pick the best piece of each of up to three people, and a contrast to the first.

    Asked for more, what is on the table already is passed over as long as there is something else;
    asked about one person, up to two pieces of that person are taken; asked who saw it
    differently, only those who did.
    """
    if move == "contrast":
        return Choice(one_each(other_way(store, hits, table), 2), None)
    if move in PASSING_OVER:
        hits = [hit for hit in hits if hit.evidence.id not in table] or hits
    speakers = {hit.evidence.speaker for hit in hits}
    if len(speakers) == 1:
        return Choice(tuple(near_enough(hits)[:2]), None)
    voices = one_each(near_enough(hits), PEOPLE)
    contrast = find_contrast(store, voices, {hit.evidence.id: hit for hit in hits})
    if contrast:
        voices = tuple(v for v in voices if v.evidence.speaker != contrast.evidence.speaker)
        voices = voices[: PEOPLE - 1]
    return Choice(voices, contrast)


def near_enough(hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits whose score is not far below the best one's."""
    return [hit for hit in hits if hit.score >= NEAR_ENOUGH * hits[0].score]


def one_each(hits: Sequence[Hit], count: int) -> tuple[Hit, ...]:
    """Return the best hit of each person, at most count of them."""
    best: dict[str, Hit] = {}
    for hit in hits:
        best.setdefault(hit.evidence.speaker, hit)
    return tuple(best.values())[:count]


def other_way(store: Store, hits: Sequence[Hit], table: frozenset[str]) -> list[Hit]:
    """Return the hits that are a contrast to a card on the table."""
    opposed = {
        other
        for card_id in table
        if card_id in store.experiences
        for other in store.experiences[card_id].contrasts
    }
    return [hit for hit in hits if hit.evidence.id in opposed]


def find_contrast(store: Store, voices: Sequence[Hit], scored: dict[str, Hit]) -> Hit | None:
    """Return the card that went the other way than the first voice, the best fitting one."""
    for voice in voices[:2]:
        if not isinstance(voice.evidence, Experience):
            continue
        first = voices[0].evidence.speaker
        others = [
            scored.get(card_id) or Hit(store.experiences[card_id], 0.0)
            for card_id in voice.evidence.contrasts
            if card_id in store.experiences
        ]
        others = [hit for hit in others if hit.evidence.speaker != first]
        others = [hit for hit in others if hit.evidence.speaker != voice.evidence.speaker]
        if others:
            return max(others, key=lambda hit: hit.score)
    return None


def compose(store: Store, choice: Choice, reflection: str, hits: tuple[Hit, ...]) -> Answer:
    """Return the answer that a choice of evidence makes, with every claim and mark in place."""
    texts = load_texts("coach")
    draft = Draft()
    if reflection:
        draft.say(reflection)
    for voice in choice.voices:
        add_voice(draft, store, voice.evidence)
    contrast = None
    if choice.contrast:
        contrast = len(draft.citations) + 1
        add_voice(draft, store, choice.contrast.evidence, texts["contrast_lead"])
    weight = count_people(store, choice)
    draft.say(weigh(choice, weight))
    question = ask_back(choice)
    if question:
        draft.say(question)
    return Answer(
        kind="answer",
        text="\n\n".join(draft.paragraphs),
        claims=tuple(draft.claims),
        citations=tuple(draft.citations),
        hits=hits,
        weight=weight,
        contrast=contrast,
        follow_ups=suggest(choice),
    )


def add_voice(draft: Draft, store: Store, evidence: Passage | Experience, lead: str = "") -> None:
    """Add one person's experience: in our words with a mark, then in theirs with a mark."""
    texts = load_texts("coach")
    if isinstance(evidence, Passage):
        lead = lead or fill(
            texts["passage_lead"], name=f"**{evidence.speaker or evidence.source}**"
        )
        draft.say(lead)
        add_quote(draft, evidence, best_sentences(evidence))
        return
    if lead:
        draft.claims.append(Claim(lead, "coach"))
    told = tell(evidence)
    n = draft.cite(cite_card(evidence, len(draft.citations) + 1))
    draft.claims += [Claim(s.text, "paraphrase", (n,), "supported") for s in split_sentences(told)]
    where = "" if evidence.quotes else " " + paraphrased_from(evidence)
    shown = f"{lead} {introduce(told, evidence.interviewee)}{where} [{n}]"
    draft.paragraphs.append(shown.strip())
    for quote in evidence.quotes[:1]:
        add_quote(draft, store.passages[quote.passage_id], quote)


def introduce(told: str, name: str) -> str:
    """Return a telling in which the person appears first, under the full name."""
    surname = name.split()[-1]
    if re.match(rf"(?:{re.escape(name)}|{re.escape(surname)})\b", told):
        return re.sub(rf"^(?:{re.escape(name)}|{re.escape(surname)})", f"**{name}**", told)
    return fill(load_texts("coach")["card_lead"], name=f"**{name}**") + " " + told


def tell(card: Experience) -> str:
    """Return a card's experience in two or three sentences of its own words."""
    did = [sentence.text for sentence in split_sentences(card.did)][:2]
    outcome = [sentence.text for sentence in split_sentences(card.outcome)][:1]
    return " ".join(did + outcome)


def paraphrased_from(card: Experience) -> str:
    """Return the remark that a card without its report is our paraphrase, and of which pages."""
    texts = load_texts("coach")
    template = texts["page_one" if len(card.pages) == 1 else "page_many"]
    pages = fill(template, pages="–".join((card.pages[0], card.pages[-1])[: len(card.pages)]))
    return fill(texts["paraphrased"], where=pages)


def add_quote(draft: Draft, passage: Passage, quote: Quote) -> None:
    """Add a verbatim quotation with its mark, who says it, and the page."""
    n = draft.cite(
        Citation(
            n=len(draft.citations) + 1,
            evidence_id=passage.id,
            kind="passage",
            speaker=passage.speaker,
            role=passage.role,
            source=passage.source,
            page=quote.page,
            pdf_page=quote.pdf_page,
            quote=quote.text,
            text=passage.text,
        )
    )
    flat = " ".join(quote.text.split())
    draft.claims.append(Claim(quote.text, "quote", (n,), "verified"))
    draft.paragraphs.append(f"> “{flat}” [{n}]\n>\n> — {passage.speaker}, p. {quote.page}")


def cite_card(card: Experience, n: int) -> Citation:
    """Return the citation that opens a card."""
    page = card.quotes[0].page if card.quotes else card.pages[0]
    return Citation(
        n=n,
        evidence_id=card.id,
        kind="experience",
        speaker=card.interviewee,
        role=card.role,
        source=card.source,
        page=page,
        pdf_page=card.quotes[0].pdf_page if card.quotes else None,
        quote=None,
        text=card.text,
    )


def best_sentences(passage: Passage, words: int = 45) -> Quote:
    """Return the opening sentences of a passage, up to a number of words, on one page."""
    sentences = split_sentences(passage.text)
    end = sentences[0].end
    for sentence in sentences[1:]:
        if len(passage.text[: sentence.end].split()) > words:
            break
        end = sentence.end
    page = passage.spans[0]
    end = min(end, page.end)
    text = passage.text[:end].rstrip()
    return Quote(text, page.label, page.pdf_page, passage.id, 0, len(text))


def count_people(store: Store, choice: Choice) -> Weight:
    """Count the interviewees an answer rests on: people, never passages."""
    people = store.people()
    interviewees = {person.name for person in people if person.interviewee}
    hits = [*choice.voices, *([choice.contrast] if choice.contrast else [])]
    names = tuple(dict.fromkeys(hit.evidence.speaker for hit in hits))
    counted = tuple(name for name in names if name in interviewees)
    return Weight(len(counted), len(interviewees), counted)


def weigh(choice: Choice, weight: Weight) -> str:
    """Return the sentence that says how many people an answer rests on."""
    texts = load_texts("coach")
    numbers: dict[int, str] = texts["numbers"]
    if weight.count == 0:
        return fill(texts["weight_no_interviewee"], name=choice.voices[0].evidence.speaker)
    of = str(numbers.get(weight.of, weight.of)).lower()
    count = numbers.get(weight.count, weight.count)
    if weight.count == 1:
        return fill(texts["weight_one"], of=of)
    if choice.contrast:
        return fill(texts["weight_contrast_one"], count=count, of=of)
    many = fill(texts["weight_many"], count=count, of=of)
    return f"{many} {texts['contrast_none']}"


def ask_back(choice: Choice) -> str:
    """Return one question to ask back: that of the best card."""
    cards = [voice.evidence for voice in choice.voices if isinstance(voice.evidence, Experience)]
    return cards[0].questions[0] if cards else ""


def suggest(choice: Choice) -> tuple[str, ...]:
    """Return follow-ups that have evidence behind them."""
    texts = load_texts("coach")["follow_ups"]
    names = dict.fromkeys(voice.evidence.speaker for voice in choice.voices)
    suggestions = [fill(texts["more"], name=name) for name in list(names)[:2]]
    if choice.contrast:
        suggestions.insert(0, texts["contrast"])
    return (*suggestions, texts["close"])
