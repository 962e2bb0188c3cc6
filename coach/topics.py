"""Goes back to a dilemma that was talked about earlier, with what was on the table then."""

import re
from dataclasses import replace

from coach.answer import Answer
from coach.compose import Choice, finish
from coach.conversation import Conversation
from coach.draft import Draft, add_telling
from coach.reflect import say_back
from coach.say import own_words
from prompts.load import load_texts
from vectorstore.evidence import Hit
from vectorstore.sentences import evidence_sentences
from vectorstore.store import Store


def go_back(message: str, conversation: Conversation) -> Conversation:
    """Return the conversation with an earlier dilemma, the first or the last one, in hand again."""
    if not conversation.topics:
        return conversation
    first = re.search(r"\b(?:first|original|started|began|beginning)\b", message.lower())
    topic = conversation.topics[0 if first else -1]
    others = tuple(other for other in conversation.leave_topic() if other != topic)
    return replace(
        conversation,
        dilemma=topic.dilemma,
        table=topic.table,
        people=topic.people,
        seen=topic.table,
        focus=(),
        best=0.0,
        topics=others,
    )


def recall(store: Store, conversation: Conversation) -> Answer:
    """Return what was on the table for a dilemma, each in a sentence, and a question."""
    texts = load_texts("coach")
    cards = [store.experiences[item] for item in conversation.table if item in store.experiences]
    lead = " ".join(
        part for part in (texts["leads"]["back"], say_back(conversation.dilemma)) if part
    )
    if not cards:
        return own_words("question", lead, texts["empty"])
    draft = Draft()
    draft.say(lead)
    for card in cards:
        add_telling(draft, card, evidence_sentences(card.lesson)[0].text)
    choice = Choice(tuple(Hit(card, 1.0) for card in cards), None)
    asked = conversation.asked
    return finish(draft, store, choice, choice.voices, None, asked, conversation.dilemma, "back")
