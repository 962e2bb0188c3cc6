"""The browser door: opens the coach and shows its window at http://127.0.0.1:7860."""

import sys

from vectorstore.quiet import silence_telemetry

silence_telemetry()

from coach.model.open import ModelMisconfigured  # noqa: E402
from coach.settings import Settings  # noqa: E402
from ingest.broken import BrokenCard  # noqa: E402
from vectorstore.errors import EvidenceError  # noqa: E402
from window.address import UnsafeAddress, check_address  # noqa: E402


def main() -> int:
    """Open the coach and serve its window until it is stopped."""
    settings = Settings.from_env()
    try:
        check_address(settings)
        # Only now: it takes seconds, and who is refused need not wait for it.
        from window.launch import launch
        from window.open import open_coach

        launch(open_coach(settings))
    except (BrokenCard, EvidenceError, ModelMisconfigured, UnsafeAddress) as error:
        print(f"coach: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
