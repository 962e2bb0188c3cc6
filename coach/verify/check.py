"""Checks one claim against the evidence it cites: the checker's main line."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from coach.verify.attribution import flag_page, flag_speaker, without_pages
from coach.verify.certainty import flag_certainty
from coach.verify.differences import flag_differences
from coach.verify.evidence import Check, Evidence, Flag, Span, Verdict
from coach.verify.exact import find_quotation, long_enough, stands_in
from coach.verify.features import Measured, measure, weighted_mean
from coach.verify.figures import flag_numbers
from coach.verify.frames import unframe
from coach.verify.names import flag_names
from coach.verify.opposites import flag_antonyms, flag_negation
from coach.verify.polarity import NEGATORS
from coach.verify.prepared import prepare
from coach.verify.quoted import find_quoted, without_quoted
from coach.verify.roles import flag_roles
from coach.verify.sentence_type import type_sentence
from coach.verify.weights import Weights, load_weights, log_odds, probability
from coach.verify.words import split_words
from vectorstore.sentences import split_sentences

GAP = "\n\n"
LONGEST = 20_000  # characters of a claim
OWN = "the coach's own words: nothing to prove"
# Words that may stand beside a quotation without needing proof of their own.
REPORTING = frozenset(
    """said says say told tells put puts recalled recalls thinks thought believes believed argues
    argued explains explained adds added describes described remembers remembered admits admitted
    writes wrote words word p pp page pages interview own lord lady sir dame dr professor""".split()
)


# Flags for what the evidence does not have; the others are for what it has the other way round.
MISSING = frozenset({"quotation", "speaker", "page", "number", "name"})


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of a claim, measured against the evidence, with what speaks against it."""

    text: str
    measured: Measured
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A claim held against its evidence, before it is weighed.

    settled is the verdict where there is nothing to weigh. claims are the sentences that must be
    proved; wrong speaks against the whole claim, missing are quotations not found.
    """

    settled: Check | None
    claims: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    wrong: tuple[Flag, ...] = ()
    missing: tuple[Flag, ...] = ()
    span: Span | None = None


def check_claim(
    claim: str,
    evidence: Sequence[Evidence],
    speakers: Collection[str] = (),
    weights: Weights | None = None,
) -> Check:
    """Return whether a claim is proved by the evidence it cites, with reasons a person can read.

    speakers are the full names of all who were interviewed: where a claim names one of them, the
    evidence must be theirs. The score is that of the whole text, each sentence weighing what it
    says; the verdict is that of the weakest of its claims. A flag fails a claim.
    """
    return weigh(read_claim(claim, evidence, speakers), weights or load_weights())


def read_claim(claim: str, evidence: Sequence[Evidence], speakers: Collection[str] = ()) -> Reading:
    """Return a claim measured against its evidence, with everything that speaks against it."""
    if len(claim) > LONGEST:
        reason = f"longer than {LONGEST:,} characters: check it in parts"
        return Reading(Check("unsupported", 0.0, None, (reason,)))
    texts = [one.text for one in split_sentences(claim)]
    claims = tuple(text for text in texts if type_sentence(text) == "claim")
    if not any(one.text.strip() for one in evidence):
        reason = "no evidence is cited" if claims else OWN
        return Reading(Check("unsupported" if claims else "own", 0.0, None, (reason,)))
    wrong = (*flag_speaker(claim, evidence, speakers), *flag_page(claim, evidence))
    cited = [
        one
        for one in evidence
        if not flag_speaker(claim, [one], speakers) and not flag_page(claim, [one])
    ] or list(evidence)
    quotations = find_quoted(claim)
    missing = flag_quotations(quotations, cited)
    span = place_quotations(quotations, cited, evidence)
    if span and not wrong and not missing and only_reports(claim, cited):
        return Reading(Check("verified", 1.0, span, ("quoted letter for letter",)))
    parts = tuple(part for text in texts if (part := check_part(text, cited)))
    if not parts:
        reason = "the claim has no words to compare"
        return Reading(Check("unsupported", 0.0, None, (reason,), wrong))
    span = span or place_best(parts, cited, evidence)
    return Reading(None, claims, parts, wrong, missing, span)


def weigh(reading: Reading, weights: Weights) -> Check:
    """Return the verdict on a claim by these weights."""
    if reading.settled:
        return reading.settled
    parts, wrong = reading.parts, reading.wrong
    odds = [log_odds(part.measured.features, weights) - cost(part.flags, weights) for part in parts]
    information = [part.measured.information for part in parts]
    score = probability(float(np.average(odds, weights=information)) - cost(wrong, weights))
    if not reading.claims:
        return Check("own", score, reading.span, (OWN,))
    proved = [
        (part, odd) for part, odd in zip(parts, odds, strict=True) if part.text in reading.claims
    ]
    raised = (*wrong, *reading.missing, *(flag for part, _ in proved for flag in part.flags))
    flags = tuple(dict.fromkeys(raised))
    reasons = (*(flag.reason for flag in flags), describe(parts))
    weakest = min((odd for _, odd in proved), default=-math.inf)
    passes = not flags and probability(weakest) >= weights.threshold
    verdict: Verdict = "supported" if passes else "unsupported"
    return Check(verdict, score, reading.span, reasons, flags)


def check_part(text: str, cited: Sequence[Evidence]) -> Part | None:
    """Return one sentence of a claim measured, or None where it has no words."""
    plain = unframe(text)
    own = {word.stem for one in cited for word in split_words(one.speaker or "")}
    words = split_words(plain)
    told = tuple(word for word in words if word.stem not in own) or words
    if not told:
        return None
    evidence = prepare(GAP.join(one.text for one in cited))
    measured = measure(plain, told, evidence)
    known = " ".join(one.speaker or "" for one in cited)
    flags = (
        *flag_quotations(find_quoted(text), cited),
        *flag_numbers(without_pages(plain), tuple(one.text for one in cited)),
        *flag_names(told, plain, (evidence,), known),
        *flag_differences(told, plain, evidence, measured.coverage),
        *flag_negation(told, plain, evidence, measured.coverage),
        *flag_antonyms(told, evidence, measured.coverage),
        *flag_certainty(told, evidence, measured.coverage),
        *flag_roles(words, plain, evidence, measured.coverage),
    )
    return Part(text, measured, flags)


def flag_quotations(quotations: Sequence[str], cited: Sequence[Evidence]) -> tuple[Flag, ...]:
    """Return a flag for each quotation that is not in the evidence letter for letter."""
    return tuple(
        Flag("quotation", f"not in the evidence letter for letter: “{quotation}”")
        for quotation in dict.fromkeys(quotations)
        if not any(is_quoted_from(quotation, one.text) for one in cited)
    )


def is_quoted_from(quotation: str, text: str) -> bool:
    """Return whether a text has a quotation; one too short to prove anything must be there too."""
    if find_quotation(quotation, text):
        return True
    return not long_enough(quotation) and stands_in(quotation, text)


def place_quotations(
    quotations: Sequence[str], cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Span | None:
    """Return where the first quotation that proves something stands."""
    for quotation in quotations:
        for one in cited:
            found = find_quotation(quotation, one.text)
            if found:
                return Span(list(evidence).index(one), found.start, found.end)
    return None


def only_reports(claim: str, cited: Sequence[Evidence]) -> bool:
    """Return whether a claim, apart from its quotations, only says whose words they are."""
    own = {word.stem for one in cited for word in split_words(one.speaker or "")}
    rest = split_words(without_quoted(claim))
    proved = all(
        any(find_quotation(quotation, one.text) for one in cited)
        for quotation in find_quoted(claim)
    )
    return proved and not any(
        word.text.lower() in NEGATORS
        or (
            word.is_content
            and word.stem not in own
            and word.text.lower() not in REPORTING
            and not word.text.isdigit()
        )
        for word in rest
    )


def place_best(
    parts: Sequence[Part], cited: Sequence[Evidence], evidence: Sequence[Evidence]
) -> Span | None:
    """Return the sentence of the evidence that holds most of the claim's best part."""
    best = max(parts, key=lambda part: part.measured.coverage.best)
    sentences = prepare(GAP.join(one.text for one in cited)).sentences
    if not sentences or best.measured.coverage.best == 0:
        return None
    sentence = sentences[best.measured.coverage.chosen[0]]
    start = 0
    for one in cited:
        end = start + len(one.text)
        if sentence.start < end:
            number = list(evidence).index(one)
            return Span(number, sentence.start - start, min(sentence.end, end) - start)
        start = end + len(GAP)
    return None


def cost(flags: Sequence[Flag], weights: Weights) -> float:
    """Return what flags take off the log-odds, each kind once."""
    kinds = {flag.kind for flag in flags}
    return sum(weights.missing if kind in MISSING else weights.turned for kind in kinds)


def describe(parts: Sequence[Part]) -> str:
    """Return how much of a claim was found, as a sentence for a person."""
    features = weighted_mean([part.measured for part in parts])
    return (
        f"the evidence holds {features.whole:.0%} of what the claim says, "
        f"{features.best:.0%} in its closest sentences"
    )
