"""Fits the embedder's adapter on the casebook and on dilemmas: `python -m eval.fit_adapter`.

Every text of a card is drawn towards the mean of that card's other texts and away from all other
cards'. The cards' contrasts are not counted as other: they are about the same trouble. A dilemma of
the split `train` is drawn towards the cards that hold its gold evidence; dev and test are not
used. A penalty keeps the texts' distances near what the untuned model says, so that texts of a kind
the casebook does not hold (the report, and unrelated questions) stay where they were. No sentence
of the report is learnt from. It goes on from the adapter that is there, if there is one; needs the
report in COACH_LIBRARY to find the cards of a dilemma; about half an hour on two cores.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor, nn

from coach.settings import Settings
from eval.dilemma import FOLDER, Gold, load_dilemmas, matches
from ingest.cards import load_casebook
from ingest.library import ensure_index
from vectorstore.adapter import ADAPTER, Factors, load_adapter, save_adapter
from vectorstore.embedder import load_embedder, load_model, packaged_path
from vectorstore.evidence import Experience
from vectorstore.quiet import silence_telemetry
from vectorstore.store import Store

RANK = 8
FIRST_LAYER = 3  # of six; the lower ones know about words, not about trouble
EPOCHS = 2
BATCH = 32
RATE = 7e-4
TEMPERATURE = 0.05
KEEP = 10.0  # weight of the penalty on changed distances
LONGEST = 128  # tokens
OFTEN = 2  # times that an epoch sees a dilemma


class LowRank(nn.Module):
    """A linear layer left as it is, plus a low-rank change that is learnt."""

    def __init__(self, linear: nn.Linear) -> None:
        """Start from no change: up is zero."""
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))
        self.dropout = nn.Dropout(0.1)

    def forward(self, inputs: Tensor) -> Tensor:
        """Return what the layer gives, changed."""
        changed: Tensor = self.linear(inputs) + self.dropout(inputs) @ self.down.T @ self.up.T
        return changed


@dataclass(frozen=True, slots=True)
class Lesson:
    """All texts to learn from, what each is to be drawn towards, and what it is not kept from.

    wanted: (texts, cards), true for the card that a text is of, or the cards a dilemma looks for.
    spared: (texts, cards), true for the contrasts of a text's card, which are not pushed away.
    parts: how many texts, from the first on, are a card's own; the others are dilemmas.
    """

    texts: tuple[str, ...]
    wanted: Tensor
    spared: Tensor
    parts: int


def make_lesson(cards: Sequence[Experience], dilemmas: Sequence[tuple[str, set[str]]]) -> Lesson:
    """Return the casebook, and dilemmas with the ids of the cards each looks for, as a lesson."""
    texts: list[str] = []
    owners: list[int] = []
    places = {card.id: place for place, card in enumerate(cards)}
    alike = torch.zeros(len(cards), len(cards), dtype=torch.bool)
    for place, card in enumerate(cards):
        own = [*card.asks, *card.voices, card.situation, card.did, card.lesson]
        texts += own
        owners += [place] * len(own)
        for other in card.contrasts:
            if other in places:
                alike[place, places[other]] = alike[places[other], place] = True
    owned = torch.tensor(owners)
    looked_for = torch.zeros(len(dilemmas), len(cards), dtype=torch.bool)
    for row, (_, found) in enumerate(dilemmas):
        looked_for[row, [places[one] for one in found]] = True
    return Lesson(
        (*texts, *(message for message, _ in dilemmas)),
        torch.cat([nn.functional.one_hot(owned, len(cards)).bool(), looked_for]),
        torch.cat([alike[owned], torch.zeros_like(looked_for)]),
        len(texts),
    )


def without(card: Experience, heard: set[str]) -> Experience:
    """Return a card without the dilemmas among its voices: they are learnt from as dilemmas."""
    return replace(card, voices=tuple(voice for voice in card.voices if voice not in heard))


def load_learnt(settings: Settings) -> list[tuple[str, set[str]]]:
    """Return each dilemma of the split train with the ids of the cards that hold its gold."""
    embedder = load_embedder(settings.embedder)
    build = ensure_index(settings.home, settings.library, settings.embedder, lambda: embedder)
    store = Store(build, embedder)
    found = [
        (d.whole, {c.id for c in store.experiences.values() if matches_any(c, d.gold, store)})
        for d in load_dilemmas(FOLDER / "train.jsonl")
    ]
    return [(message, cards) for message, cards in found if cards]


def matches_any(card: Experience, golds: Sequence[Gold], store: Store) -> bool:
    """Say whether a card is what any of the gold entries points at."""
    return any(matches(card, gold, store) for gold in golds)


def add_low_rank(transformer: Any, adapter: dict[str, Factors]) -> dict[str, LowRank]:
    """Put low-rank changes into the upper layers and return them by the layers' names.

    They start from an adapter, or from none.
    """
    for parameter in transformer.parameters():
        parameter.requires_grad_(False)
    wanted = [
        name
        for name, module in transformer.named_modules()
        if isinstance(module, nn.Linear) and name.startswith("encoder.layer.")
        if int(name.split(".")[2]) >= FIRST_LAYER
    ]
    changes = {name: LowRank(transformer.get_submodule(name)) for name in wanted}
    for name, change in changes.items():
        if name in adapter:
            change.down.data = torch.from_numpy(adapter[name].down)
            change.up.data = torch.from_numpy(adapter[name].up)
        parent, _, child = name.rpartition(".")
        setattr(transformer.get_submodule(parent), child, change)
    return changes


def encode(model: Any, texts: Sequence[str]) -> Tensor:
    """Return unit vectors, shape (texts, dimension): the mean over a text's tokens."""
    read = model.tokenizer(
        list(texts), padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
    )
    states = model[0].auto_model(**read).last_hidden_state
    mask = read["attention_mask"].unsqueeze(-1).float()
    return nn.functional.normalize((states * mask).sum(1) / mask.sum(1), dim=1)


