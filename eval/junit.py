"""Writes gates and cases as JUnit XML, which every CI can show."""

import re
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from eval.outcome import Case, Gate, Outcome

# What XML 1.0 does not allow even when escaped, lone surrogates included.
FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(path: Path, outcomes: Sequence[Outcome], gates: Sequence[Gate]) -> None:
    """Write one test suite for the gates and one for each suite's cases.

    A case that fails is a failure only where it is shown; whether the run fails, gates decide.
    """
    suites = [as_suite("gates", [gate_test(gate) for gate in gates], 0.0)]
    suites += [
        as_suite(outcome.suite, [case_test(case) for case in outcome.cases], outcome.seconds)
        for outcome in outcomes
        if outcome.cases
    ]
    text = "".join(suites)
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="coach eval">\n{text}</testsuites>\n',
        encoding="utf-8",
    )


def clean(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return FORBIDDEN.sub("\ufffd", text)


def attribute(text: str) -> str:
    """Return a text as a quoted attribute."""
    return quoteattr(clean(text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def as_suite(name: str, tests: Sequence[str], seconds: float) -> str:
    """Return a test suite with its counts."""
    failed = sum("<failure" in test for test in tests)
    skipped = sum("<skipped" in test for test in tests)
    counts = f'tests="{len(tests)}" failures="{failed}" errors="0" skipped="{skipped}"'
    body = "".join(tests)
    return f'<testsuite name={attribute(name)} {counts} time="{seconds:.3f}">\n{body}</testsuite>\n'


def gate_test(gate: Gate) -> str:
    """Return a gate as a test case."""
    inner = ""
    if gate.holds is None:
        inner = f"<skipped message={attribute(gate.why or gate.measured)}/>"
    elif not gate.holds:
        inner = (
            f"<failure message={attribute(gate.measured)}>{escape(clean(gate.demand))}</failure>"
        )
    return test("gates." + gate.suite, f"{gate.suite}: {gate.demand}", inner)


def case_test(case: Case) -> str:
    """Return a case as a test case."""
    inner = ""
    problems = "; ".join(case.problems)
    if case.passed is None:
        inner = f"<skipped message={attribute(problems or 'could not be scored')}/>"
    elif not case.passed:
        inner = f"<failure message={attribute(problems)}>{escape(clean(case.question))}</failure>"
    return test(case.suite, case.id, inner)


def test(group: str, name: str, inner: str) -> str:
    """Return one test case."""
    return f"<testcase classname={attribute(group)} name={attribute(name)}>{inner}</testcase>\n"
