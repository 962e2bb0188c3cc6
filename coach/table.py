"""Answers what is asked about the experience on the table: its outcome, its time, its source."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from coach.answer import Answer
from coach.compose import Choice, finish, near_enough, one_each
from coach.conversation import Conversation
from coach.draft import Draft, add_quote, add_telling, name_place, tell
from coach.durations import find_time, says_time
from coach.quotation import cut, pick_quote
from coach.say import ask_new, own_words
from coach.understand import Query
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Hit, Quote
from vectorstore.sentences import evidence_sentences
from vectorstore.store import Store

NEAR_IN_TIME = 0.6  # of the best score, for experience that is looked through for its times
MOST = 3  # people spoken of in one answer
REASON = re.compile(
    r"\b(?:because|so that|the reason|which is why|that's why|that’s why|otherwise|in order to"
    r"|therefore|as a result|the point (?:is|was))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Telling:
    """What an answer about the table is made from, and the draft that it becomes."""

    store: Store
    conversation: Conversation
    cards: tuple[Experience, ...]
    draft: Draft

    @property
    def seen(self) -> frozenset[str]:
        """What the last answers have quoted, as far as they are remembered."""
        said = "\n".join(turn.reply for turn in self.conversation.turns[-4:])
        quotes = (quote for card in self.cards for quote in card.quotes)
        return frozenset(quote.text for quote in quotes if " ".join(quote.text.split()) in said)


def answer_from_table(store: Store, query: Query, conversation: Conversation) -> Answer | None:
    """Return the answer to a question about the table, or None when it has to be looked for."""
    tell_it = TELLERS.get(query.move)
    cards = cards_on_table(store, query, conversation)
    if not cards or tell_it is None:
        return None
    telling = Telling(store, conversation, cards, Draft())
    told = tell_it(telling)
    if not told:
        return None
    choice = Choice(tuple(Hit(card, 1.0) for card in told), None)
    answer = finish(
        telling.draft, store, choice, choice.voices, None, conversation.asked, query.dilemma,
        query.move,
    )  # fmt: skip
    return (
        answer
        if answer.citations
        else own_words(
            "question", *(claim.text for claim in answer.claims), follow_ups=answer.follow_ups
        )
    )


def answer_time_elsewhere(
    store: Store, query: Query, hits: Sequence[Hit], conversation: Conversation
) -> Answer:
    """Return what others say of time, where nobody on the table says how long it took."""
    texts = load_texts("coach")
    cards = [hit.evidence for hit in one_each(near_enough(hits, NEAR_IN_TIME), len(hits))]
    told = [card for card in cards if isinstance(card, Experience) and says_time(store, card)]
    if not told:
        question = ask_new(conversation, "general_questions")
        return own_words("question", texts["no_time_at_all"], question)
    draft = Draft()
    draft.say(texts["leads"]["duration_elsewhere"])
    telling = Telling(store, conversation, tuple(told[:2]), draft)
    tell_duration(telling)
    choice = Choice(tuple(Hit(card, 1.0) for card in told[:2]), None)
    return finish(
        draft, store, choice, choice.voices, None, conversation.asked, query.dilemma, query.move
    )


def cards_on_table(
    store: Store, query: Query, conversation: Conversation
) -> tuple[Experience, ...]:
    """Return the cards that a question is about, in the order in which they were shown."""
    ids = conversation.table if query.pointed else conversation.focus or conversation.table
    table = [store.experiences[item] for item in ids if item in store.experiences]
    chosen = [card for card in table if card.interviewee in query.people]
    one_only = query.move in ("more", "next", "why", "how")
    if query.pointed and not chosen:
        return ()
    return tuple((chosen or table)[: 1 if one_only else MOST])


def tell_outcome(telling: Telling) -> Sequence[Experience]:
    """Tell how it came out, by each person's own account."""
    texts = load_texts("coach")
    leads: list[tuple[str, str]] = []
    for card in telling.cards:
        name = f"**{card.interviewee}**"
        lead = fill(texts["outcome_leads"][card.kind], name=name)
        if any(lead.replace(name, "$") == was.replace(f"**{other}**", "$") for other, was in leads):
            lead = fill(texts["outcome_again"], name=name)
        leads.append((card.interviewee, lead))
        outcome = " ".join(s.text for s in evidence_sentences(card.outcome)[:2])
        if not outcome:
            telling.draft.say(fill(texts["outcome_unknown"], name=name))
            continue
        add_telling(telling.draft, card, outcome, lead, named=True)
        if len(telling.cards) == 1:
            add_fresh_quote(telling, card, outcome)
    return telling.cards


