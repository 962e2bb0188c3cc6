from coach.coach import Coach
from eval.judge_checker import CheckerResult, judge_checker, write_perturbed
from eval.perturb import Detected, Perturbed

LEAST = {"number": 0.99, "speaker": 0.99, "page": 0.99, "negation": 0.9}


def test_what_is_not_there_is_skipped_with_a_reason(casebook_coach: Coach) -> None:
    found = judge_checker(casebook_coach.store, None)
    assert (found.grounding, found.perturbed) == ((), ())
    assert len(found.skipped) == 2
    assert all(reason in found.table for reason in found.skipped)


def test_the_table_shows_false_alarms_and_every_kind() -> None:
    kinds = (Detected("number", 8, 0.75, 0.5), Detected("page", 0, None, None))
    table = write_perturbed(Perturbed("pages", 9, 0.125, {"name": 0.125}, kinds))
    assert "| 9 | 0.125 | name 0.125 |" in table
    assert "| number | 8 | 0.750 | 0.500 |" in table
    assert "page |" not in table
    assert CheckerResult((), (), ("nothing here",)).table == "nothing here"


def test_changes_to_our_cards_are_noticed_against_what_a_turn_cites(report_coach: Coach) -> None:
    cited, pages_alone = judge_checker(report_coach.store, None, every=10).perturbed
    rates = {kind.kind: kind.rate or 0 for kind in cited.kinds}
    assert cited.false_alarms <= 0.05
    for kind, least in LEAST.items():
        assert rates[kind] >= least, kind
    alone = {kind.kind: kind.rate or 0 for kind in pages_alone.kinds}
    for kind in ("number", "speaker", "page"):
        assert alone[kind] >= LEAST[kind], kind
