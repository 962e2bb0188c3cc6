"""The terminal door: ask, search, ingest, brief, eval, check."""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn

from vectorstore.quiet import silence_telemetry

silence_telemetry()

from coach.brief import make_brief, write_markdown  # noqa: E402
from coach.coach import Coach, clean  # noqa: E402
from coach.conversation import Conversation, read_conversation, write_conversation  # noqa: E402
from coach.export import FORMATS, write_document  # noqa: E402
from coach.model.open import ModelMisconfigured, open_model  # noqa: E402
from coach.settings import Settings  # noqa: E402
from coach.verify.lines import check_text  # noqa: E402
from eval.material import Material  # noqa: E402
from eval.outcome import CannotRun  # noqa: E402
from eval.remember import remember  # noqa: E402
from eval.run import Order, read_suites, run  # noqa: E402
from eval.suites import NAMES as SUITES  # noqa: E402
from ingest.broken import BrokenCard  # noqa: E402
from ingest.library import Progress, ensure_index, find_pdfs, ingest, silent  # noqa: E402
from vectorstore.embedder import load_embedder  # noqa: E402
from vectorstore.errors import EvidenceError  # noqa: E402
from vectorstore.evidence import Experience, Hit  # noqa: E402
from vectorstore.store import Store  # noqa: E402

Json = dict[str, Any]


