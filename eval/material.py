"""What the suites share: the coach, the sets, the report read anew, and each answer asked once."""

import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from coach.answer import Answer
from coach.coach import Coach
from coach.conversation import Conversation
from eval.beside import CheckerBeside
from eval.dilemma import FOLDER, Dilemma, Unanswerable, load_dilemmas, load_unanswerable
from eval.judge_checker import CheckerResult, judge_checker
from eval.outcome import CannotRun, Record
from eval.pages import Pages, read_pages
from eval.twice import SecondRun
from ingest.library import ingest
from vectorstore.store import Store

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the sets are; another place makes another run of the same suites."""

    dilemmas: Path = FOLDER / "dilemmas.jsonl"
    unanswerable: Path = FOLDER.parent / "abstention" / "unanswerable.jsonl"
    conversations: Path = FOLDER.parent.parent / "tests" / "conversations"


@dataclass
class Material:
    """One run's coach and sets; whatever is dear is made on first use and then kept.

    reports are the PDFs of the library, bench the folder of outside data; both may be absent.
    limit takes only so many dilemmas and unanswerable questions, for a quick look; without
    other_process the second run happens in this one.
    """

    coach: Coach
    split: str
    reports: tuple[Path, ...] = ()
    bench: Path | None = None
    places: Places = field(default_factory=Places)
    limit: int | None = None
    other_process: bool = True
    _answers: dict[str, Answer] = field(default_factory=dict)
    _again: dict[str, Record] = field(default_factory=dict)
    _folders: list[tempfile.TemporaryDirectory[str]] = field(default_factory=list)

    @property
    def store(self) -> Store:
        """The open index."""
        return self.coach.store

    @property
    def with_report(self) -> bool:
        """Whether the index has verbatim passages, and not the casebook alone."""
        return any(passage.offered for passage in self.store.passages.values())

    @cached_property
    def all_dilemmas(self) -> tuple[Dilemma, ...]:
        """The dilemmas of both splits."""
        return load_dilemmas(self.places.dilemmas)

    @cached_property
    def dilemmas(self) -> tuple[Dilemma, ...]:
        """The dilemmas of the split; raises CannotRun where there are none."""
        chosen = tuple(d for d in self.all_dilemmas if d.split == self.split)[: self.limit]
        if not chosen:
            raise CannotRun(f"{self.places.dilemmas.name} has no dilemma of split {self.split}")
        return chosen

    @cached_property
    def unanswerable(self) -> tuple[Unanswerable, ...]:
        """The questions of the split to be declined; raises CannotRun where there are none."""
        found = load_unanswerable(self.places.unanswerable)
        chosen = tuple(u for u in found if u.split == self.split)[: self.limit]
        if not chosen:
            raise CannotRun(
                f"{self.places.unanswerable.name} has no question of split {self.split}"
            )
        return chosen

    @cached_property
    def pages(self) -> Pages:
        """The library's PDFs, read anew by another reader than the index's."""
        return read_pages(self.reports)

    @cached_property
    def cards_only(self) -> Coach:
        """A coach over the casebook alone, in a folder of its own; itself if there is no report."""
        if not self.with_report:
            return self.coach
        folder = tempfile.TemporaryDirectory(prefix="coach-eval-")
        self._folders.append(folder)
        embedder = self.store.embedder
        built = ingest(Path(folder.name), [], embedder.name, lambda: embedder)
        return Coach(Store(built.build, embedder))

    def answer(self, turns: Sequence[str]) -> Answer:
        """Return the answer to the last turn; the same turns are asked only once."""
        key = "\0".join(turns)
        if key not in self._answers:
            self._answers[key] = ask(self.coach, turns)
        return self._answers[key]

    @cached_property
    def second_run(self) -> SecondRun:
        """The process that answers the split's dilemmas once more; started on first use."""
        return SecondRun(self.dilemmas)

    def answer_again(self, dilemma: Dilemma) -> Record:
        """Return the record of a second answer to a dilemma, from another process."""
        if not self.other_process:
            return ask(self.coach, dilemma.turns).record()
        if not self._again:
            self._again.update(self.second_run.answers())
        return self._again[dilemma.id]

    @cached_property
    def checker_beside(self) -> CheckerBeside:
        """The process that judges the checker; started on first use."""
        return CheckerBeside(self.store, self.bench)

    def judge_checker(self) -> CheckerResult:
        """Return how the checker does."""
        if self.other_process:
            return self.checker_beside.result()
        return judge_checker(self.store, self.bench)

    def start(self, suites: Collection[str]) -> None:
        """Start at once what other processes can do for some suites in the meantime."""
        if self.other_process and "grounding" in suites:
            _ = self.second_run
        if self.other_process and "checker" in suites:
            _ = self.checker_beside

    def close(self) -> None:
        """Give back what was opened for this run alone."""
        if "cards_only" in self.__dict__ and self.cards_only is not self.coach:
            self.cards_only.store.close()
        if "second_run" in self.__dict__:
            self.second_run.close()
        if "checker_beside" in self.__dict__:
            self.checker_beside.close()
        for folder in self._folders:
            folder.cleanup()


def ask(coach: Coach, turns: Sequence[str]) -> Answer:
    """Return the answer to the last turn of a conversation of its own."""
    conversation = Conversation()
    for turn in turns:
        reply = coach.ask(turn, conversation)
        conversation = reply.conversation
    return reply.answer
