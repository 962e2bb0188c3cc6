"""Counts anew the people an answer rests on, once some of its evidence is gone."""

from dataclasses import replace

from coach.answer import Answer, Weight
from coach.compose import Choice, count_people, weigh, weigh_against
from coach.verify.own_words import is_form_of
from prompts.load import load_texts
from vectorstore.evidence import Hit
from vectorstore.store import Store

WEIGHTS = (
    "weight_one",
    "weight_many",
    "weight_contrast_one",
    "weight_named",
    "weight_against",
    "weight_no_interviewee",
)


def recount(answer: Answer, store: Store) -> Answer:
    """Return an answer whose weight, and the sentence that says it, are those of its citations."""
    hits = {c.n: Hit(store.evidence(c.evidence_id), 0.0) for c in answer.citations}
    contrast = hits.pop(answer.contrast) if answer.contrast else None
    if contrast and not hits:  # there is nothing left that it goes against
        answer, hits, contrast = replace(answer, contrast=None), {0: contrast}, None
    choice = Choice(tuple(hits.values()), contrast)
    weight = count_people(store, choice)
    said = say_again(answer, choice, weight) if hits else ""
    if not contrast:  # whether anybody contradicts this is no longer known
        said = said.removesuffix(load_texts("coach")["contrast_none"]).strip()
    text, claims = answer.text, []
    for claim in answer.claims:
        if claim.kind == "coach" and any(is_form_of(claim.text, name) for name in WEIGHTS):
            text = text.replace(claim.text, said)
            claim = replace(claim, text=said)
        claims.append(claim)
    return replace(
        answer,
        kind="no_evidence" if answer.kind == "answer" and not hits else answer.kind,
        text="\n\n".join(paragraph for paragraph in text.split("\n\n") if paragraph.strip()),
        claims=tuple(claim for claim in claims if claim.text),
        weight=weight,
    )


def say_again(answer: Answer, choice: Choice, weight: Weight) -> str:
    """Return how many people are left, in the form in which the answer said it."""
    own = [claim.text for claim in answer.claims if claim.kind == "coach"]
    for text in own:
        if weight.count == 1 and is_form_of(text, "weight_named"):
            return text
        if weight.count > 1 and is_form_of(text, "weight_against"):
            return weigh_against(weight)
    return weigh(choice, weight)
