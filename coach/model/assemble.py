"""Makes an answer of what a model said and proved; names, pages and quotations are our own."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from coach.answer import Answer, Claim
from coach.cite import cite
from coach.compose import Choice, finish
from coach.draft import Draft, add_quote, add_voice, introduce, paraphrased_from
from coach.model.offer import Offered
from coach.model.prove import Own, Quoted, Told
from coach.quotation import pick_quote
from prompts.load import load_texts
from vectorstore.evidence import Experience, Hit, Passage
from vectorstore.store import Store


@dataclass(slots=True)
class Account:
    """What was said of one piece of evidence."""

    offered: tuple[Offered, ...]
    told: list[Told] = field(default_factory=list)
    quoted: list[Quoted] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Assembled:
    """An answer, and the evidence it shows."""

    answer: Answer
    choice: Choice


def assemble(
    said: Sequence[Told | Quoted | Own],
    store: Store,
    composed: Choice,
    hits: tuple[Hit, ...],
    opening: str,
    reflects: bool,
    asked: Collection[str],
    dilemma: str,
) -> Assembled:
    """Return the answer made of proved claims: an opening, each person's account, the question.

    A contrast that the composed answer has is shown last, whether the model took it up or not.
    reflects says that a sentence of the model's own may stand in place of the opening.
    """
    own = [one.text for one in said if isinstance(one, Own)]
    if reflects and said and isinstance(said[0], Own):
        opening, own = own[0], own[1:]
    against = composed.contrast.evidence.id if composed.contrast else None
    accounts = group(said)
    with_it = [one for one in accounts if one.offered[0].hit.evidence.id != against]
    gone_against = [one for one in accounts if one.offered[0].hit.evidence.id == against]
    draft = Draft()
    if opening:
        draft.say(opening)
    for account in with_it:
        write(draft, store, account)
    contrast = None
    if composed.contrast and with_it:
        contrast = len(draft.citations) + 1
        draft_contrast(draft, store, composed.contrast, gone_against)
    else:
        for account in gone_against:
            write(draft, store, account)
    for text in own:
        draft.say(text)
    shown = Choice(tuple(hits_of(with_it or gone_against)), composed.contrast if contrast else None)
    return Assembled(finish(draft, store, shown, hits, contrast, asked, dilemma), shown)


def group(said: Sequence[Told | Quoted | Own]) -> list[Account]:
    """Return the claims by the evidence they cite first, in the order in which that comes."""
    accounts: dict[str, Account] = {}
    for one in said:
        if isinstance(one, Own):
            continue
        account = accounts.setdefault(one.offered[0].id, Account(one.offered[:1]))
        if isinstance(one, Told):
            if all(one.text != other.text for other in account.told):
                account.told.append(one)
        elif all(one.quote.text != other.quote.text for other in account.quoted):
            account.quoted.append(one)
    return list(accounts.values())


def hits_of(accounts: Sequence[Account]) -> list[Hit]:
    """Return the evidence of accounts, and what else their claims rest on, each once."""
    found: dict[str, Hit] = {}
    for account in accounts:
        told = [offered for one in account.told for offered in one.offered]
        for offered in (*told, *account.offered):
            found.setdefault(offered.hit.evidence.id, offered.hit)
    return list(found.values())


def draft_contrast(draft: Draft, store: Store, contrast: Hit, accounts: Sequence[Account]) -> None:
    """Write down who saw it differently: as the model told it, or else as the card does."""
    lead = load_texts("coach")["contrast_lead"]
    if not accounts:
        add_voice(draft, store, contrast.evidence, lead)
    for account in accounts:
        write(draft, store, account, lead)


def write(draft: Draft, store: Store, account: Account, lead: str = "") -> None:
    """Write one account down: what is told with its marks, then the words themselves."""
    evidence = account.offered[0].hit.evidence
    if account.told:
        add_told(draft, evidence, account.told, lead)
    elif isinstance(evidence, Passage):
        draft.say(lead) if lead else None
    else:
        add_voice(draft, store, evidence, lead)
    for one in account.quoted:
        if one.quote.text not in draft.shown:
            add_quote(draft, one.passage, one.quote)
    if account.told and not account.quoted and isinstance(evidence, Experience):
        picked = pick_quote(
            store, evidence, " ".join(one.text for one in account.told), draft.shown
        )
        if picked and picked.text not in draft.shown:
            add_quote(draft, store.passages[picked.passage_id], picked)


def add_told(draft: Draft, evidence: Passage | Experience, told: Sequence[Told], lead: str) -> None:
    """Add a paragraph of paraphrases, each with the marks of what it rests on."""
    name = evidence.speaker or evidence.source
    numbers: dict[str, int] = {}
    pieces: list[str] = []
    if lead:
        draft.claims.append(Claim(lead, "coach"))
    for one in told:
        for offered in one.offered:
            cited = offered.hit.evidence
            if cited.id not in numbers:
                numbers[cited.id] = draft.cite(cite(cited, len(draft.citations) + 1))
        marks = tuple(numbers[offered.hit.evidence.id] for offered in one.offered)
        draft.claims.append(Claim(one.text, "paraphrase", marks, "supported"))
        text = introduce(one.text, name) if not pieces else one.text
        pieces.append(text + " " + "".join(f"[{n}]" for n in marks))
    first = " ".join([lead, *pieces]).strip()
    if isinstance(evidence, Experience) and not evidence.quotes:
        first = f"{first} {paraphrased_from(evidence)}"
    draft.paragraphs.append(first)