def tell_duration(telling: Telling) -> Sequence[Experience]:
    """Tell what is said of how long it took, in the very words, or that nothing is."""
    texts = load_texts("coach")
    found = []
    for card in telling.cards:
        time = find_time(telling.store, card)
        if time.quote is None and not time.told:
            continue
        found.append(card)
        first = evidence_sentences(card.did)[0].text
        told = " ".join(dict.fromkeys(text for text in (first, time.told) if text))
        add_telling(telling.draft, card, told)
        if time.quote:
            add_quote(telling.draft, telling.store.passages[time.quote.passage_id], time.quote)
    heard = {card.interviewee for card in found}
    silent = dict.fromkeys(c.interviewee for c in telling.cards if c.interviewee not in heard)
    if found and len(silent) == 1:
        telling.draft.say(fill(texts["no_time"], name=f"**{next(iter(silent))}**"))
    elif found and silent:
        telling.draft.say(texts["no_time_others"])
    return found


def tell_why(telling: Telling) -> Sequence[Experience]:
    """Tell what the person draws from it, with the words in which a reason is given, if any."""
    card = telling.cards[0]
    reason = find_reason(telling.store, card)
    add_telling(telling.draft, card, card.lesson)
    if reason:
        add_quote(telling.draft, telling.store.passages[reason.passage_id], reason)
    else:
        add_fresh_quote(telling, card, card.lesson)
    return (card,)


def find_reason(store: Store, card: Experience) -> Quote | None:
    """Return a sentence near a card's quotations in which the person gives a reason."""
    for quote in card.quotes:
        passage = store.passages[quote.passage_id]
        sentences = evidence_sentences(passage.text)
        near = sorted(sentences, key=lambda s: abs(s.start - quote.start))
        for sentence in near[:5]:
            if REASON.search(sentence.text) and 7 <= len(sentence.text.split()) <= 60:
                return cut(passage, sentence.start, sentence.end)
    return None


def tell_more(telling: Telling) -> Sequence[Experience]:
    """Tell of the first card what was left out: the situation, the rest, what is drawn from it."""
    card = telling.cards[0]
    quote = pick_quote(telling.store, card, tell(card), frozenset())
    told = tell(card, quote.text if quote else "")
    parts = (card.did, card.outcome)
    rest = [s.text for part in parts for s in evidence_sentences(part) if s.text not in told]
    lesson = [s.text for s in evidence_sentences(card.lesson)]
    said = "\n".join(turn.reply for turn in telling.conversation.turns[-6:])
    new = [text for text in (*rest, *lesson) if text not in said]
    if not new:
        return ()
    lead = fill(load_texts("coach")["more_lead"], name=f"**{card.interviewee}**")
    add_telling(telling.draft, card, " ".join(new[:4]), lead, named=True)
    add_fresh_quote(telling, card, " ".join(new))
    return (card,)


def tell_next(telling: Telling) -> Sequence[Experience]:
    """Tell what comes next in the person's account, if it goes on."""
    texts = load_texts("coach")
    card = telling.cards[0]
    own = [c for c in telling.store.experiences.values() if c.interviewee == card.interviewee]
    after = own[own.index(card) + 1 : own.index(card) + 2]
    if not after:
        telling.draft.say(fill(texts["account_ends"], name=f"**{card.interviewee}**"))
        return (card,)
    lead = fill(texts["account_goes_on"], name=f"**{card.interviewee}**")
    telling.draft.say(lead)
    add_telling(telling.draft, after[0], tell(after[0]))
    add_fresh_quote(telling, after[0], tell(after[0]))
    return after


def tell_sources(telling: Telling) -> Sequence[Experience]:
    """Tell whose words they were, in what role, and on which page they stand."""
    texts = load_texts("coach")
    for card in telling.cards:
        where = name_place([card.quotes[0].page] if card.quotes else card.pages)
        name = f"**{card.interviewee}**"
        telling.draft.say(fill(texts["source"], name=name, role=card.role, where=where))
        quote = pick_quote(telling.store, card, tell(card), frozenset())
        if quote:
            add_quote(telling.draft, telling.store.passages[quote.passage_id], quote)
        else:
            add_telling(telling.draft, card, card.lesson)
    return telling.cards


def tell_simply(telling: Telling) -> Sequence[Experience]:
    """Tell each experience in the one sentence that is drawn from it."""
    for card in telling.cards:
        add_telling(telling.draft, card, evidence_sentences(card.lesson)[0].text)
    return telling.cards


def add_fresh_quote(telling: Telling, card: Experience, told: str) -> None:
    """Add words of the person that the conversation has not had, if there are any."""
    quote = pick_quote(telling.store, card, told, telling.seen | telling.draft.shown)
    if quote and quote.text not in telling.seen:
        add_quote(telling.draft, telling.store.passages[quote.passage_id], quote)


TELLERS: dict[str, Callable[[Telling], Collection[Experience]]] = {
    "outcome": tell_outcome,
    "duration": tell_duration,
    "why": tell_why,
    "more": tell_more,
    "next": tell_next,
    "who": tell_sources,
    "page": tell_sources,
    "simpler": tell_simply,
    "meaning": tell_simply,
}
