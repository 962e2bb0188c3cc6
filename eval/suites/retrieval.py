"""Retrieval: does the search find the experience that fits, beside the simple ways of searching."""

from collections.abc import Sequence

from coach.coach import Coach
from eval.dataset import describe
from eval.dilemma import Dilemma, matches
from eval.material import Material, Say
from eval.outcome import Case, Gate, Measure, Outcome, Record, Table, at_least
from eval.retrieval import Search, search_all
from eval.tally import mean, tally
from vectorstore.evidence import Experience, Hit
from vectorstore.store import Store

MEASURES = ("hit@1", "hit@5", "recall@5", "MRR", "nDCG@10")
RIVALS = ("BM25", "dense", "fusion")
WITH_REPORT = {"hit@1": 0.75, "hit@5": 0.95, "recall@5": 0.80}
CARDS_ONLY = 0.93  # hit@5 judged by speaker and page
APART = 0.05  # how far follow-ups may fall behind the same questions asked whole
GROUPS = ("plain", "named", "follow-up", "no-shared-words")


def judge(material: Material, say: Say) -> Outcome:
    """Search for every dilemma with the report and with cards only."""
    dilemmas = material.dilemmas
    say(f"{len(dilemmas)} dilemmas in every way of searching")
    cases = [judge_dilemma(material, dilemma) for dilemma in dilemmas]
    measures = tuple(measure(material, name, cases) for name in MEASURES)
    cards = tally("retrieval", "cards only hit@5", cases, gated=True)
    follow_ups = [case for case in cases if "asked whole: hit@5" in case.scores]
    whole = tally("retrieval", "asked whole: hit@5", follow_ups)
    talk = tally("retrieval", "hit@5", follow_ups)
    named = {one.name: one for one in measures}
    demands = WITH_REPORT if material.with_report else {}
    gates = [at_least("retrieval", named[name], least) for name, least in demands.items()]
    gates.append(at_least("retrieval", cards, CARDS_ONLY))
    gates.append(gate_follow_ups(talk.value, whole.value, len(follow_ups)))
    gates += gate_rivals(named["hit@5"])
    skipped = () if material.with_report else (NO_REPORT,)
    more = tuple(tally("retrieval", f"cards only {name}", cases) for name in MEASURES[2:])
    return Outcome(
        "retrieval",
        gates=tuple(gates),
        cases=tuple(cases),
        measures=(*measures, cards, *more) if material.with_report else (cards, *more),
        tables=tables(material, cases),
        datasets=(describe("dilemmas", dilemmas),),
        skipped=skipped,
    )


NO_REPORT = (
    "Retrieval with the report was skipped: it is not in the library. Cards only were judged."
)


def measure(material: Material, name: str, cases: Sequence[Case]) -> Measure:
    """Return one measure of the coach with those of its rivals."""
    rivals = {}
    for rival in RIVALS if material.with_report else ():
        found = mean([case.scores[f"{rival}: {name}"] for case in cases])
        if found is not None:
            rivals[rival] = found
    return tally("retrieval", name, cases, gated=name in WITH_REPORT, rivals=rivals)


def judge_dilemma(material: Material, dilemma: Dilemma) -> Case:
    """Return how every way of searching does on one dilemma."""
    found = search_all(material.coach, dilemma, whole=True)
    cards = search_cards(material.cards_only, dilemma) if material.with_report else found[0]
    scores: dict[str, float] = {}
    for search in found:
        prefix = "" if search.system == "coach" else f"{search.system}: "
        scores |= {prefix + name: value for name, value in search.measures.scores().items()}
    scores |= {f"cards only {name}": v for name, v in cards.measures.scores().items()}
    ours = found[0]
    best = [hit.evidence for hit in ours.hits[:5]]
    missed = "nothing that fits is among the first five"
    return Case(
        "retrieval",
        dilemma.id,
        ours.measures.hit_5 == 1.0,
        dilemma.turns[-1],
        () if ours.measures.hit_5 else (missed,),
        scores,
        cluster=dilemma.id,
        tags=tuple(sorted(dilemma.tags)),
        people=tuple(dict.fromkeys(gold.speaker for gold in dilemma.gold)),
        themes=themes_of(best, dilemma, material.store),
        detail={
            "turns": list(dilemma.turns),
            "gold": [
                {"speaker": g.speaker, "page": g.page, "anchor": g.anchor} for g in dilemma.gold
            ],
            "found": [describe_hit(hit, dilemma, material.store) for hit in ours.hits],
            "cards only": [
                describe_hit(hit, dilemma, material.cards_only.store) for hit in cards.hits[:5]
            ],
            "rivals": {
                search.system: [
                    describe_hit(hit, dilemma, material.store) for hit in search.hits[:5]
                ]
                for search in found[1:]
            },
        },
    )


