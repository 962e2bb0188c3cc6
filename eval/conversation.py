"""Judges whole conversations against readable scripts of what must and must not hold."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from coach.answer import Answer
from coach.coach import Coach
from coach.conversation import Conversation
from vectorstore.normalise import normalise

# What a coach does not say: flattery, taking sides, diagnosing motives, lecturing.
NEVER = re.compile(
    r"\b(?:great question|good question|well done|excellent|amazing|wonderful|how brave"
    r"|you are right|you're absolutely"
    r"|(?:she|he|they) (?:is|are) (?:clearly|obviously|just)|narcissis\w*|toxic"
    r"|you should|you must|you need to|studies show|research shows)\b",
    re.IGNORECASE,
)
KEYS = frozenset(
    "say kind stage people not_people only_people has has_one hasnt cites citations contrast"
    " dilemma asks quotes words".split()
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a leader says in a script, and what must hold of the answer."""

    say: str
    demands: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole conversation; report says that it needs the report and not only the casebook."""

    name: str
    about: str
    report: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One turn of a script, and what is wrong with it, if anything."""

    script: str
    turn: int
    say: str
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A turn as it went: the answer, and the conversation before and after it."""

    answer: Answer
    before: Conversation
    after: Conversation


def load_scripts(folder: Path) -> tuple[Script, ...]:
    """Return the scripts of a folder; raises ValueError for a demand that nobody knows."""
    scripts = []
    for path in sorted(folder.glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for turn in data["turns"]:
            if unknown := set(turn) - KEYS:
                raise ValueError(f"{path.name}: unknown demand {', '.join(sorted(unknown))}")
        lines = tuple(Line(str(turn["say"]), turn) for turn in data["turns"])
        scripts.append(Script(path.stem, data["about"], bool(data.get("report")), lines))
    return tuple(scripts)


def judge_conversations(coach: Coach, scripts: Sequence[Script]) -> tuple[Judged, ...]:
    """Hold every conversation through the coach; scripts that need the report want it indexed."""
    has_report = any(passage.offered for passage in coach.store.passages.values())
    judged: list[Judged] = []
    for script in scripts:
        if script.report and not has_report:
            continue
        judged += judge_script(coach, script)
    return tuple(judged)


def judge_script(coach: Coach, script: Script) -> list[Judged]:
    """Return the turns of one script, each with its problems."""
    conversation = Conversation()
    judged = []
    for number, line in enumerate(script.lines, 1):
        reply = coach.ask(line.say, conversation)
        moment = Moment(reply.answer, conversation, reply.conversation)
        problems = (*find_breaches(moment), *find_unmet(line.demands, moment))
        judged.append(Judged(script.name, number, line.say, problems))
        conversation = reply.conversation
    return judged


def find_breaches(moment: Moment) -> tuple[str, ...]:
    """Return what would be wrong in any turn of any conversation."""
    answer = moment.answer
    own = own_words(answer)
    found = []
    if not answer.text.strip():
        found.append("says nothing")
    if own.count("?") > 1:
        found.append(f"asks {own.count('?')} questions at once")
    asked = [c.text for c in answer.claims if c.kind == "coach" and c.text.endswith("?")]
    if again := [question for question in asked if question in moment.before.asked]:
        found.append(f"asks again: {again[0]}")
    stated = "\n".join(text for text in own.split("\n") if not text.endswith("?"))
    if said := NEVER.search(stated):
        found.append(f"says {said[0]!r}")
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.text)}
    if marks != {citation.n for citation in answer.citations}:
        found.append("marks and citations differ")
    if answer.kind == "no_evidence" and answer.citations:
        found.append("cites although there is no evidence")
    if moment.before.stage == "clarify" and moment.after.clarified > 2:
        found.append("clarifies more than two turns running")
    return tuple(found)


def own_words(answer: Answer) -> str:
    """Return what the coach says in its own words."""
    return "\n".join(claim.text for claim in answer.claims if claim.kind == "coach")


def find_unmet(demands: dict[str, Any], moment: Moment) -> tuple[str, ...]:
    """Return the demands of a script's line that a turn does not meet."""
    return tuple(
        problem
        for name, wanted in demands.items()
        if name in CHECKS and (problem := CHECKS[name](moment, wanted))
    )


def speakers(answer: Answer) -> set[str]:
    """Return the people whom an answer cites."""
    return {citation.speaker for citation in answer.citations}


def check_kind(moment: Moment, wanted: Any) -> str:
    """Return what is wrong with the kind of an answer, or ""."""
    kinds = wanted if isinstance(wanted, list) else [wanted]
    return "" if moment.answer.kind in kinds else f"is {moment.answer.kind}, not {wanted}"


