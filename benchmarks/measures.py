"""Measure events and times on annotated articles, beside other programs, and write the tables of docs/measures.md.

    python benchmarks/measures.py FOLDER... [--learned FOLDER] [--peers] [--out docs/measures.md]

Each FOLDER holds articles `NAME.txt` with `NAME.json`; the scoring script lies beside the folders, or is named with
`--score`.  Publication dates are given to all programs; articles without one are left out.  Events of the folder that
the classifiers learned from are read with classifiers that never saw the article (`python -m training measure`, several
minutes).
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks import pages, scoring
from benchmarks.peers import READERS
from benchmarks.peers.peer import Article as PeerArticle
from benchmarks.peers.peer import Unavailable
from biennien import __version__
from graph.model import Article
from ingest import pipeline
from ingest.language import of_article
from ingest.record_json import plain
from training.scoring_script import scoring_script

OURS = f"biennien {__version__}"


EVENT_MEASURES = {
    "entry": "entry_f1",
    "dyad": "dyad_f1",
    "typed": "typed_f1",
    "events": "events_f1",
    "source": "source_f1",
    "target": "target_f1",
    "treaty": "treaty_f1",
    "status": "status",
    "date": "date_compatible",
}
"""The columns of the table of events, and what the scoring script calls them."""

PUBLISHED: dict[str, dict[str, float]] = {
    "*two people who annotated the same six articles*": {
        "entry": 0.90, "dyad": 0.79, "typed": 0.91, "events": 0.96, "source": 0.98, "target": 0.92,
    },
    "*patterns over lists of verbs*": {"entry": 0.02, "typed": 0.29, "events": 0.53},
    "*a linear classifier of whole sentences*": {"typed": 0.38, "events": 0.71},
}  # fmt: skip
"""Figures that came with the annotations; nothing of this is run here."""


Found = scoring.Records | str
"""What a program found, or why it could not be run."""


def main() -> None:
    """Measure, print the tables and write them into the page."""
    options = _options()
    scorer = scoring_script(options.score or options.folders[0].parent / "score.py")
    golds = {folder.name: _dated(scorer, folder) for folder in options.folders}
    gold = {name: one for part in golds.values() for name, one in part.items()}
    records = {name: _read(name, one) for name, one in gold.items()}
    tables = ["### Events", "", *events_table(scorer, golds, records, options)]
    found: dict[str, Found] = {OURS: records, **other_programs(gold, options.peers)}
    apart = {name: one for name, one in gold.items() if kept_apart(name)}
    for title, part in {**{f"`{name}`": part for name, part in golds.items()}, "articles kept apart": apart}.items():
        tables += ["", f"### Times, {title}", "", *times_table(scorer, part, found)]
    text = "\n".join(tables)
    print(text)
    if options.out:
        pages.write(options.out, "measures", text)


def kept_apart(name: str) -> bool:
    """Whether an article was not looked at while the rules for times were written (tests/times/test_annotated.py)."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 100 >= 80


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--score", type=Path, metavar="FILE", help="the scoring script")
    parser.add_argument("--learned", type=Path, metavar="FOLDER", help="the folder that the classifiers learned from")
    parser.add_argument("--extra", nargs="*", type=Path, default=[], metavar="FOLDER", help="also learned from")
    parser.add_argument("--standoff", type=Path, metavar="FILE", help="also learned from, without words")
    parser.add_argument("--corpus", type=Path, metavar="FILE", help="the words of --standoff")
    parser.add_argument("--folds", type=Path, metavar="FILE", help="what `python -m training measure --out FILE` wrote")
    parser.add_argument("--peers", action="store_true", help="run the other programs too (fetched the first time)")
    parser.add_argument(
        "--out", type=pages.page_of("measures"), metavar="PAGE", help="the page whose tables are written anew"
    )
    options = parser.parse_args()
    if options.learned and options.learned not in options.folders:
        parser.error(f"--learned {options.learned} is none of the folders to measure")
    return options


