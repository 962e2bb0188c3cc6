"""The terminal door: ask, search, ingest, brief, eval, check."""

import os
import sys
from collections.abc import Sequence

from vectorstore.quiet import silence_telemetry

silence_telemetry()

from coach.model.open import ModelMisconfigured  # noqa: E402
from coach.settings import Settings  # noqa: E402
from eval.outcome import CannotRun  # noqa: E402
from ingest.broken import BrokenCard  # noqa: E402
from terminal.arguments import make_parser  # noqa: E402
from terminal.usage import UsageError  # noqa: E402
from vectorstore.errors import EvidenceError  # noqa: E402


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


if __name__ == "__main__":
    sys.exit(main())
