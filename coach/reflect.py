"""Hands the dilemma back in one sentence, before any experience is shown."""

import re

from coach.compose import Choice
from coach.conversation import Conversation
from coach.understand import Query
from coach.verify.sentence_type import ABOUT_OTHERS, NAMED
from prompts.load import fill, load_texts
from vectorstore.evidence import Experience
from vectorstore.sentences import split_sentences

LEAST, MOST = 5, 22  # words of a sentence that is handed back
# From the leader's side to the coach's; in this order.
TURNED = (
    (r"\bI am\b|\bI['’]m\b", "you are"),
    (r"\bI was\b", "you were"),
    (r"\bwe['’]re\b", "you are"),
    (r"\bI['’]ve\b|\bwe['’]ve\b", "you have"),
    (r"\bI['’]d\b|\bwe['’]d\b", "you would"),
    (r"\bI['’]ll\b|\bwe['’]ll\b", "you will"),
    (r"\bmyself\b", "yourself"),
    (r"\bourselves\b", "yourselves"),
    (r"\bmine\b|\bours\b", "yours"),
    (r"\bmy\b|\bour\b", "your"),
    (r"\bI\b|\bwe\b|\bme\b|\bus\b", "you"),
)
BEGINS = re.compile(
    r"(?:I|I['’]m|I['’]ve|We|We['’]re|We['’]ve|My|Our|The|A|An|One|Two|Three|Four|Five|Six|Seven"
    r"|Eight|Nine|Ten|Eleven|Twelve|\w+teen|Twenty|Thirty|Forty|Fifty|Both|Half|Most|Many|Several"
    r"|Some|Every|Everyone|Everybody|Nobody|No one|Somebody|Someone|All)\b",
    re.IGNORECASE,
)
VERB = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|won['’]t|can|can['’]t|cannot|could|couldn['’]t"
    r"|do|does|don['’]t|doesn['’]t|didn['’]t|isn['’]t|aren['’]t|wasn['’]t|keeps?|wants?|refuses?|refused"
    r"|needs?|says?|said|thinks?|thought|told|took|runs?|run|chair|chairs|lead|leads|agreed|agrees?"
    r"|['’](?:ve|re|m|ll))\b"
)
# What is worth handing back is where it hurts.
SORE = re.compile(
    r"\b(?:not|won['’]t|can['’]t|cannot|don['’]t|doesn['’]t|didn['’]t|isn['’]t|never|nobody|no one"
    r"|but|refus\w*|against|lose|losing|lost|afraid|stuck|stopped|gone|walk\w*|without|only|instead|despite"
    r"|although|still|behind|hold\w*|block\w*|want\w*|must|have to)\b",
    re.IGNORECASE,
)
# What cannot be turned round safely, or should not be repeated.
UNSAFE = re.compile(
    r"[“”\"‘;:()—…?!]|\.\.|\b(?:you|your|yours|yeah|honestly|frankly|god|christ|hell|bloody|damn|shit"
    r"|fuck\w*|bastards?|idiots?|liar\w*|crooks?|we two|am I|are we|do I|this|that|these|those|they"
    r"|them|he|she|it|here|there)\b",
    re.IGNORECASE,
)


WHO_I_AM = re.compile(
    r"(?:I am|I['’]m|I was|we are|we['’]re|I (?:chair|run|lead|manage|head)|my name)\b"
    r"(?!.*\bnot\b)",
    re.IGNORECASE,
)


def reflect(choice: Choice, query: Query, conversation: Conversation) -> str:
    """Return one sentence that says back what the dilemma is, not one that was said already.

    It is made of the leader's own words where one of their sentences can be turned round safely,
    and else says what the best card is about. A follow-up is answered without one.
    """
    if query.move not in ("dilemma", "addition", "variation"):
        return ""
    said = "\n".join(turn.reply for turn in conversation.turns)
    if query.move == "dilemma":
        own = say_back(query.dilemma)
        if own and own not in said:
            return own
    lines_by_theme: dict[str, list[str]] = load_texts("coach")["reflections"]
    for theme in common_themes(choice):
        for line in lines_by_theme[theme]:
            if line not in said:
                return line
    return ""


def common_themes(choice: Choice) -> list[str]:
    """Return the themes of the experience chosen, those that most of it shares first."""
    counts: dict[str, int] = {}
    for voice in (choice.still,) if choice.still else choice.voices:
        if isinstance(voice.evidence, Experience):
            for theme in voice.evidence.themes:
                counts[theme] = counts.get(theme, 0) + 1
    return sorted(counts, key=lambda theme: -counts[theme])


def say_back(dilemma: str) -> str:
    """Return the sorest sentence of a dilemma from the coach's side, or ""."""
    clauses = [
        clause.strip()
        for sentence in split_sentences(dilemma)
        if not sentence.text.endswith("?")
        for clause in re.split(r";|: |, and (?=the|my|our|nobody|now)", sentence.text)
    ]
    safe = [clause for clause in clauses if is_safe(clause) and not WHO_I_AM.match(clause)]
    if not safe:
        return ""
    best = next((clause for clause in safe if SORE.search(clause)), safe[0])
    turned = fill(load_texts("coach")["say_back"], words=turn_round(best))
    beyond = turned.partition(",")[2]
    return "" if ABOUT_OTHERS.search(turned) or NAMED.search(beyond) else turned


def is_safe(clause: str) -> bool:
    """Say whether a clause is a whole statement that can be turned round as it is."""
    if not LEAST <= len(clause.split()) <= MOST or UNSAFE.search(clause):
        return False
    return bool(BEGINS.match(clause) and VERB.search(clause))


def turn_round(sentence: str) -> str:
    """Return a sentence said to the one who said it, without its full stop."""
    words = sentence.rstrip(". ")
    if not re.match(r"I\b", words):
        words = words[0].lower() + words[1:]
    for pattern, other in TURNED:
        words = re.sub(pattern, other, words, flags=re.IGNORECASE)
    return words
