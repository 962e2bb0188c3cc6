"""The fixed weights of the score, versioned, kept as data in weights.json.

Fitted by `python -m eval.fit_checker`, which also prints how well they do on data they were not
fitted on. No weight is negative: more of a claim found never lowers its score.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from coach.verify.features import Features


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic over Features, and what each kind of flag takes off the log-odds.

    missing is for what the evidence does not have, turned for what it has the other way round.
    """

    version: int
    fitted_on: str
    intercept: float
    best: float
    whole: float
    grams: float
    order: float
    threshold: float
    missing: float
    turned: float


@cache
def load_weights() -> Weights:
    """Return the weights that come with the program."""
    return Weights(**json.loads(files("coach.verify").joinpath("weights.json").read_text("utf-8")))


def log_odds(features: Features, weights: Weights) -> float:
    """Return the log-odds that a claim with these features is supported."""
    return (
        weights.intercept
        + weights.best * features.best
        + weights.whole * features.whole
        + weights.grams * features.grams
        + weights.order * features.order
    )


def probability(log_odds: float) -> float:
    """Return log-odds as a score from 0 to 1."""
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, log_odds))))
