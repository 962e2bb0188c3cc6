"""An open build: its evidence, its vectors in Chroma, and its words in BM25."""

import shutil
import tempfile
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from vectorstore.builds import Manifest, damaged, read_jsonl, read_manifest, verify_files
from vectorstore.chroma import COLLECTION, open_client
from vectorstore.embedder import Embedder, Vectors
from vectorstore.errors import EvidenceError
from vectorstore.evidence import Experience, Passage, Person
from vectorstore.layout import lay_out
from vectorstore.lexical import Lexicon
from vectorstore.records import read_experience, read_passage, read_window
from vectorstore.vectors import load_vectors
from vectorstore.whitening import learn_whitening
from vectorstore.windows import Window


@dataclass(frozen=True, slots=True)
class Near:
    """A window and its cosine similarity to the question."""

    window: Window
    similarity: float


class Store:
    """One build, held open for reading; it never changes while it is open."""

    def __init__(self, build: Path, embedder: Embedder) -> None:
        """Open a build; raises EvidenceError when it is damaged or made by another embedder.

        Chroma writes to its folder even when it only reads, and two processes on one folder
        corrupt it, so each store opens a private copy and the build itself is never touched.
        """
        self.manifest: Manifest = read_manifest(build)
        if self.manifest.embedder != embedder.name:
            raise EvidenceError(
                f"the index was built with {self.manifest.embedder}; run `coach ingest` to rebuild"
            )
        verify_files(build, self.manifest)
        self.embedder = embedder
        try:
            passages = [read_passage(record) for record in read_jsonl(build / "passages.jsonl")]
            experiences = [
                read_experience(record) for record in read_jsonl(build / "experiences.jsonl")
            ]
            windows = [read_window(record) for record in read_jsonl(build / "windows.jsonl")]
            kept = load_vectors(build / "vectors.npz")
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise damaged() from error
        self.passages: dict[str, Passage] = {passage.id: passage for passage in passages}
        self.experiences: dict[str, Experience] = {card.id: card for card in experiences}
        self.windows: dict[str, Window] = {window.id: window for window in windows}
        if kept.ids != tuple(self.windows):
            raise damaged()
        self.vectors = kept.vectors
        self.whitening = learn_whitening(windows, kept.vectors)
        self.white_vectors = self.whitening.apply(kept.vectors)
        self._people = self.find_people()
        self.interviewees = frozenset(p.name for p in self._people if p.interviewee)
        self.layout = lay_out(windows, passages, experiences)
        self.rows = windows
        self.quoted_by = group_quotes(experiences)
        self.lexicon = Lexicon(self.passages.values(), self.experiences.values())
        self._folder = Path(tempfile.mkdtemp(prefix="coach-"))
        self._finalizer = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        shutil.copytree(build / "chroma", self._folder / "chroma")
        self._client = open_client(self._folder / "chroma")
        self._collection = self._client.get_collection(COLLECTION, embedding_function=None)

    @property
    def build(self) -> str:
        """The name of the build."""
        return self.manifest.build

    def evidence(self, evidence_id: str) -> Passage | Experience:
        """Return a piece of evidence by id; raises KeyError for an unknown one."""
        if evidence_id in self.experiences:
            return self.experiences[evidence_id]
        return self.passages[evidence_id]

    def people(self) -> tuple[Person, ...]:
        """Return everybody the evidence speaks for, interviewees first, each once."""
        return self._people

    def find_people(self) -> tuple[Person, ...]:
        """Read them from the evidence."""
        interviewed = {p.speaker for p in self.passages.values() if p.kind == "interview"}
        roles: dict[str, str] = {}
        for card in self.experiences.values():
            roles.setdefault(card.interviewee, card.role)
            if not card.role.lower().startswith("author"):
                interviewed.add(card.interviewee)
        for passage in self.passages.values():
            if passage.offered and passage.speaker:
                roles.setdefault(passage.speaker, passage.role)
        people = [Person(name, role, name in interviewed) for name, role in roles.items()]
        return tuple(sorted(people, key=lambda person: (not person.interviewee, person.name)))

    def nearest(self, vector: Vectors, count: int) -> tuple[Near, ...]:
        """Return the windows nearest to a unit vector of shape (dimension,), nearest first."""
        count = min(count, len(self.windows))
        if not count:
            return ()
        found = self._collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=count,
            include=["distances"],
        )
        distances = found["distances"] or [[]]
        return tuple(
            Near(self.windows[window_id], 1.0 - float(distance))
            for window_id, distance in zip(found["ids"][0], distances[0], strict=True)
        )

    def neighbours(self, passage: Passage) -> tuple[Passage | None, Passage | None]:
        """Return the passages before and after one in its document."""
        order = {p.position: p for p in self.passages.values() if p.document == passage.document}
        return order.get(passage.position - 1), order.get(passage.position + 1)

    def close(self) -> None:
        """Close Chroma and remove the private copy."""
        self._client.close()
        self._finalizer()


def group_quotes(experiences: Sequence[Experience]) -> dict[str, tuple[str, ...]]:
    """Return the ids of the cards that quote a passage, by the passage's id."""
    quoting: dict[str, tuple[str, ...]] = {}
    for card in experiences:
        for passage_id in dict.fromkeys(quote.passage_id for quote in card.quotes):
            quoting[passage_id] = (*quoting.get(passage_id, ()), card.id)
    return quoting
