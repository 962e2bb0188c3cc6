"""A made-up report with its cards and sets, small enough to be judged whole in a second."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from coach.answer import Answer
from coach.coach import Coach
from coach.compose import Choice, compose
from coach.conversation import Conversation
from coach.reply import Reply
from eval.material import Material, Places
from ingest.library import ingest
from tests.conftest import write_casebook
from vectorstore.embedder import Embedder
from vectorstore.evidence import Experience, Hit
from vectorstore.store import Store

MILL = "Amber Berry"
CANAL = "Josiah Lock"
DILEMMAS: list[dict[str, Any]] = [
    {
        "id": "m-1",
        "question": "How do I get him to buy? They will not sell and he holds it all.",
        "gold": [{"speaker": MILL, "page": "3", "anchor": "weigh them in front of everybody"}],
        "contrast": [{"speaker": CANAL, "page": "5", "anchor": "without asking one single"}],
        "tags": ["plain"],
        "split": "dev",
    },
    {
        "id": "m-2",
        "question": "Nobody follows my plan and my rota failed. Should I have asked them?",
        "gold": [{"speaker": CANAL, "page": "5", "anchor": "without asking one single"}],
        "tags": ["plain"],
        "split": "dev",
    },
]
UNANSWERABLE = [
    {"id": "u-1", "question": "What is seven times eight?", "kind": "general", "split": "dev"},
    {"id": "u-2", "question": "Which bus goes to the sea?", "kind": "general", "split": "dev"},
]


def write_lines(path: Path, records: list[dict[str, Any]]) -> Path:
    """Write records as JSON lines."""
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def valley_coach(
    hashed: Embedder, valley_pdf: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Coach]:
    """Return a coach over the made-up report and two cards about it."""
    home = tmp_path_factory.mktemp("valley-home")
    cards = write_casebook(home)
    built = ingest(home / "state", [valley_pdf], hashed.name, lambda: hashed, casebook=cards)
    coach = Coach(Store(built.build, hashed))
    yield coach
    coach.store.close()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """Return sets of two dilemmas and two questions that must be declined."""
    return Places(
        dilemmas=write_lines(tmp_path / "dilemmas.jsonl", DILEMMAS),
        unanswerable=write_lines(tmp_path / "unanswerable.jsonl", UNANSWERABLE),
    )


@pytest.fixture
def material(valley_coach: Coach, valley_pdf: Path, places: Places) -> Material:
    """Return what the suites need to judge the coach of the made-up report."""
    return Material(valley_coach, "dev", (valley_pdf,), places=places, other_process=False)


class Scripted:
    """A coach that answers the two dilemmas well, declines the rest, and can be spoilt.

    spoil changes an answer on its way out; find says what is found for a question.
    """

    def __init__(self, store: Store) -> None:
        """Prepare an answer for each dilemma from its own card."""
        self.store = store
        cards = store.experiences
        self.spoil: Callable[[Answer], Answer] = lambda answer: answer
        self.always = False
        self.never = False
        self.cards = {DILEMMAS[0]["question"]: cards["berry-mill"]}
        self.cards[DILEMMAS[1]["question"]] = cards["lock-timetable"]

    def compose(self, card: Experience) -> Answer:
        """Return an answer from one card and the card that went the other way."""
        others = [Hit(self.store.experiences[one], 0.5) for one in card.contrasts]
        hits = (Hit(card, 1.0), *others)
        choice = Choice((hits[0],), others[0] if others else None)
        return compose(self.store, choice, "", hits)

    def ask(self, message: str, conversation: Conversation) -> Reply:
        """Answer a dilemma, decline anything else."""
        card = self.cards.get(message)
        if self.always:
            card = card or next(iter(self.cards.values()))
        if card is None or self.never:
            answer = Answer("no_evidence", "The interviews do not cover this.")
        else:
            answer = self.spoil(self.compose(card))
        return Reply(answer, conversation)

    def find(self, turns: Sequence[str], k: int) -> tuple[Hit, ...]:
        """Return the card of a dilemma first."""
        right = self.cards.get(turns[-1])
        cards = sorted(self.store.experiences.values(), key=lambda card: card is not right)
        return tuple(Hit(card, 1.0 - place / 10) for place, card in enumerate(cards))


@pytest.fixture
def scripted(material: Material) -> Scripted:
    """Return the coach that can be spoilt, in place of the real one."""
    coach = Scripted(material.coach.store)
    material.coach = coach  # type: ignore[assignment]
    material.cards_only = coach  # type: ignore[assignment]
    return coach
