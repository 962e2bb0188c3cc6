"""Prepares a coach's session: likely issues, experiences, the contrary case, questions, gaps."""

from dataclasses import dataclass

from coach.compose import choose, near_enough, one_each
from coach.conversation import Conversation
from coach.cover import is_covered
from coach.draft import name_place, tell
from coach.gaps import find_gaps
from coach.literal import literal
from coach.retrieve import retrieve
from coach.understand import understand
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Passage, Quote
from vectorstore.store import Store

DEPTH = 30
LEAST, MOST = 3, 5  # experiences in a brief, as far as there are as many people
QUESTIONS = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One person's experience in a brief; quotes are verbatim and verified, or none."""

    name: str
    role: str
    told: str
    pages: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """A session brief; without entries the interviews do not cover the dilemma."""

    dilemma: str
    issues: tuple[str, ...]
    entries: tuple[Entry, ...]
    contrast: Entry | None
    questions: tuple[str, ...]
    limits: tuple[str, ...]
    sources: tuple[str, ...]


def make_brief(store: Store, dilemma: str, context: str = "") -> Brief:
    """Return a brief on a client's dilemma, from the same search as the conversation."""
    texts = load_texts("brief")
    query = understand(f"{dilemma} {context}".strip(), Conversation(), store)
    findings = retrieve(store, query, Conversation(), DEPTH)
    if not is_covered(query, findings):
        return Brief(dilemma, (), (), None, (), (texts["not_covered"],), ())
    hits = tuple(hit for hit in findings.hits if isinstance(hit.evidence, Experience))
    contrast = choose(store, hits).contrast
    others = [h for h in hits if not contrast or h.evidence.speaker != contrast.evidence.speaker]
    voices = one_each(near_enough(others), MOST)
    if len(voices) < LEAST:
        voices = one_each(others, LEAST)
    cards = [hit.evidence for hit in voices if isinstance(hit.evidence, Experience)]
    entries = tuple(make_entry(card, store) for card in cards)
    other = contrast.evidence if contrast else None
    against = make_entry(other, store) if isinstance(other, Experience) else None
    shown = (*entries, *([against] if against else []))
    return Brief(
        dilemma=dilemma,
        issues=likely_issues(cards),
        entries=entries,
        contrast=against,
        questions=tuple(dict.fromkeys(q for card in cards for q in card.questions))[:QUESTIONS],
        limits=say_limits(store, shown, find_gaps(store, dilemma, context)),
        sources=tuple(f"{entry.name}, {entry.pages}" for entry in shown),
    )


def likely_issues(cards: list[Experience]) -> tuple[str, ...]:
    """Return the themes that the best cards share, the most frequent first."""
    names: dict[str, str] = load_texts("coach")["theme_names"]
    counts: dict[str, int] = {}
    for card in cards:
        for theme in card.themes:
            counts[theme] = counts.get(theme, 0) + 1
    best = sorted(counts, key=lambda theme: -counts[theme])[:4]
    return tuple(names[theme][0].upper() + names[theme][1:] for theme in best)


def make_entry(card: Experience, store: Store) -> Entry:
    """Return a card as an entry, with those of its quotations that still stand in their passage."""
    quotes = tuple(quote for quote in card.quotes if stands(quote, store.passages))[:2]
    return Entry(card.interviewee, card.role, tell(card), name_place(card.pages), quotes)


def stands(quote: Quote, passages: dict[str, Passage]) -> bool:
    """Say whether a quotation stands at its place in its passage, on its page, word for word."""
    passage = passages.get(quote.passage_id)
    if passage is None or passage.text[quote.start : quote.end] != quote.text:
        return False
    return passage.page_at(quote.start).label == passage.page_at(quote.end - 1).label == quote.page


def say_limits(
    store: Store, entries: tuple[Entry, ...], gaps: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return what a coach must know of how far this goes, and what it leaves open."""
    texts = load_texts("brief")
    count = len({entry.name for entry in entries} & store.interviewees)
    limits = [fill(texts["rests_on"], count=count, of=len(store.interviewees))]
    if not any(entry.quotes for entry in entries):
        limits.append(texts["no_quotations"])
    limits += [fill(texts["gap"], words=gap) for gap in gaps]
    return (*limits, texts["accounts"])


def write_markdown(brief: Brief) -> str:
    """Return a brief as Markdown."""
    texts = load_texts("brief")
    lines = [f"# {texts['title']}", "", f"> {literal(brief.dilemma)}", ""]
    if brief.issues:
        lines += [f"## {texts['issues']}", "", *(f"- {literal(i)}" for i in brief.issues), ""]
    if brief.entries:
        lines += [f"## {texts['experiences']}", ""]
        for entry in brief.entries:
            lines += write_entry(entry)
        lines += [f"## {texts['contrast']}", ""]
        lines += write_entry(brief.contrast) if brief.contrast else [texts["no_contrast"], ""]
    if brief.questions:
        numbered = [f"{n}. {literal(question)}" for n, question in enumerate(brief.questions, 1)]
        lines += [f"## {texts['questions']}", "", *numbered, ""]
    lines += [f"## {texts['limits']}", "", *(f"- {literal(i)}" for i in brief.limits), ""]
    if brief.sources:
        lines += [f"## {texts['sources']}", "", *(f"- {literal(i)}" for i in brief.sources), ""]
    return "\n".join(lines)


def write_entry(entry: Entry) -> list[str]:
    """Return one experience as lines of Markdown."""
    told = f"{literal(entry.told)} ({literal(entry.pages)})"
    lines = [f"### {literal(entry.name)}", "", f"*{literal(entry.role)}*", "", told, ""]
    for quote in entry.quotes:
        lines += [f"> “{literal(quote.text)}” — p. {literal(quote.page)}", ""]
    return lines
