"""Finds the evidence for a query: the search, narrowed or turned by the move that was made."""

from collections.abc import Collection
from dataclasses import replace

from coach.conversation import Conversation
from coach.understand import Query
from vectorstore.evidence import Experience, Hit
from vectorstore.search import Findings, look
from vectorstore.store import Store

DEEP = 60  # hits to look through where some of them will be passed over


def retrieve(
    store: Store,
    query: Query,
    conversation: Conversation,
    k: int,
    people: Collection[str] = (),
    themes: Collection[str] = (),
) -> Findings:
    """Return the k best hits for a query; people and themes are what the leader narrowed to.

    A contrast starts from the cards that went the other way than those on the table; others pass
    over everybody who is on the table.
    """
    narrowed = tuple(query.people) or tuple(people)
    deep = max(k, DEEP) if query.move in ("contrast", "others") else k
    findings = look(store, query.text, deep, narrowed, themes, query.context)
    hits = findings.hits
    if query.move == "others":
        hits = tuple(h for h in hits if h.evidence.speaker not in conversation.people) or hits
    if query.move == "contrast":
        other_way = opposed(store, conversation)
        first = [hit for hit in hits if hit.evidence.id in other_way]
        found = {hit.evidence.id for hit in first}
        base = hits[0].score if hits else 0.0
        first += [
            Hit(store.experiences[card_id], base)
            for card_id in other_way
            if card_id not in found and (not narrowed or speaks(store, card_id, narrowed))
        ]
        rest = [hit for hit in hits if hit.evidence.id not in other_way]
        hits = (*first, *rest)
    return replace(findings, hits=hits[:k])


def opposed(store: Store, conversation: Conversation) -> tuple[str, ...]:
    """Return the ids of cards that went the other way than a card on the table, each once."""
    cards = [store.experiences[item] for item in conversation.table if item in store.experiences]
    speakers = {card.interviewee for card in cards[:1]}
    return tuple(
        dict.fromkeys(
            other
            for card in cards
            for other in card.contrasts
            if other in store.experiences and store.experiences[other].interviewee not in speakers
        )
    )


def speaks(store: Store, card_id: str, people: Collection[str]) -> bool:
    """Say whether a card is that of one of some people."""
    card: Experience = store.experiences[card_id]
    return card.interviewee in people
