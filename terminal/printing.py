"""What is printed: text that no terminal can break, and the JSON that other programs read."""

import json
import sys
from collections.abc import Sequence
from typing import Any

from ingest.build import Ingested
from vectorstore.evidence import Experience, Hit
from vectorstore.store import Store

Json = dict[str, Any]


def print_json(value: Any) -> None:
    """Print one line of JSON; ASCII, so that no terminal and no surrogate can break it."""
    print(json.dumps(value), flush=True)


def print_text(text: str) -> None:
    """Print text on a terminal whatever its encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding, "replace"), flush=True)


def hit_records(hits: Sequence[Hit], store: Store) -> list[Json]:
    """Return hits as the JSON that `coach search --json` promises."""
    records = []
    for rank, hit in enumerate(hits, 1):
        quotes = hit.evidence.quotes if isinstance(hit.evidence, Experience) else ()
        records.append(
            {
                "rank": rank,
                "score": round(hit.score, 4),
                "kind": hit.kind,
                "evidence_id": hit.evidence.id,
                "speaker": hit.evidence.speaker,
                "page": hit.page,
                "source": hit.evidence.source,
                "text": hit.evidence.text,
                "quotes": [
                    {
                        "quote": quote.text,
                        "page": quote.page,
                        "passage": store.passages[quote.passage_id].text,
                    }
                    for quote in quotes
                ],
            }
        )
    return records


def ingest_record(result: Ingested) -> Json:
    """Return how an ingest ended as the JSON of `coach ingest --json`."""
    return {
        "build": result.build.name,
        "changed": result.changed,
        "files": [
            {
                "file": source.file,
                "outcome": source.outcome,
                "reason": source.reason,
                "title": source.title,
                "pages": source.pages,
                "passages": source.passages,
                "speakers": list(source.speakers),
            }
            for source in result.sources
        ],
    }
