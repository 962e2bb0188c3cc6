"""The few features by which a paraphrase is scored; each is a share, and more is better."""

import re
from dataclasses import astuple, dataclass

import numpy as np

from coach.verify.coverage import Coverage, cover
from coach.verify.prepared import Prepared
from coach.verify.words import Word

GRAM = 4
NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Features:
    """How much of a claim its evidence holds, 0 to 1.

    best and whole: of its information, in the best three sentences and in all of them.
    grams: of its runs of four letters, in the best two sentences.
    order: of its information, in the same order in the best two sentences (ROUGE-L precision).
    """

    best: float
    whole: float
    grams: float
    order: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A claim's features, how much it says (for weighing sentences), and how it was covered."""

    features: Features
    information: float
    coverage: Coverage


def measure(text: str, words: tuple[Word, ...], evidence: Prepared) -> Measured:
    """Return the features of one claim, given as text and words, against its evidence."""
    coverage = cover(words, evidence)
    two = [evidence.sentences[n] for n in sorted(coverage.chosen[:2]) if evidence.sentences]
    stems = [word.stem for sentence in two for word in sentence.words]
    features = Features(
        coverage.best,
        coverage.whole,
        share_of_grams(text, " ".join(sentence.text for sentence in two)),
        share_in_order([word.stem for word in words], stems, coverage),
    )
    return Measured(features, float(coverage.weights.sum()), coverage)


def share_of_grams(text: str, evidence: str) -> float:
    """Return the share of a text's runs of four letters or digits that the evidence has too."""
    wanted, found = only_letters(text), only_letters(evidence)
    grams = [wanted[n : n + GRAM] for n in range(len(wanted) - GRAM + 1)]
    return sum(gram in found for gram in grams) / (len(grams) or 1)


def only_letters(text: str) -> str:
    """Return a text in lower case, with one blank for whatever is neither letter nor digit."""
    return f" {' '.join(NO_LETTER.sub(' ', text.lower()).split())} "


def share_in_order(stems: list[str], evidence: list[str], coverage: Coverage) -> float:
    """Return the information in the longest common subsequence, as a share of the claim's."""
    numbers = {stem: n for n, stem in enumerate(dict.fromkeys(evidence))}
    row = np.array([numbers[stem] for stem in evidence], dtype=np.int64)
    longest = np.zeros(len(row) + 1)
    for stem, weight in zip(stems, coverage.weights, strict=True):
        number = numbers.get(stem)
        if number is None:
            continue
        extended = longest[:-1] + weight * (row == number)
        longest[1:] = np.maximum.accumulate(np.maximum(longest[1:], extended))
    return float(longest[-1]) / (float(coverage.weights.sum()) or 1.0)


def weighted_mean(measured: list[Measured]) -> Features:
    """Return the features of several sentences as one, each weighing what it says."""
    weights = [one.information for one in measured]
    columns = zip(*(astuple(one.features) for one in measured), strict=True)
    return Features(*(float(np.average(column, weights=weights)) for column in columns))
