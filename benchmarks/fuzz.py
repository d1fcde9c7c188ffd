"""Mutated inputs through every reader and the whole extraction: no exception, no span outside the text, none slow.

    python benchmarks/fuzz.py [--inputs 100000] [--seconds 600] [--seed 1] [--keep FOLDER]

Half of the inputs are files of each form that is read, archives among them, half are texts.  The same seed gives the
same inputs (but for the times and random ids that files of some forms have in them), and
`--only NUMBER` runs one of them again.  It ends with status 1 when anything was wrong, and FOLDER then has the inputs.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.mutations import Mutator, Seeds, seeds
from graph.model import NOWHERE, Article, ArticleRecord, Span
from ingest.language import Unsupported
from ingest.pipeline import extract
from ingest.record_json import plain
from ingest.sources import CONTAINERS, READERS, Reject, Skip, read
from ingest.sources.items import article

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
ENDLESS: Final = 20.0
"""Processor seconds after which an input is given up."""
_ENDINGS: Final = tuple(sorted({*READERS, *CONTAINERS, ".jsonl.gz"} - {".gz"}))
SLOW: Final = 2.0
"""Processor seconds that an input may take; the longest have some thousand characters."""


@dataclass(slots=True)
class Report:
    """What came of the inputs; `faults` are by what they are, each with the number of the first input that shows it."""

    inputs: int = 0
    articles: int = 0
    rejects: int = 0
    events: int = 0
    seconds: float = 0.0
    slowest: tuple[float, int] = (0.0, 0)
    faults: dict[str, int] = field(default_factory=dict)
    times: Counter[str] = field(default_factory=Counter)

    def fault(self, what: str, number: int) -> None:
        """Note a fault of an input."""
        self.faults.setdefault(what, number)
        self.times[what] += 1


def wrong_spans(record: ArticleRecord) -> Iterator[str]:
    """What is wrong with the spans of a record: each stands inside the text as given, and quotes are its words."""
    text = record.article.text
    spans: list[tuple[str, Span]] = [("time", time.span) for time in record.times]
    spans += [("actor", span) for actor in record.actors for span in actor.mentions]
    spans += [("treaty", span) for treaty in record.treaties for span in treaty.mentions]
    spans += [("debris", span) for span in record.debris if span[0] != span[1]]
    spans += [("evidence", item.span) for item in record.published.evidence if item.span != NOWHERE]
    for event in record.events:
        spans += [("event", event.span), ("trigger", event.trigger), *(("telling", span) for span in event.also)]
        if event.quote != text[slice(*event.span)]:
            yield "an event's quote is not the words at its span"
        if not event.span[0] <= event.trigger[0] < event.trigger[1] <= event.span[1]:
            yield "a trigger stands outside its event"
    for relation in record.relations:
        spans.append(("relation", relation.span))
        if relation.quote != text[slice(*relation.span)]:
            yield "a relation's quote is not the words at its span"
    for kind, (start, end) in spans:
        if not 0 <= start < end <= len(text):
            yield f"a span of {kind} is outside the text, or empty"


def run_one(number: int, seed: int, starting: Seeds, report: Report, at: Path) -> bytes:
    """Make the input of a number, read it, note what is wrong; gives its bytes."""
    mutator = Mutator(random.Random(f"{seed}-{number}").getrandbits(64), starting)
    begun = time.process_time()
    data = b""
    try:
        if number % 2:
            ending, data = mutator.file(_ENDINGS)
            path = at / f"input{ending}"
            path.write_bytes(data)
            begun = time.process_time()
            for item in read([path]):
                if isinstance(item, Article):
                    _check(item, number, report)
                elif isinstance(item, Reject):
                    report.rejects += 1
                elif not isinstance(item, Skip):
                    report.fault(f"a reader gave {type(item).__name__}", number)
        else:
            text, title = mutator.text(), mutator.title()
            data = text.encode("utf-8", errors="surrogatepass")
            begun = time.process_time()
            if text.strip():
                _check(article(text, "/input.txt", title=title), number, report)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
        where = traceback.extract_tb(error.__traceback__)[-1]
        report.fault(f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"[:300], number)
    took = time.process_time() - begun
    report.inputs += 1
    report.slowest = max(report.slowest, (took, number))
    if took > SLOW:
        report.fault(f"slow: more than {SLOW:g} s", number)
    return data


def _check(item: Article, number: int, report: Report) -> None:
    try:
        record = extract(item)
    except Unsupported:  # an article in a third language
        report.rejects += 1
        return
    plain(record)
    report.articles += 1
    report.events += len(record.events)
    for what in wrong_spans(record):
        report.fault(what, number)


def _give_up(number: int, frame: object) -> None:
    raise TimeoutError(f"no end after {ENDLESS:g} s")


def run(
    inputs: int,
    seconds: float,
    seed: int,
    *,
    only: int | None = None,
    keep: Path | None = None,
    examples: Path = EXAMPLES,
) -> Report:
    """Run so many inputs, or for so many seconds, whichever ends first; `keep` takes the inputs that show a fault."""
    report = Report()
    starting = seeds(examples)
    extract(article(starting[0][0], "/warm-up.txt"))
    begun = told = time.monotonic()
    numbers: Sequence[int] = range(inputs) if only is None else [only]
    signal.signal(signal.SIGVTALRM, _give_up)
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            known = len(report.faults)
            signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
            data = run_one(number, seed, starting, report, Path(folder))
            if keep is not None and len(report.faults) > known:
                keep.mkdir(parents=True, exist_ok=True)
                (keep / f"input-{number}").write_bytes(data)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            now = time.monotonic()
            report.seconds = now - begun
            if report.seconds > seconds:
                break
            if now - told > 10 and sys.stderr.isatty():
                told = now
                print(f"{report.inputs:,} inputs, {len(report.faults)} faults", file=sys.stderr)
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="run the input of this number alone")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that show a fault")
    options = parser.parse_args()
    report = run(options.inputs, options.seconds, options.seed, only=options.only, keep=options.keep)
    print(f"{report.inputs:,} inputs (seed {options.seed}) in {report.seconds:.0f} s")
    print(f"{report.articles:,} articles read with {report.events:,} events, {report.rejects:,} rejected")
    print(f"slowest: input {report.slowest[1]}, {report.slowest[0]:.2f} s")
    for what, number in report.faults.items():
        print(f"FAULT {report.times[what]:,} ×, first in input {number}: {what}")
    if not report.faults:
        print("no fault")
    raise SystemExit(1 if report.faults else 0)


if __name__ == "__main__":
    main()
