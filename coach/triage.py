"""Sorts a message before anything is searched: people at risk first, then what is not a dilemma."""

import re
from dataclasses import dataclass, replace
from typing import Any

from coach.answer import Answer, Claim
from coach.conversation import Conversation, Stage
from coach.manipulation import asks_to_manipulate
from coach.risk import WRONGDOING, find_hidden_risk, find_risk
from coach.say import own_words
from coach.smalltalk import (
    as_name,
    bare_name,
    find_small_talk,
    find_tongue,
    has_no_words,
    says_only_name,
)
from coach.understand import find_move, named_people
from prompts.load import fill, load_texts
from vectorstore.store import Store

COUNTRY = "GB"
ENOUGH_WORDS = 8  # of 983 dev disclosures this loses two; "there is tension in my team" is none
SPEAKING_UP = "speaking-up"  # the theme of the casebook on disclosing wrongdoing


@dataclass(frozen=True, slots=True)
class Triaged:
    """What triage says: an answer and the stage it leads to, or words to put around experience.

    With an answer the turn is over. Without one, the search goes on, narrowed to themes and people;
    before and after are put around what it finds, alone is said where it finds nothing.
    """

    answer: Answer | None = None
    stage: Stage | None = None
    before: str = ""
    after: str = ""
    alone: str = ""
    themes: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def around(self) -> bool:
        """Whether experience is to be shown between fixed words."""
        return bool(self.before)


PASSED = Triaged()  # a dilemma like any other


def triage(
    message: str, conversation: Conversation, store: Store, country: str, whole: str = ""
) -> Triaged:
    """Return what has to be said before, or instead of, an answer to a message.

    whole is the message as it came, where only its beginning and end are read.
    """
    foreign = find_tongue(message) is not None
    # The leaning was learnt from English; of another language only the signs are asked.
    embedder = None if foreign else store.embedder
    risk = find_risk(message, embedder)
    if not risk and len(whole) > len(message):
        risk = find_hidden_risk(whole, embedder)
    if risk and not risk.signs and (is_brief(message) or find_move(message) or resumes(message)):
        risk = None  # too little to lean on: "I have a difficult colleague" needs a sign
    if risk and risk.category != WRONGDOING:
        return Triaged(protect(risk.category, country), "paused")
    if conversation.stage == "paused":
        return wait(message, conversation, country)
    if risk:
        return disclose(country)
    if asks_to_manipulate(message):
        texts = load_texts("manipulation")
        before = f"{texts['refuse']} {texts['turn']}"
        alone = f"{texts['refuse']} {texts['turn_alone']}"
        return Triaged(before=before, alone=alone, themes=tuple(texts["themes"]))
    return talk_small(message, conversation, store)


def protect(category: str, country: str) -> Answer:
    """Return the fixed answer to a person at risk, with where to turn."""
    texts = load_texts("safeguarding")
    return own_words(
        "safeguarding", texts["first"][category], point(category, country), texts["pause"]
    )


def point(category: str, country: str) -> str:
    """Return the signposts of a category in a country."""
    texts = load_texts("safeguarding")
    places = texts["countries"].get(country.upper(), texts["countries"]["other"])
    return " ".join(places[name] for name in texts["signposts"][category])


def wait(message: str, conversation: Conversation, country: str) -> Triaged:
    """Return the answer while coaching is on hold: still on hold, or taken up again."""
    texts = load_texts("safeguarding")
    if not resumes(message):
        said = f"{texts['still_paused']} {point('self-harm', country)}"
        return Triaged(own_words("safeguarding", said), "paused")
    where = conversation.dilemma and fill(texts["resumed_with"], dilemma=conversation.dilemma)
    answer = own_words("question", texts["resumed"], where, texts["resume_question"])
    return Triaged(answer, "evidence" if conversation.dilemma else "contract")


def is_brief(message: str) -> bool:
    """Say whether a message is too short for its leaning to say much."""
    return len(message.split()) < ENOUGH_WORDS


def resumes(message: str) -> bool:
    """Say whether a message asks to take coaching up again."""
    flat = re.sub(r"[’‘`]", "'", message.lower()).strip()
    return any(re.search(rule, flat) for rule in load_texts("safeguarding")["resume"])


def disclose(country: str) -> Triaged:
    """Return what goes around a whistle-blower's experience: protected channels, advice."""
    texts = load_texts("safeguarding")
    where = point(WRONGDOING, country)
    return Triaged(
        before=texts["wrongdoing_first"],
        after=where,
        alone=f"{texts['wrongdoing_alone']}\n\n{where}",
        themes=(SPEAKING_UP,),
    )


def talk_small(message: str, conversation: Conversation, store: Store) -> Triaged:
    """Return the natural answer to small talk, or pass a message on."""
    texts = load_texts("smalltalk")
    kind = sort_small_talk(message, store)
    if kind == "filler" and conversation.count:
        return PASSED  # "ok" and "yes" answer what the coach asked
    if kind in ("", "known") and (not kind or conversation.dilemma):
        return PASSED  # with a dilemma, what this person says to it is asked
    if kind in ("no_words", "filler"):
        return Triaged(own_words("question", texts["nothing_said"]))
    if kind == "known":
        people = named_people(message, store)[:1]
        before = fill(texts["person_known"], name=people[0])
        return Triaged(before=before, alone=before, people=people)
    if kind == "unknown":
        names = ", ".join(person.name for person in store.people() if person.interviewee)
        said = fill(texts["person_unknown"], name=bare_name(message), names=names)
        return Triaged(own_words("smalltalk", said))
    if kind == "tongue":
        tongue = find_tongue(message)
        said = texts["tongues"][tongue]["say"] if tongue else ""
        return Triaged(own_words("smalltalk", texts["tongue"], said))
    return Triaged(own_words("smalltalk", *small_texts(kind, conversation, store)))


def sort_small_talk(message: str, store: Store) -> str:
    """Return what sort of small talk a message is, "" for none."""
    if has_no_words(message):
        return "no_words"
    kind = find_small_talk(message)
    if kind:
        return kind
    name = bare_name(message)
    people = named_people(name or as_name(message), store)
    if people and says_only_name(message, people[0]):
        return "known"
    if name and not people:
        return "unknown"
    return "tongue" if find_tongue(message) is not None else ""


def small_texts(kind: str, conversation: Conversation, store: Store) -> list[str]:
    """Return the paragraphs that answer one sort of small talk."""
    texts: dict[str, Any] = load_texts("smalltalk")
    if kind == "thanks" and not conversation.dilemma:
        return [texts["thanks_first"]]
    if kind == "able":
        return [texts["able"], "\n".join([texts["examples_lead"], *dashed(texts["examples"])])]
    if kind == "people":
        people = [person for person in store.people() if person.interviewee]
        listed = dashed(f"**{person.name}**, {person.role}" for person in people)
        return ["\n".join([texts["people"], *listed])] if people else [texts["people_none"]]
    return [texts[kind]]


def dashed(lines: Any) -> list[str]:
    """Return lines as the items of a Markdown list."""
    return [f"- {line}" for line in lines]


def surround(answer: Answer, triaged: Triaged) -> Answer:
    """Put what triage says before and after an answer."""
    before = [Claim(triaged.before, "coach")]
    after = [Claim(triaged.after, "coach")] if triaged.after else []
    text = "\n\n".join(part for part in (triaged.before, answer.text, triaged.after) if part)
    return replace(answer, text=text, claims=(*before, *answer.claims, *after))
