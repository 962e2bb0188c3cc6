"""What may be typed: the commands, their options, and errors of one line."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from eval.suites import NAMES as SUITES
from terminal.commands import run_ask, run_brief, run_check, run_eval, run_ingest, run_search


class Parser(argparse.ArgumentParser):
    """An argument parser whose errors are one line."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and where help is, and leave with 2."""
        print(f"coach: {message}; see `{self.prog} --help`", file=sys.stderr)
        raise SystemExit(2)


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
