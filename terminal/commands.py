"""The commands, each a straight line from its options to what is printed and the exit code."""

import sys
from argparse import Namespace

from coach.brief import make_brief, write_markdown
from coach.conversation import Conversation
from coach.export import FORMATS, write_document
from coach.message import clean
from coach.settings import Settings
from coach.verify.lines import check_text
from ingest.library import find_pdfs, ingest
from ingest.progress import progress_bar
from terminal.files import expand, open_session, read_batch, read_text, save_session
from terminal.open import open_coach
from terminal.printing import hit_records, ingest_record, print_json, print_text
from terminal.usage import UsageError, required
from vectorstore.embedder import load_embedder


def run_ask(options: Namespace, settings: Settings) -> int:
    """Answer one message, or a batch of conversations."""
    if options.batch:
        lines = list(read_batch(options.batch))
        coach = open_coach(settings)
        for line in lines:
            conversation = Conversation()
            for turn in line.turns:
                reply = coach.ask(turn, conversation)
                conversation = reply.conversation
            print_json({"id": line.id, **reply.answer.record()})
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


def run_search(options: Namespace, settings: Settings) -> int:
    """Print what the index holds on a question, or on each line of a batch."""
    if options.batch:
        lines = list(read_batch(options.batch))
        coach = open_coach(settings)
        for line in lines:
            hits = coach.find(line.turns, options.k)
            print_json({"id": line.id, "hits": hit_records(hits, coach.store)})
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


def run_ingest(options: Namespace, settings: Settings) -> int:
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
        print_json(ingest_record(result))
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


def run_brief(options: Namespace, settings: Settings) -> int:
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


def run_check(options: Namespace, settings: Settings) -> int:
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


def run_eval(options: Namespace, settings: Settings) -> int:
    """Judge the coach and write the results; exit 1 when a gate fails, 2 when it could not run."""
    from eval.material import Material
    from eval.remember import remember
    from eval.run import Order, read_suites, run

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
