"""Answers that need no evidence: the opening, the close, a question back, an honest no."""

from dataclasses import replace

from coach.answer import Answer, Claim
from coach.conversation import Conversation
from coach.cover import PEOPLE
from coach.subject import name_subject
from coach.understand import Move, Query
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience, Hit
from vectorstore.store import Store

# The questions that suit a move when there is no more experience to show.
QUESTIONS: dict[Move, str] = {
    "tried": "tried_questions",
    "disagree": "disagree_questions",
    "advise": "own_part",
}
NEAR = 0.15  # probability of cover from which what was found is near enough to be mentioned


def own_words(kind: str, *texts: str, **fields: object) -> Answer:
    """Return an answer in the coach's own words, a claim for each paragraph."""
    claims = tuple(Claim(text, "coach") for text in texts if text)
    return Answer(kind, "\n\n".join(claim.text for claim in claims), claims, **fields)  # type: ignore[arg-type]


def open_with_contract(answer: Answer, store: Store, model: str = "") -> Answer:
    """Put before a first answer what this is, what it is not, what is kept, and who else reads."""
    if answer.kind == "safeguarding":  # somebody at risk is not to read through small print
        return answer
    texts = load_texts("coach")
    count = sum(person.interviewee for person in store.people())
    said = fill(texts["contract"], of=str(texts["numbers"].get(count, count)).lower())
    if model:
        said += " " + fill(load_texts("model")["sent"], name=model)
    return replace(
        answer,
        text=f"*{said}*\n\n{answer.text}",
        claims=(Claim(said, "coach"), *answer.claims),
    )


def ask_again() -> Answer:
    """Return the question for an empty message."""
    return own_words("question", load_texts("coach")["empty"])


def say_only_ends_were_read(answer: Answer) -> Answer:
    """Put before an answer that of a very long message only the beginning and the end were read."""
    said = load_texts("coach")["long"]
    claims = (Claim(said, "coach"), *answer.claims)
    return replace(answer, text=f"{said}\n\n{answer.text}", claims=claims)


def ask_for_step(conversation: Conversation) -> Answer:
    """Ask for one step of the leader's own choosing, by when, and what might get in the way."""
    texts = load_texts("coach")
    if not conversation.dilemma:
        return own_words("question", texts["close_without_dilemma"])
    said = texts["close_again"] if texts["close"] in conversation.asked else texts["close"]
    return own_words("question", said, follow_ups=tuple(texts["after_close"]))


def ask_for_own_part(conversation: Conversation) -> Answer:
    """Ask how the other party tells it, or what the leader's own part is; nobody is judged."""
    texts = load_texts("coach")
    questions: list[str] = texts["own_part"]
    new = [question for question in questions if question not in conversation.asked]
    return own_words(
        "question",
        texts["only_you_know"],
        (new or questions)[0],
        follow_ups=(texts["follow_ups"]["close"],),
    )


def say_still(hit: Hit) -> str:
    """Return the sentence that names what was told before and still fits best."""
    return fill(load_texts("coach")["still"], name=f"**{hit.evidence.speaker}**")


def say_nobody_contradicts(conversation: Conversation) -> Answer:
    """Say that none of the interviewees found saw it differently, and ask about the other party."""
    texts = load_texts("coach")
    return own_words("question", texts["nobody_contradicts"], ask_new(conversation, "own_part"))


def say_nobody_else(move: Move, conversation: Conversation, lead: str) -> Answer:
    """Say that everybody who speaks to this was shown, and ask what would help."""
    texts = load_texts("coach")
    kind = QUESTIONS.get(move, "clarify")
    question = ask_new(conversation, kind) or ask_new(conversation, "general_questions")
    return own_words("question", lead or texts["nobody_else"], question)


def say_no_words(name: str, conversation: Conversation) -> Answer:
    """Say that somebody who was interviewed does not speak to the dilemma."""
    texts = load_texts("coach")
    said = fill(texts["person_silent"], name=f"**{name}**")
    answer = own_words("no_evidence", said, follow_ups=(texts["follow_ups"]["others"],))
    claims = tuple(replace(claim, text=claim.text.replace("*", "")) for claim in answer.claims)
    return replace(answer, claims=claims)


def say_no_interview(name: str, conversation: Conversation) -> Answer:
    """Say that somebody who is asked about was not interviewed."""
    texts = load_texts("coach")
    after = texts["back_to_dilemma"] if conversation.table else ""
    return own_words("no_evidence", fill(texts["person_unknown"], subject=name), after)


def ask_new(conversation: Conversation, kind: str) -> str:
    """Return a question of a kind that was not asked yet, or "" when all were."""
    questions: list[str] = load_texts("coach")[kind]
    return next((question for question in questions if question not in conversation.asked), "")


def decline(
    store: Store, query: Query, cover: float, hits: tuple[Hit, ...], conversation: Conversation
) -> Answer:
    """Say in a sentence that the interviews do not cover this, and what comes near, if it does."""
    texts = load_texts("coach")
    subject = name_subject(query.text, store)
    said = fill(texts["no_evidence_about"], subject=subject) if subject else texts["no_evidence"]
    nearest = next((hit.evidence for hit in hits if isinstance(hit.evidence, Experience)), None)
    near = ""
    if nearest and cover >= NEAR:
        theme = texts["theme_names"][nearest.themes[0]]
        near = fill(texts["nearest"], name=nearest.interviewee, theme=theme)
    if conversation.table:
        after = texts["back_to_dilemma"]
    else:
        question = texts["no_evidence_question"]
        fits = bool(near or PEOPLE.search(query.text)) and question not in conversation.asked
        after = question if fits else ""
    return own_words("no_evidence", said, near, after)


def name_outside(answer: Answer, outside: str, store: Store) -> Answer:
    """Return an answer that also says which part of what was asked the interviews do not cover."""
    texts = load_texts("coach")
    subject = name_subject(outside, store)
    said = fill(texts["outside_about"], subject=subject) if subject else texts["outside"]
    paragraphs = answer.text.split("\n\n")
    claims = list(answer.claims)
    place = len(claims) - 1 if claims and claims[-1].text.endswith("?") else len(claims)
    last = len(paragraphs) - (place < len(claims))
    return replace(
        answer,
        text="\n\n".join((*paragraphs[:last], said, *paragraphs[last:])),
        claims=(*claims[:place], Claim(said, "coach"), *claims[place:]),
    )