def check_stage(moment: Moment, wanted: Any) -> str:
    """Return what is wrong with the stage of the conversation, or ""."""
    stage = moment.after.stage
    return "" if stage == wanted else f"is at the stage {stage}, not {wanted}"


def check_people(moment: Moment, wanted: Any) -> str:
    """Return who is not cited, or ""."""
    missing = set(wanted) - speakers(moment.answer)
    return f"does not cite {', '.join(sorted(missing))}" if missing else ""


def check_only_people(moment: Moment, wanted: Any) -> str:
    """Return who is cited and should not be, or is not and should be."""
    cited = speakers(moment.answer)
    return "" if cited == set(wanted) else f"cites {', '.join(sorted(cited)) or 'nobody'}"


def check_not_people(moment: Moment, wanted: Any) -> str:
    """Return who is cited although they must not be: names, or `before` for those on the table."""
    unwanted = set(moment.before.people) if wanted == "before" else set(wanted)
    cited = unwanted & speakers(moment.answer)
    return f"cites {', '.join(sorted(cited))}" if cited else ""


def check_has(moment: Moment, wanted: Any) -> str:
    """Return the first phrase that the coach's own words do not have, or ""."""
    own = normalise(own_words(moment.answer)).lower()
    phrases = wanted if isinstance(wanted, list) else [wanted]
    missing = [phrase for phrase in phrases if normalise(phrase).lower() not in own]
    return f"does not say {missing[0]!r}" if missing else ""


def check_has_one(moment: Moment, wanted: Any) -> str:
    """Return that the coach's own words have none of some phrases, or ""."""
    missed = [check_has(moment, phrase) for phrase in wanted]
    return "" if "" in missed else f"says none of {wanted}"


def check_hasnt(moment: Moment, wanted: Any) -> str:
    """Return the first phrase that the coach's own words have and should not, or ""."""
    own = normalise(own_words(moment.answer)).lower()
    phrases = wanted if isinstance(wanted, list) else [wanted]
    said = [phrase for phrase in phrases if normalise(phrase).lower() in own]
    return f"says {said[0]!r}" if said else ""


def check_cites(moment: Moment, wanted: Any) -> str:
    """Return that there are too few citations, or ""."""
    count = len(moment.answer.citations)
    return "" if count >= int(wanted) else f"has {count} citations"


def check_citations(moment: Moment, wanted: Any) -> str:
    """Return that there are citations where none may be, or ""."""
    return "cites" if wanted == "none" and moment.answer.citations else ""


def check_quotes(moment: Moment, wanted: Any) -> str:
    """Return that there are too few quotations, or ""."""
    count = sum(claim.kind == "quote" for claim in moment.answer.claims)
    return "" if count >= int(wanted) else f"has {count} quotations"


def check_contrast(moment: Moment, wanted: Any) -> str:
    """Return that a contrary experience is missing, or there although it should not be."""
    there = moment.answer.contrast is not None
    return "" if there == bool(wanted) else "shows a contrast" if there else "shows no contrast"


def check_dilemma(moment: Moment, wanted: Any) -> str:
    """Return that the dilemma was lost, or a new one not noticed."""
    kept = bool(moment.before.dilemma) and moment.after.dilemma.startswith(moment.before.dilemma)
    if wanted == "same":
        return "" if kept else "loses the dilemma"
    if wanted == "earlier":
        known = {topic.dilemma for topic in moment.before.topics}
        return "" if moment.after.dilemma in known else "does not go back"
    return "takes it for the same dilemma" if kept else ""


def check_asks(moment: Moment, wanted: Any) -> str:
    """Return that a question is missing at the end, or there although it should not be."""
    asks = moment.answer.text.rstrip().endswith("?")
    return "" if asks == bool(wanted) else "asks nothing" if wanted else "asks"


def check_words(moment: Moment, wanted: Any) -> str:
    """Return that an answer is too long, or ""."""
    count = len(moment.answer.text.split())
    return "" if count <= int(wanted) else f"is {count} words long"


CHECKS: dict[str, Callable[[Moment, Any], str]] = {
    "kind": check_kind,
    "stage": check_stage,
    "people": check_people,
    "not_people": check_not_people,
    "only_people": check_only_people,
    "has": check_has,
    "has_one": check_has_one,
    "hasnt": check_hasnt,
    "cites": check_cites,
    "citations": check_citations,
    "quotes": check_quotes,
    "contrast": check_contrast,
    "dilemma": check_dilemma,
    "asks": check_asks,
    "words": check_words,
}
