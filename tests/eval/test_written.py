"""What is written: valid XML and a page that stays text, whatever a case may hold."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.compare import compare
from eval.history import add_run, read_history
from eval.junit import write_junit
from eval.outcome import Case, Gate, Interval, Measure, Outcome, Table
from eval.report import embed, write_report
from eval.run import as_line
from eval.summary import write_summary
from eval.verdict import Run

NAUGHTY = [
    "<script>window.hurt = 1</script>",
    "</script><script>window.hurt = 1</script>",
    '"><img src=x onerror="window.hurt = 1">',
    "<!-- ]]> --> &amp; &#0;",
    "\x00\x08\x1b[31m \ufffe \ud800 \u202e",
    "| a | b |\n|---|",
    "{{ 7 * 7 }} {% raw %}",
    "javascript:window.hurt=1",
]


def make_run(texts: list[str]) -> Run:
    """Return a run whose every text is one of some texts."""
    cases = tuple(
        Case(
            "attacks",
            f"{n} {text}",
            None if n % 3 == 2 else n % 3 == 0,
            text,
            (text,),
            {"score": 0.5},
            tags=(text,),
            people=(text,),
            themes=(text,),
            detail={
                text: text,
                "answer": {"text": text, "kind": text, "dropped": [text]},
                "statements": [
                    {
                        "text": text,
                        "kind": "quote",
                        "support": 0.5,
                        "score": None,
                        "reasons": [text],
                        "beside": [
                            {
                                "n": 1,
                                "evidence": text,
                                "kind": "passage",
                                "speaker": text,
                                "page": text,
                                "text": text,
                                "words": [[0, 2]],
                                "claim words": [[0, 2]],
                                "behind": [0, len(text)],
                            }
                        ],
                    }
                ],
            },
        )
        for n, text in enumerate(texts)
    )
    gates = tuple(Gate("attacks", t, t, (True, False, None)[n % 3], t) for n, t in enumerate(texts))
    measure = Measure("attacks", texts[0], 0.5, Interval(0.4, 0.6, texts[0]), 3, True)
    unscored = Measure("attacks", "not scored", None, None, 0, True)
    tables = (Table(texts[0], tuple(texts[:2]), (tuple(texts[:2]),), texts[0]),)
    outcome = Outcome("attacks", gates, cases, (measure, unscored), tables, (), tuple(texts))
    comparison = compare([outcome], None, "none.json")
    return Run(
        (outcome,), comparison, "dev", True, "b", "2 cards", "2026-01-01T00:00:00+00:00", 1.0
    )


def test_junit_is_valid_whatever_a_case_holds(tmp_path: Path) -> None:
    run = make_run(NAUGHTY)
    write_junit(tmp_path / "junit.xml", run.outcomes, run.gates)
    root = ElementTree.parse(tmp_path / "junit.xml").getroot()
    cases = root.findall("testsuite[@name='attacks']/testcase")
    assert len(cases) == len(NAUGHTY)
    assert len(root.findall("testsuite[@name='attacks']/testcase/failure")) == 3
    assert len(root.findall("testsuite[@name='attacks']/testcase/skipped")) == 2
    assert NAUGHTY[0] in str(cases[0].get("name"))


@given(st.text(min_size=1), st.text())
def test_no_text_breaks_the_xml_the_lines_or_the_page(one: str, two: str) -> None:
    from tempfile import TemporaryDirectory

    run = make_run([one, two or "x"])
    with TemporaryDirectory() as folder:
        path = Path(folder, "junit.xml")
        write_junit(path, run.outcomes, run.gates)
        ElementTree.parse(path)
    case = run.outcomes[0].cases[0]
    line = as_line(case)
    assert line.count("\n") == 1
    assert json.loads(line)["question"] == one
    write_summary(run).encode("utf-8")
    assert json.loads(embed({"a": one})) == {"a": one}
    assert not {"<", ">", "&"} & set(embed(one))


def test_a_table_of_the_summary_keeps_its_columns() -> None:
    text = write_summary(make_run(["a | b", "c\nd", "e", "f"]))
    rows = [line for line in text.splitlines() if line.startswith("| attacks | ")]
    gates = [row for row in rows if row.replace("\\|", "").count("|") == 5]
    assert len(gates) == 4
    assert "could not be scored" in text


def test_what_could_not_be_scored_is_never_a_number() -> None:
    lines = write_summary(make_run(["a", "b", "c"])).splitlines()
    row = next(line for line in lines if line.startswith("| attacks | not scored |"))
    assert row == "| attacks | not scored | could not be scored | – |  | 0 |"


def test_the_page_asks_nothing_of_a_network_and_runs_nothing_but_its_own() -> None:
    page = write_report(make_run(NAUGHTY), [])
    assert "default-src 'none'" in page
    assert page.count("<script") == 2
    for word in ("http://", "https://", "@import", "url(", "<link", "<img", "<iframe"):
        assert word not in page.replace("&lt;", ""), word


def test_the_history_keeps_runs_apart_and_survives_a_broken_line(tmp_path: Path) -> None:
    path = tmp_path / "history.jsonl"
    run = make_run(["a"])
    add_run(path, run)
    with path.open("a") as file:
        file.write("{broken\n[]\n")
    assert len(add_run(path, run)) == 2
    assert len(read_history(path)) == 2
    assert "question" not in path.read_text()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Return a page of a real browser, as small as a phone."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context.new_page()
    context.close()


def test_an_attack_stays_text_in_a_real_browser(page: Any, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(write_report(make_run(NAUGHTY), []), encoding="utf-8")
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(path.as_uri())
    page.select_option("#filter-state", "")
    assert page.locator("#list button").count() == len(NAUGHTY)
    for n in range(len(NAUGHTY)):
        page.locator("#list button").nth(n).click()
        page.locator("#detail .back").click()
    assert page.evaluate("window.hurt") is None
    assert errors == []
    assert asked == [path.as_uri()]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "the page is wider than a phone"


def test_cases_are_found_by_filter_and_read_by_keyboard(page: Any, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    path = tmp_path / "report.html"
    path.write_text(write_report(make_run(["alpha", "beta", "gamma", "delta"]), []))
    page.goto(path.as_uri())
    assert page.locator("#list button").count() == 1  # it opens on what failed
    page.select_option("#filter-state", "")
    page.fill("#filter-words", "a")
    page.locator("#list button").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert "1 beta" in page.locator("#detail h3").inner_text()
    page.goto(path.as_uri() + "#case=attacks%2F3%20delta")
    page.reload()
    assert "3 delta" in page.locator("#detail h3").inner_text()


def test_the_page_is_accessible_in_light_and_dark(page: Any, tmp_path: Path) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    path = tmp_path / "report.html"
    path.write_text(write_report(make_run(["alpha", "beta", "gamma"]), []))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto("about:blank")
        page.goto(path.as_uri())
        found = axe.Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa"]})
        assert found.violations_count == 0, found.generate_report()
