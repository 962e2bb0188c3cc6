"""Draws who speaks to a dilemma: every interviewee, with whether they support or contrast it."""

from collections.abc import Sequence
from html import escape

from coach.answer import Answer
from prompts.load import fill, load_texts
from vectorstore.evidence import Person


def draw_people(answer: Answer, people: Sequence[Person]) -> str:
    """Draw all interviewees, each as a button that narrows the conversation to them."""
    interviewees = [person for person in people if person.interviewee]
    if answer.kind != "answer" or not answer.weight.count or len(interviewees) < 2:
        return ""
    texts = load_texts("window")
    against = {c.speaker for c in answer.citations if c.n == answer.contrast}
    drawn = []
    for person in interviewees:
        stance = "silent"
        if person.name in answer.weight.names:
            stance = "contrasts" if person.name in against else "supports"
        said = texts["stances"][stance]
        first, *middle, last = person.name.split()
        initials = f"{first[:1]}{last[:1]}" if last != first or middle else first[:2]
        label = fill(texts["stance_label"], name=person.name, stance=said)
        drawn.append(
            f'<li><button type="button" class="person" data-person="{escape(person.name)}"'
            f' data-stance="{stance}" aria-pressed="false" aria-label="{escape(label)}"'
            f' title="{escape(label)}"><span aria-hidden="true" class="face">{escape(initials)}'
            f'</span><span aria-hidden="true">{escape(last)}</span></button></li>'
        )
    return (
        f'<div class="people" role="group" aria-label="{escape(texts["people_title"])}">'
        f"<p>{escape(texts['people_title'])} <span>{escape(texts['people_hint'])}</span></p>"
        f"<ul>{''.join(drawn)}</ul>{draw_legend(bool(against))}</div>"
    )


def draw_legend(contrast: bool) -> str:
    """Draw what the shapes mean."""
    texts = load_texts("window")
    shapes = ["supports", *(["contrasts"] if contrast else []), "silent"]
    drawn = "".join(
        f'<span data-stance="{shape}"><i class="face"></i>{escape(texts["stances"][shape])}</span>'
        for shape in shapes
    )
    return f'<p class="legend" aria-hidden="true">{drawn}</p>'
