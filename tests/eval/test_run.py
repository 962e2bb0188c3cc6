"""The harness must itself be caught lying: every planted defect ends in red, or in exit 2."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from cli import main
from coach.answer import Answer, Claim, Weight
from eval.material import Material, Places
from eval.outcome import CannotRun, Case, Gate, Outcome
from eval.run import Order, read_suites, run
from eval.suites import DEFAULT, NAMES, load_suite
from eval.verdict import Run
from tests.eval.conftest import DILEMMAS, Scripted, write_lines
from vectorstore.evidence import Hit

SUITES = ("retrieval", "grounding", "abstention")
Spoil = Callable[[Answer], Answer]


def silent(line: str) -> None:
    """Say nothing."""


def judge(material: Material, out: Path, **options: object) -> Run:
    """Run three suites into a folder."""
    return run(material, Order(out, SUITES, **options), silent)  # type: ignore[arg-type]


def red(done: Run) -> list[str]:
    """Return the demands that failed."""
    return [gate.demand for gate in done.failed]


def quoted(answer: Answer, **changes: object) -> Answer:
    """Return an answer whose first quotation is cited with changes."""
    place = next(n for n, c in enumerate(answer.citations) if c.quote)
    citations = list(answer.citations)
    citations[place] = replace(citations[place], **changes)  # type: ignore[arg-type]
    return replace(answer, citations=tuple(citations))


def no_contrast(answer: Answer) -> Answer:
    """Return an answer without its contrast."""
    if answer.contrast is None:
        return answer
    kept = tuple(c for c in answer.citations if c.n < (answer.contrast or 0))
    numbers = {c.n for c in kept}
    text = "\n\n".join(answer.text.split("\n\n")[:3])
    claims = tuple(claim for claim in answer.claims if set(claim.citations) <= numbers)
    names = tuple(dict.fromkeys(c.speaker for c in kept))
    weight = replace(answer.weight, count=len(names), names=names)
    return replace(answer, text=text, claims=claims, citations=kept, contrast=None, weight=weight)


def test_a_sound_coach_is_green_and_everything_is_written(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    done = judge(material, tmp_path / "out")
    assert red(done) == []
    assert done.exit_code == 0
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"results.jsonl", "summary.md", "junit.xml", "report.html", "history.jsonl"} <= names
    lines = (tmp_path / "out" / "results.jsonl").read_text().splitlines()
    assert len(lines) == 2 + 2 + 4
    assert all("suite" in json.loads(line) for line in lines)
    suites = ElementTree.parse(tmp_path / "out" / "junit.xml").getroot()
    assert [suite.get("name") for suite in suites] == ["gates", *SUITES]
    assert "All" in (tmp_path / "out" / "summary.md").read_text()


VERBATIM = "every quotation verbatim, on its page, by its speaker"
SOUND = "no answer with any other problem"


@pytest.mark.parametrize(
    ("defect", "spoil", "demand"),
    [
        ("a changed quotation", lambda a: quoted(a, quote="We never said this."), VERBATIM),
        ("a page off by one", lambda a: quoted(a, page="4"), VERBATIM),
        ("both pages off by one", lambda a: quoted(a, page="4", pdf_page=5), VERBATIM),
        ("a physical page off by one", lambda a: quoted(a, pdf_page=2), VERBATIM),
        ("a swapped speaker", lambda a: quoted(a, speaker="Josiah Lock" if
            "Amber" in a.text else "Amber Berry"), VERBATIM),
        ("a quotation changed in print only",
            lambda a: replace(a, text=a.text.replace("sacks", "bags")), SOUND),
        ("a page changed in print only",
            lambda a: replace(a, text=a.text.replace("p. ", "p. 1")), SOUND),
        ("a speaker changed in print only",
            lambda a: replace(a, text=a.text.replace("— ", "— Dr ")), SOUND),
        ("a mark without source", lambda a: replace(a, text=a.text + " [99]"),
            "every mark opens its evidence"),
        ("a dropped citation", lambda a: replace(a, citations=a.citations[:-1]),
            "every mark opens its evidence"),
        ("a claim without citation",
            lambda a: replace(a, claims=(*a.claims, Claim("He won.", "paraphrase"))),
            "no claim without citation"),
        ("a miscount", lambda a: replace(a, weight=Weight(2, 2, ("Amber Berry", "Kim Holt"))),
            "the people of every answer counted rightly"),
        ("a dropped contrast", no_contrast, "contrast where the gold has one at least 0.90"),
    ],
)  # fmt: skip
def test_a_planted_defect_is_red(
    material: Material, scripted: Scripted, tmp_path: Path, defect: str, spoil: Spoil, demand: str
) -> None:
    scripted.spoil = spoil
    done = run(material, Order(tmp_path, ("grounding",)), silent)
    assert demand in red(done), defect
    assert done.exit_code == 1


def test_a_coach_that_says_something_else_the_second_time_is_red(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    told: list[int] = []

    def spoil(answer: Answer) -> Answer:
        told.append(1)
        return replace(answer, text=f"{answer.text} {'again' * len(told)}")

    scripted.spoil = spoil
    assert "two runs identical but for their timings" in red(judge(material, tmp_path))


def test_a_retriever_that_always_returns_the_same_card_is_red(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    same = next(iter(scripted.store.experiences.values()))
    scripted.find = lambda turns, k: (Hit(same, 1.0),)  # type: ignore[method-assign]
    found = red(judge(material, tmp_path))
    assert "hit@5 at least 0.95" in found
    assert "cards only hit@5 at least 0.93" in found


def test_a_retriever_that_finds_nothing_is_red(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    scripted.find = lambda turns, k: ()  # type: ignore[method-assign]
    assert "hit@1 at least 0.75" in red(judge(material, tmp_path))


def test_an_abstainer_that_always_answers_is_red(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    scripted.always = True
    assert "answered when it should not at most 0.04" in red(judge(material, tmp_path))


def test_an_abstainer_that_never_answers_is_red(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    scripted.never = True
    done = judge(material, tmp_path)
    assert "declined when it should answer at most 0.04" in red(done)
    assert any("verbatim" in gate.demand for gate in done.unscored)  # not called a success


def test_a_deleted_dilemma_is_red_against_the_baseline(
    material: Material, scripted: Scripted, tmp_path: Path, places: Places
) -> None:
    stored = tmp_path / "baseline.json"
    judge(material, tmp_path / "first", accept=True, baseline=stored)
    write_lines(places.dilemmas, DILEMMAS[:1])
    fewer = Material(material.coach, "dev", material.reports, places=places, other_process=False)
    fewer.cards_only = material.coach
    found = red(judge(fewer, tmp_path / "second", baseline=stored))
    assert "no case has gone missing" in found
    assert any("retrieval/dilemmas" in demand for demand in found)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("\n\n", "is empty"),
        ("{", "line 1: not JSON"),
        ("[]", "line 1: not a JSON object"),
        (json.dumps(DILEMMAS[0]) + '\n{"id": "x"}', "line 2"),
        (json.dumps({**DILEMMAS[0], "gold": []}), "line 1: no gold"),
        (json.dumps({**DILEMMAS[0], "split": "other"}), "no dilemma of split dev"),
        ((json.dumps(DILEMMAS[0]) + "\n") * 2, "m-1 stands twice"),
    ],
)
def test_a_set_that_cannot_be_read_ends_the_run(
    material: Material, scripted: Scripted, tmp_path: Path, places: Places, text: str, reason: str
) -> None:
    places.dilemmas.write_text(text)
    with pytest.raises(CannotRun, match=reason):
        judge(material, tmp_path / "out")


def test_a_set_that_is_not_there_ends_the_run(
    material: Material, scripted: Scripted, tmp_path: Path, places: Places
) -> None:
    places.unanswerable.unlink()
    with pytest.raises(CannotRun, match=r"unanswerable\.jsonl"):
        judge(material, tmp_path / "out")


def test_a_suite_that_looks_at_nothing_is_red(
    material: Material, scripted: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate("grounding", "all is well", "nothing", True)
    monkeypatch.setattr("eval.run.load_suite", lambda name: lambda m, s: Outcome(name, (gate,)))
    assert "at least one case is judged" in red(judge(material, tmp_path))


def test_two_cases_under_one_name_are_red(
    material: Material, scripted: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate("grounding", "all is well", "yes", True)
    twice = (Case("grounding", "a", False), Case("grounding", "a", True))
    monkeypatch.setattr(
        "eval.run.load_suite", lambda name: lambda m, s: Outcome(name, (gate,), twice)
    )
    assert "every case has an id of its own" in red(judge(material, tmp_path))


def test_nothing_scored_is_not_a_success(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    nothing = Material(material.coach, "dev", (), places=material.places)
    with pytest.raises(CannotRun, match="nothing could be scored"):
        run(nothing, Order(tmp_path, ("speed",)), silent)


def test_a_folder_that_cannot_be_written_ends_the_run_before_the_work(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotRun, match="cannot write"):
        judge(material, tmp_path / "file" / "out")


def test_a_baseline_that_is_asked_for_must_be_there(
    material: Material, scripted: Scripted, tmp_path: Path
) -> None:
    with pytest.raises(CannotRun, match="no baseline"):
        judge(material, tmp_path, baseline=tmp_path / "none.json")


def test_a_suite_that_breaks_down_is_not_a_gate_that_fails(
    material: Material, scripted: Scripted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def judge_badly(*_: object) -> Outcome:
        raise ZeroDivisionError("nothing to divide")

    monkeypatch.setattr("eval.run.load_suite", lambda name: judge_badly)
    (tmp_path / "summary.md").write_text("All gates hold, said the run of last night.")
    with pytest.raises(CannotRun, match="retrieval broke down"):
        judge(material, tmp_path)
    assert "nothing to divide" in (tmp_path / "error.txt").read_text()
    assert not (tmp_path / "summary.md").exists()


def test_the_terminal_ends_with_two_for_a_suite_that_is_not_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--suite", "retrieval,nonsense", "--out", str(tmp_path / "out")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "no suite nonsense" in said
    assert not (tmp_path / "out").exists()


def test_suites_are_named_with_commas_or_again_and_others_are_refused() -> None:
    assert read_suites([]) == DEFAULT
    assert "speed" not in DEFAULT
    assert read_suites(["safety,retrieval", "speed"]) == ("retrieval", "safety", "speed")
    with pytest.raises(CannotRun, match="no suite x"):
        read_suites(["retrieval,x"])


@pytest.mark.parametrize("name", NAMES)
def test_every_suite_is_there(name: str) -> None:
    assert callable(load_suite(name))