class UsageError(Exception):
    """Something the person at the terminal can put right; the text is one line."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and leave with 2."""
        print(f"coach: {message}; see `{self.prog} --help`", file=sys.stderr)
        raise SystemExit(2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; every error a person can act on is one line on stderr and exit 2."""
    parser = make_parser()
    options = parser.parse_args(arguments)
    try:
        return int(options.run(options, Settings.from_env()))
    except (UsageError, EvidenceError, BrokenCard, CannotRun, ModelMisconfigured) as error:
        print(f"coach: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader of our output has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("coach: stopped", file=sys.stderr)
        return 130


def make_parser() -> Parser:
    """Return the parser of all commands."""
    parser = Parser(prog="coach", description="Ask leaders who have been there.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=Parser)

    asking = commands.add_parser("ask", help="one turn of conversation")
    asking.add_argument("message", nargs="?", help="your dilemma, in your words")
    asking.add_argument("--json", action="store_true", help="print the answer as JSON")
    asking.add_argument("--session", type=Path, metavar="FILE", help="carry a conversation on")
    asking.add_argument("--batch", type=Path, metavar="IN.jsonl", help="lines of id and turns")
    asking.set_defaults(run=run_ask)

    searching = commands.add_parser("search", help="find experience")
    searching.add_argument("question", nargs="?", help="what to look for")
    searching.add_argument("-k", type=positive, default=10, help="how many (10)")
    searching.add_argument("--json", action="store_true", help="print the hits as JSON")
    searching.add_argument("--batch", type=Path, metavar="IN.jsonl", help="lines of id and turns")
    searching.set_defaults(run=run_search)

    ingesting = commands.add_parser("ingest", help="bring PDFs into the index, or rebuild it")
    ingesting.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="PDFs or folders")
    ingesting.add_argument("--json", action="store_true", help="print the outcomes as JSON")
    ingesting.set_defaults(run=run_ingest)

    briefing = commands.add_parser("brief", help="a session brief for a coach")
    briefing.add_argument("dilemma", help="the client's dilemma")
    briefing.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help="brief.md, .docx or .pdf"
    )
    briefing.set_defaults(run=run_brief)

    checking = commands.add_parser("check", help="hold claims against their evidence")
    checking.add_argument("--batch", type=Path, metavar="IN.jsonl", help="instead of stdin")
    checking.add_argument("--json", action="store_true", help="print the verdicts as JSON")
    checking.set_defaults(run=run_check)

    judging = commands.add_parser("eval", help="judge the coach; exit 1 when a gate fails")
    judging.add_argument(
        "--suite", action="append", metavar="NAME[,...]", help=f"{', '.join(SUITES)}; all but speed"
    )
    judging.add_argument("--split", choices=("dev", "test"), default="test", help="test")
    judging.add_argument("--out", type=Path, required=True, metavar="DIR", help="for the results")
    judging.add_argument("--accept", action="store_true", help="make the results the baseline")
    judging.add_argument("--baseline", type=Path, metavar="FILE", help="instead of the usual one")
    judging.add_argument("--history", type=Path, metavar="FILE", help="DIR/history.jsonl")
    judging.set_defaults(run=run_eval)
    return parser


def positive(text: str) -> int:
    """Return a positive number; argparse says what is wrong with anything else."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def open_coach(settings: Settings) -> Coach:
    """Bring the index up to date and open it; the model loads while documents are read."""
    model = open_model(settings.llm, settings.llm_address) if settings.llm else None
    with ThreadPoolExecutor(1) as worker:
        loading = worker.submit(load_embedder, settings.embedder)
        build = ensure_index(
            settings.home, settings.library, settings.embedder, loading.result, progress_bar()
        )
        return Coach(Store(build, loading.result()), model, settings.country)


def progress_bar() -> Progress:
    """Return a reporter that draws a bar on a terminal, and nothing elsewhere."""
    if not sys.stderr.isatty():
        return silent
    from tqdm import tqdm

    bars: dict[str, Any] = {}

    def report(stage: str, done: int, total: int) -> None:
        if stage not in bars:
            bars[stage] = tqdm(total=total, desc=stage, file=sys.stderr, leave=False)
        bar = bars[stage]
        bar.n, bar.total = done, total
        bar.refresh()
        if done >= total:
            bar.close()
            del bars[stage]

    return report


def run_ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer one message, or a batch of conversations."""
    if options.batch:
        lines = list(read_batch(options.batch))
        coach = open_coach(settings)
        for line in lines:
            conversation = Conversation()
            for turn in line["turns"]:
                reply = coach.ask(turn, conversation)
                conversation = reply.conversation
            print_json({"id": line["id"], **reply.answer.record()})
        return 0
    message = required(options.message, 'say what is going on: coach ask "..."')
    conversation = open_session(options.session)
    reply = open_coach(settings).ask(message, conversation)
    if options.session:
        save_session(options.session, reply.conversation)
    if options.json:
        print_json(reply.answer.record())
    else:
        print_text(reply.answer.text)
    return 0


def run_search(options: argparse.Namespace, settings: Settings) -> int:
    """Print what the index holds on a question, or on each line of a batch."""
    if options.batch:
        lines = list(read_batch(options.batch))
        coach = open_coach(settings)
        for line in lines:
            hits = coach.find(line["turns"], options.k)
            print_json({"id": line["id"], "hits": hit_records(hits, coach.store)})
        return 0
    question = required(options.question, 'say what to look for: coach search "..."')
    coach = open_coach(settings)
    hits = coach.find([question], options.k)
    if options.json:
        print_json(hit_records(hits, coach.store))
        return 0
    for rank, hit in enumerate(hits, 1):
        first = hit.evidence.text.split("\n")[0]
        print_text(f"{rank:2}. {hit.score:.2f}  {hit.evidence.speaker}, p. {hit.page}: {first}")
    return 0


def run_ingest(options: argparse.Namespace, settings: Settings) -> int:
    """Bring files into the index; every one of them ends in a named outcome."""
    paths = [file for path in options.paths for file in expand(path)]
    result = ingest(
        settings.home,
        paths,
        settings.embedder,
        lambda: load_embedder(settings.embedder),
        progress_bar(),
    )
    if options.json:
        print_json(
            {
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
        )
    else:
        for source in result.sources:
            detail = source.reason or f"{source.pages} pages, {source.passages} passages"
            print_text(f"{source.outcome}: {source.file} ({detail})")
        print_text("the index is new" if result.changed else "nothing changed")
    for lost in result.lost:
        print(
            f"coach: {lost.card}: anchor found {lost.found} times: {lost.anchor}", file=sys.stderr
        )
    return 0


def run_brief(options: argparse.Namespace, settings: Settings) -> int:
    """Write a session brief in the format its name asks for."""
    dilemma = required(options.dilemma, 'say what the dilemma is: coach brief "..." -o brief.md')
    if options.output.suffix.lower() not in FORMATS:
        raise UsageError(f"{options.output}: the name must end in {', '.join(FORMATS)}")
    brief = make_brief(open_coach(settings).store, clean(dilemma))
    try:
        write_document(write_markdown(brief), options.output)
    except OSError as error:
        raise UsageError(f"cannot write {options.output}: {error.strerror}") from error
    print_text(f"{options.output}: {len(brief.entries)} experiences")
    return 0


def run_check(options: argparse.Namespace, settings: Settings) -> int:
    """Hold each line's claim against its evidence; needs no index."""
    text = read_text(options.batch) if options.batch else sys.stdin.read()
    for number, line in enumerate(text.split("\n"), 1):  # other ends of line may be in a claim
        if not line.strip():
            continue
        try:
            verdict = check_text(line)
        except ValueError as error:
            raise UsageError(f"line {number}: {error}") from error
        if options.json:
            print_json(verdict)
        else:
            reasons = "; ".join(verdict["reasons"])
            print_text(f"{verdict['id']}: {verdict['verdict']} {verdict['score']:.2f} ({reasons})")
    return 0


def run_eval(options: argparse.Namespace, settings: Settings) -> int:
    """Judge the coach and write the results; exit 1 when a gate fails, 2 when it could not run."""
    suites = read_suites(options.suite or [])
    order = Order(options.out, suites, options.accept, options.baseline, options.history)
    coach = open_coach(settings)
    remember(coach)
    material = Material(
        coach,
        options.split,
        tuple(find_pdfs(settings.library)),
        settings.bench,
    )
    done = run(material, order, lambda line: print(f"coach: {line}", file=sys.stderr, flush=True))
    print_text((options.out / "summary.md").read_text(encoding="utf-8"))
    return done.exit_code


def expand(path: Path) -> list[Path]:
    """Return a file as itself and a folder as the PDFs in it; raises UsageError for neither."""
    if path.is_dir():
        found = sorted(path.glob("*.[pP][dD][fF]"))
        if not found:
            raise UsageError(f"there are no PDFs in {path}")
        return found
    if not path.exists():
        raise UsageError(f"there is no file {path}")
    return [path]


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


def read_batch(path: Path) -> Iterator[Json]:
    """Yield the lines of a batch file; raises UsageError naming the line that is wrong."""
    # A line ends with a line feed only: other ends of line may stand in what a person said.
    for number, line in enumerate(read_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            turns = [str(turn) for turn in record["turns"]]
            if not turns:
                raise ValueError
            yield {"id": record["id"], "turns": turns}
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f'{path}, line {number}: needs {{"id": ..., "turns": ["...", ...]}}'
            ) from error


def read_text(path: Path) -> str:
    """Return a text file; raises UsageError when it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8 text") from error


def open_session(path: Path | None) -> Conversation:
    """Return the conversation of a session file, or a new one."""
    if path is None or not path.exists():
        return Conversation()
    try:
        return read_conversation(read_text(path))
    except ValueError as error:
        raise UsageError(f"{path} is not a session file; choose another name") from error


def save_session(path: Path, conversation: Conversation) -> None:
    """Write a session file, readable by its owner alone, in one step."""
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as file:
            file.write(write_conversation(conversation))
        aside.replace(path)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def required(value: str | None, reason: str) -> str:
    """Return a text that must not be empty; raises UsageError with a reason."""
    if not value or not value.strip():
        raise UsageError(reason)
    return value


def print_json(value: Any) -> None:
    """Print one line of JSON; ASCII, so that no terminal and no surrogate can break it."""
    print(json.dumps(value), flush=True)


def print_text(text: str) -> None:
    """Print text on a terminal whatever its encoding."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding, "replace"), flush=True)


if __name__ == "__main__":
    sys.exit(main())
