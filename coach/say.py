"""Answers that need no evidence: the opening, the close, a question back, an honest no."""

from dataclasses import replace

from coach.answer import Answer, Claim
from coach.conversation import Conversation
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Hit
from vectorstore.store import Store


def own_words(kind: str, *texts: str, **fields: object) -> Answer:
    """Return an answer in the coach's own words, a claim for each paragraph."""
    claims = tuple(Claim(text, "coach") for text in texts if text)
    return Answer(kind, "\n\n".join(claim.text for claim in claims), claims, **fields)  # type: ignore[arg-type]


def open_with_contract(answer: Answer, store: Store) -> Answer:
    """Put before a first answer what this is, what it is not, and what is kept."""
    if answer.kind == "safeguarding":  # somebody at risk is not to read through small print
        return answer
    texts = load_texts("coach")
    count = sum(person.interviewee for person in store.people())
    said = fill(texts["contract"], of=str(texts["numbers"].get(count, count)).lower())
    return replace(
        answer,
        text=f"*{said}*\n\n{answer.text}",
        claims=(Claim(said, "coach"), *answer.claims),
    )


def ask_again() -> Answer:
    """Return the question for an empty message."""
    return own_words("question", load_texts("coach")["empty"])


def close_turn(conversation: Conversation) -> Answer:
    """Ask for one step of the leader's own choosing, by when, and what might get in the way."""
    texts = load_texts("coach")
    said = texts["close"] if conversation.dilemma else texts["close_without_dilemma"]
    return own_words("question", said, follow_ups=tuple(texts["after_close"]))


def say_nobody_contradicts(conversation: Conversation) -> Answer:
    """Say that none of the interviewees found saw it differently, and ask about the other party."""
    texts = load_texts("coach")
    return own_words("question", texts["nobody_contradicts"], texts["other_party"])


def decline(hits: tuple[Hit, ...]) -> Answer:
    """Say in a sentence that the interviews do not cover this, and what comes nearest."""
    texts = load_texts("coach")
    nearest = next((hit.evidence for hit in hits if isinstance(hit.evidence, Experience)), None)
    near = ""
    if nearest:
        themes = load_texts("coach")["theme_names"]
        near = fill(texts["nearest"], name=nearest.interviewee, theme=themes[nearest.themes[0]])
    return own_words("no_evidence", texts["no_evidence"], near, texts["no_evidence_question"])
