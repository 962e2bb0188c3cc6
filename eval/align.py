"""Finds the words that a claim shares with its evidence, for colouring them side by side."""

from coach.verify.words import split_words

Stretch = tuple[int, int]


def shared(claim: str, evidence: str) -> tuple[list[Stretch], list[Stretch]]:
    """Return where the content words that both have stand, in the claim and in the evidence."""
    ours, theirs = split_words(claim), split_words(evidence)
    both = {w.stem for w in ours if w.is_content} & {w.stem for w in theirs if w.is_content}
    return (
        [(word.start, word.end) for word in ours if word.stem in both],
        [(word.start, word.end) for word in theirs if word.stem in both],
    )
