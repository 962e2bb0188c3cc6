"""Lets a model put a follow-up into words of its own, for the search and for nothing else."""

import logging
from collections.abc import Callable, Iterator
from time import perf_counter

from coach.conversation import Conversation
from coach.model.failure import Failed, Gone
from coach.model.inert import has_markup, make_inert, plain_words
from coach.model.line import Line
from coach.model.persist import ask
from coach.model.request import LONGEST_MESSAGE, make_nonce, write_turns
from coach.understand import Move, Query
from prompts.load import fill, load_texts

LONGEST = 60  # words
LEANING: frozenset[Move] = frozenset({"addition", "variation"})


def resolve(
    line: Line,
    message: str,
    query: Query,
    conversation: Conversation,
    until: float,
    gone: Callable[[], bool],
) -> str:
    """Return a follow-up as it reads on its own, or "" where that is not needed or not to be had.

    It may only change the order in which evidence is found: whether the interviews cover the
    question at all is decided before, on what the leader wrote.
    """
    if query.move not in LEANING or not conversation.turns or not query.context:
        return ""
    from langchain_core.messages import HumanMessage, SystemMessage

    texts = load_texts("model")
    nonce = make_nonce()
    request = fill(
        texts["request"],
        nonce=nonce,
        conversation=write_turns(conversation, nonce),
        message=make_inert(message[:LONGEST_MESSAGE]),
        accounts="",
    )
    messages = [SystemMessage(fill(texts["resolve_rules"], nonce=nonce)), HumanMessage(request)]
    until = min(until, perf_counter() + line.limits.resolve)
    try:
        written = ask(line, messages, until, gone, read_short, retries=0)
    except Gone:
        return ""
    except Failed as failure:
        logging.getLogger(__name__).warning("a follow-up was not resolved: %s", failure.kind)
        return ""
    plain = plain_words(written)
    too_long = len(plain.split()) > LONGEST
    return "" if too_long or has_markup(plain) else plain


def read_short(pieces: Iterator[str]) -> str:
    """Return a reply of one sentence; of a longer one enough to see that it is longer."""
    whole = ""
    for piece in pieces:
        whole += piece
        if len(whole) > 12 * LONGEST:
            break
    return whole
