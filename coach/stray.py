"""Notices a question that has nothing to do with the dilemma in the middle of which it is asked."""

from dataclasses import replace

from coach.cover import cover_probability
from coach.information import measure
from coach.understand import Query
from vectorstore.search import look
from vectorstore.store import Store

# Of 209 later turns of dev and train conversations none is taken for a stray, of 118 questions on
# other matters 108 are.
SAYS = 8.0  # information of a question that can be understood by itself
FAR = 0.1  # probability of cover, by itself, below which it is about something else
HITS = 10


def strays(query: Query, store: Store) -> bool:
    """Say whether what was added to a dilemma is a question of its own that nobody speaks to.

    Looked for together with the dilemma, anything finds what the dilemma finds.
    """
    asks = query.text.rstrip().endswith("?")
    if query.move != "addition" or not asks or measure(query.text, store) < SAYS:
        return False
    alone = replace(query, context="", move="dilemma", dilemma=query.text)
    findings = look(store, query.text, HITS, query.people)
    return not findings.hits or cover_probability(alone, findings) < FAR
