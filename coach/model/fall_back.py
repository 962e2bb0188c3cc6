"""Says in one honest line that an answer was put together without a model's words."""

from dataclasses import replace

from coach.answer import Answer, Claim
from prompts.load import load_texts


def fall_back(composed: Answer, why: str) -> Answer:
    """Return the composed answer with the line of this name before its final question."""
    said = load_texts("model")[why]
    paragraphs = composed.text.split("\n\n")
    claims = composed.claims
    question = bool(claims) and claims[-1].text.endswith("?")
    at, place = len(paragraphs) - question, len(claims) - question
    return replace(
        composed,
        text="\n\n".join((*paragraphs[:at], said, *paragraphs[at:])),
        claims=(*claims[:place], Claim(said, "coach"), *claims[place:]),
    )
