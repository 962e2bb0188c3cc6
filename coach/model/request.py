"""Writes a request to a model: rules, and material inside fences that no text can imitate."""

import secrets
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from coach.conversation import Conversation
from coach.model.inert import make_inert
from coach.model.offer import Offered
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

TURNS = 3  # of the conversation
LONGEST_MESSAGE = 3_000  # characters of the leader's message
LONGEST_TURN = 600  # of an earlier message or reply
LONGEST_PASSAGE = 2_500


def write_request(
    message: str, conversation: Conversation, offered: Collection[Offered]
) -> list["BaseMessage"]:
    """Return the rules and one request: the conversation, the dilemma, and the accounts."""
    from langchain_core.messages import HumanMessage, SystemMessage

    texts = load_texts("model")
    nonce = make_nonce()
    accounts = "\n".join(write_account(one, nonce) for one in offered)
    said = fill(
        texts["request"],
        nonce=nonce,
        conversation=write_turns(conversation, nonce),
        message=make_inert(message[:LONGEST_MESSAGE]),
        accounts=accounts,
    )
    return [SystemMessage(fill(texts["rules"], nonce=nonce)), HumanMessage(said)]


def write_account(offered: Offered, nonce: str) -> str:
    """Return one piece of evidence in its fence."""
    texts = load_texts("model")
    evidence = offered.hit.evidence
    account = evidence.text if isinstance(evidence, Experience) else ""
    return fill(
        texts["account"],
        nonce=nonce,
        id=offered.id,
        speaker=make_inert(evidence.speaker or evidence.source),
        account=make_inert(account),
        verbatim="".join(
            fill(texts["verbatim"], text=make_inert(passage.text[:LONGEST_PASSAGE]))
            for passage in offered.passages
        ),
    )


def write_turns(conversation: Conversation, nonce: str) -> str:
    """Return the last turns of a conversation in their fence, "" for none."""
    texts = load_texts("model")
    turns = [
        fill(
            texts["earlier_turn"],
            message=make_inert(turn.message[:LONGEST_TURN]),
            reply=make_inert(turn.reply[:LONGEST_TURN]),
        )
        for turn in conversation.turns[-TURNS:]
    ]
    return fill(texts["earlier"], nonce=nonce, turns="\n".join(turns)) if turns else ""


def write_repair(
    messages: Sequence["BaseMessage"], said: str, failed: Sequence[str]
) -> list["BaseMessage"]:
    """Return the request that follows a reply of which some lines were not proved."""
    from langchain_core.messages import AIMessage, HumanMessage

    asked = fill(load_texts("model")["repair"], failed="\n".join(failed))
    return [*messages, AIMessage(said), HumanMessage(asked)]


def make_nonce() -> str:
    """Return what makes the fences of one request its own."""
    return secrets.token_hex(8)