def encode_all(model: Any, texts: Sequence[str]) -> Tensor:
    """Return the vectors of many texts, without learning from them."""
    model.eval()
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    found = torch.zeros(len(texts), 384)
    with torch.no_grad():
        for start in range(0, len(order), BATCH):
            places = order[start : start + BATCH]
            found[places] = encode(model, [texts[place] for place in places])
    return found


def make_batches(lesson: Lesson) -> list[list[int]]:
    """Return all texts in batches of about one length, in a new order every time.

    Dilemmas come more than once: they are few, and they are what is asked later.
    """
    texts = lesson.texts
    order = [*range(lesson.parts), *list(range(lesson.parts, len(texts))) * OFTEN]
    random.shuffle(order)
    batches = []
    for start in range(0, len(order), 16 * BATCH):
        chunk = sorted(order[start : start + 16 * BATCH], key=lambda place: len(texts[place]))
        batches += [chunk[first : first + BATCH] for first in range(0, len(chunk), BATCH)]
    random.shuffle(batches)
    return batches


def rates(steps: int) -> Iterator[float]:
    """Yield the learning rate of every step: a short rise, then a long fall."""
    for step in range(steps):
        yield RATE * min(1.0, (step + 1) / 20) * max(0.05, 1 - step / steps)


def learn(model: Any, lesson: Lesson, adapter: dict[str, Factors]) -> Iterator[dict[str, Factors]]:
    """Yield each changed layer's factors after every epoch."""
    before = encode_all(model, lesson.texts)
    changes = add_low_rank(model[0].auto_model, adapter)
    parameters = [p for change in changes.values() for p in (change.down, change.up)]
    optimizer = torch.optim.AdamW(parameters, lr=RATE, weight_decay=0.01)
    member = lesson.wanted.float().T
    member[:, lesson.parts :] = 0  # a dilemma is drawn to its cards, and does not move them
    steps = len(make_batches(lesson))
    schedule = rates(EPOCHS * steps)
    bank = encode_all(model, lesson.texts)
    for epoch in range(EPOCHS):
        sums = member @ bank
        losses = []
        model.train()
        for batch in make_batches(lesson):
            places = torch.tensor(batch)
            vectors = encode(model, [lesson.texts[place] for place in batch])
            kept = ((vectors @ vectors.T - before[places] @ before[places].T) ** 2).mean()
            fit = contrast(vectors, sums, bank[places], lesson, places)
            for group in optimizer.param_groups:
                group["lr"] = next(schedule, 0.05 * RATE)
            optimizer.zero_grad()
            (fit + KEEP * kept).backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(parameters, 1.0)
            optimizer.step()
            new = vectors.detach()
            sums += member[:, places] @ (new - bank[places])
            bank[places] = new
            losses.append(fit.item())
        bank = encode_all(model, lesson.texts)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {sum(losses) / len(losses):.3f}", flush=True)
        yield {
            name: Factors(change.down.detach().numpy(), change.up.detach().numpy())
            for name, change in changes.items()
        }


def contrast(
    vectors: Tensor, sums: Tensor, before: Tensor, lesson: Lesson, places: Tensor
) -> Tensor:
    """Return how badly texts find the cards they want among all: a cross-entropy.

    Half of it asks for any one of them, half for each: the first hit counts, and so do the others.
    A card's own text is compared with the rest of the card, not with itself.
    """
    wanted, own = lesson.wanted[places], places < lesson.parts
    near = vectors @ nn.functional.normalize(sums, dim=1).T
    rest = nn.functional.normalize(wanted.float() @ sums - before, dim=1)
    near = torch.where(own[:, None] & wanted, (vectors * rest).sum(1, keepdim=True), near)
    near = near.masked_fill(lesson.spared[places], -1e4) / TEMPERATURE
    any_one = near.masked_fill(~wanted, -1e6).logsumexp(1)
    every_one = (near * wanted).sum(1) / wanted.sum(1)
    return (near.logsumexp(1) - (any_one + every_one) / 2).mean()


def main() -> None:
    """Fit on the casebook and the dilemmas to learn from, and write vectorstore/adapter.npz."""
    torch.manual_seed(0)
    random.seed(0)
    dilemmas = load_learnt(Settings.from_env())
    model = load_model(str(packaged_path()))
    torch.set_num_threads(2)
    heard = {message for message, _ in dilemmas}
    cards = [without(card.experience, heard) for card in load_casebook()]
    lesson = make_lesson(cards, dilemmas)
    for adapter in learn(model, lesson, load_adapter() if ADAPTER.exists() else {}):
        save_adapter(adapter)
    print(f"learnt from {lesson.parts} texts of cards and {len(dilemmas)} dilemmas")


if __name__ == "__main__":
    silence_telemetry()
    main()
