"""Offers the search as a LangChain retriever, so that the index fits into anyone's chain."""

from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from vectorstore.evidence import Experience, Hit
from vectorstore.search import search
from vectorstore.store import Store


class ExperienceRetriever(BaseRetriever):
    """Retrieves passages and experience cards with speaker, page and quotations as metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    store: Store
    k: int = 5
    people: tuple[str, ...] = ()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        """Return the k documents that fit a question best, best first."""
        hits = search(self.store, query, self.k, self.people)
        return [to_document(hit) for hit in hits]


def to_document(hit: Hit) -> Document:
    """Return a hit as a LangChain document; metadata holds plain values only."""
    evidence = hit.evidence
    metadata: dict[str, Any] = {
        "evidence_id": evidence.id,
        "kind": hit.kind,
        "score": hit.score,
        "speaker": evidence.speaker,
        "role": evidence.role,
        "source": evidence.source,
        "page": hit.page,
    }
    if isinstance(evidence, Experience):
        metadata["pages"] = list(evidence.pages)
        metadata["themes"] = list(evidence.themes)
        metadata["quotes"] = [{"quote": q.text, "page": q.page} for q in evidence.quotes]
    return Document(page_content=evidence.text, metadata=metadata, id=evidence.id)