def search_cards(coach: Coach, dilemma: Dilemma) -> Search:
    """Return how the casebook alone does on one dilemma."""
    return search_all(coach, dilemma, whole=False)[0]


def themes_of(best: Sequence[object], dilemma: Dilemma, store: Store) -> tuple[str, ...]:
    """Return the themes of the cards that fit a dilemma, or of the best found where none does."""
    cards = [card for card in best if isinstance(card, Experience)]
    fitting = [card for card in cards if any(matches(card, gold, store) for gold in dilemma.gold)]
    return tuple(dict.fromkeys(theme for card in fitting or cards[:1] for theme in card.themes))


def describe_hit(hit: Hit, dilemma: Dilemma, store: Store) -> Record:
    """Return a hit as a person looking into a case wants to see it."""
    return {
        "id": hit.evidence.id,
        "speaker": hit.evidence.speaker,
        "page": hit.page,
        "score": round(hit.score, 4),
        "fits": any(matches(hit.evidence, gold, store) for gold in dilemma.gold),
        "text": hit.evidence.text.split("\n")[0][:240],
    }


def gate_follow_ups(talk: float | None, whole: float | None, count: int) -> Gate:
    """Return the gate that a follow-up finds what the same question asked whole finds."""
    demand = "follow-ups: hit@5 at most .05 behind the same questions asked whole"
    if talk is None or whole is None:
        return Gate("retrieval", demand, "could not be scored", None, "the split has no follow-ups")
    measured = f"{talk:.3f} in conversation, {whole:.3f} asked whole ({count})"
    return Gate("retrieval", demand, measured, talk >= whole - APART - 1e-9)


def gate_rivals(ours: Measure) -> list[Gate]:
    """Return the gate that the coach is worth more than the best simple way of searching."""
    if not ours.rivals or ours.value is None:
        return []
    best = max(ours.rivals, key=lambda name: ours.rivals[name])
    measured = f"{ours.value:.3f}; {best} {ours.rivals[best]:.3f}"
    demand = "hit@5 no lower than that of any simple rival"
    return [Gate("retrieval", demand, measured, ours.value >= ours.rivals[best])]


def tables(material: Material, cases: Sequence[Case]) -> tuple[Table, ...]:
    """Return the systems side by side, and the coach by kind of dilemma."""
    systems = [("coach", ""), ("coach, cards only", "cards only ")]
    if material.with_report:
        systems += [(rival, f"{rival}: ") for rival in RIVALS]
    else:
        systems = systems[1:]
    rows = tuple(
        (name, *(number(mean([c.scores[prefix + m] for c in cases])) for m in MEASURES))
        for name, prefix in systems
    )
    prefix = "" if material.with_report else "cards only "
    kinds = []
    for group in GROUPS:
        chosen = [case for case in cases if belongs(case, group)]
        kinds.append(
            (
                group,
                str(len(chosen)),
                *(number(mean([c.scores[prefix + m] for c in chosen])) for m in MEASURES),
            )
        )
    note = "Each with the report, but for the cards; cards only is judged by speaker and page."
    return (
        Table("Ways of searching", ("system", *MEASURES), rows, note),
        Table("By kind of dilemma", ("dilemmas", "n", *MEASURES), tuple(kinds)),
    )


def number(value: float | None) -> str:
    """Return a measure as text; nothing to measure is said, not 0."""
    return "–" if value is None else f"{value:.3f}"


def belongs(case: Case, group: str) -> bool:
    """Say whether a case belongs to a kind of dilemma."""
    if group == "plain":
        return not {"named", "follow-up"} & set(case.tags)
    return group in case.tags