def _dated(scorer: ModuleType, folder: Path) -> dict[str, dict[str, Any]]:
    """Annotations of the articles whose publication date is known."""
    return {name: gold for name, gold in scorer.load_gold(folder).items() if gold["published"]["value"]}


def _read(name: str, gold: dict[str, Any]) -> dict[str, Any]:
    """What the program makes of an article, as it is shipped."""
    return plain(pipeline.extract(Article(name, gold["text"], published_given=gold["published"]["value"])))


def events_table(
    scorer: ModuleType,
    golds: Mapping[str, scoring.Gold],
    records: scoring.Records,
    options: argparse.Namespace,
) -> Iterable[str]:
    """The table of events: a row for each folder, and the figures that were published."""
    rows = []
    for folder, gold in golds.items():
        learned = options.learned is not None and folder == options.learned.name
        found = _held_out(options, scorer.__file__) if learned else records
        scores = scoring.figures(scorer, gold, found)
        acts = sum(len(one["events"]) for one in gold.values())
        how = ", cross-validated by article" if learned else ""
        label = f"{OURS}, `{folder}`: {len(gold)} articles, {acts:,} events{how}"
        rows.append([label, *(f"{scores[name]:.2f}" for name in EVENT_MEASURES.values())])
    for label, told in PUBLISHED.items():
        rows.append([label, *(f"*{told[name]:.2f}*" if name in told else "" for name in EVENT_MEASURES)])
    yield from _table(["", *EVENT_MEASURES], rows)
    yield ""
    yield "*In italics*: published with the annotations, on articles that are not named; not run here."


def _held_out(options: argparse.Namespace, score: str | None) -> dict[str, dict[str, Any]]:
    """Each article of the learned folder, read with classifiers that never saw it."""
    if options.folds:
        return scoring.read_records(options.folds)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "folds.jsonl"
        command = [sys.executable, "-m", "training", "measure", options.learned, "--score", score, "--out", out]
        if options.extra:
            command += ["--extra", *options.extra]
        if options.standoff:
            command += ["--standoff", options.standoff, "--corpus", options.corpus]
        # Its own table is ours with more digits.
        subprocess.run(list(map(str, command)), stdout=sys.stderr, check=True)
        return scoring.read_records(out)


def other_programs(gold: scoring.Gold, peers: bool) -> dict[str, Found]:
    """What each of the other programs finds in the articles."""
    if not peers:
        return dict.fromkeys(READERS, "run without `--peers`")
    articles = [
        PeerArticle(name, one["text"], one["published"]["value"], of_article(Article(name, one["text"])))
        for name, one in gold.items()
    ]
    found: dict[str, Found] = {}
    for program, reader in READERS.items():
        print(f"{program}: {len(articles)} articles", file=sys.stderr)
        try:
            answers = reader(articles)
        except Unavailable as why:
            found[program] = str(why)
        else:
            found[program] = {name: {"times": [time.plain() for time in times]} for name, times in answers.items()}
    return found


def times_table(scorer: ModuleType, gold: scoring.Gold, found: Mapping[str, Found]) -> Iterable[str]:
    """The table of times of some articles: a row for each program."""
    spans = sum(len(one["timexes"]) for one in gold.values())
    dates = sum(time["kind"] == "DATE" for one in gold.values() for time in one["timexes"])
    yield f"Articles: {len(gold)}. Times: {spans:,}, of which {dates:,} are dates."
    yield ""
    rows = [
        [program, f"not measured: {records}", "", "", ""]
        if isinstance(records, str)
        else [program, *_shown(scoring.times(scorer, gold, records))]
        for program, records in found.items()
    ]
    yield from _table(["", "strict", "relaxed", "value", "end to end"], rows)


def _shown(times: scoring.Times) -> list[str]:
    return [f"{figure:.2f}" for figure in (times.strict, times.relaxed, times.value, times.end_to_end)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterable[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


if __name__ == "__main__":
    main()
