"""Reads the little Markdown of an answer into blocks and runs; all else stays plain text."""

import re
from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "quotation", "item", "heading"]
INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*|\*(?P<emphasis>[^*\s][^*]*)\*|\[(?P<mark>\d{1,3})\]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a mark has its number and no text."""

    text: str
    strong: bool = False
    emphasis: bool = False
    mark: int | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, quotation, list item or heading; byline says whose words a quotation is."""

    kind: BlockKind
    runs: tuple[Run, ...]
    byline: str = ""

    @property
    def text(self) -> str:
        """The words of the block without styles and marks."""
        return "".join(run.text for run in self.runs)


def read_blocks(text: str) -> tuple[Block, ...]:
    """Return the blocks of an answer, in order."""
    return tuple(
        block for part in re.split(r"\n\s*\n", text.strip()) if part for block in read_part(part)
    )


def read_part(part: str) -> list[Block]:
    """Return the blocks of a part between empty lines: one, or one for each list item."""
    lines = part.split("\n")
    if lines[0].lstrip().startswith(">"):
        words = [line.lstrip().removeprefix(">").strip() for line in lines]
        byline = words.pop() if len(words) > 1 and words[-1].startswith(("—", "–")) else ""
        return [Block("quotation", read_runs(" ".join(filter(None, words))), byline)]
    if lines[0].startswith("#"):
        return [Block("heading", read_runs(" ".join(lines).lstrip("# ")))]
    items = [re.match(r"\s*(?:[-*•]|\d+[.)])\s+(.*)", line) for line in lines]
    if all(items):
        return [Block("item", read_runs(item[1])) for item in items if item]
    return [Block("paragraph", read_runs(" ".join(line.strip() for line in lines)))]


def read_runs(text: str) -> tuple[Run, ...]:
    """Return the runs of one line of text."""
    runs = []
    position = 0
    for found in INLINE.finditer(text):
        if found.start() > position:
            runs.append(Run(text[position : found.start()]))
        if found["mark"]:
            runs.append(Run("", mark=int(found["mark"])))
        elif found["strong"]:
            runs.append(Run(found["strong"], strong=True))
        else:
            runs.append(Run(found["emphasis"], emphasis=True))
        position = found.end()
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)
