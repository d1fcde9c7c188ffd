"""Fit the classifiers of a language pack.

python -m training fit FOLDER... --out FILE      fit on all annotated articles of the folders, write the models;
                                                 `--language CODE` for another than Vietnamese, `--prior FILE` to
                                                 begin from the models of another language
python -m training dates FOLDER... --out FILE    collect the stories of the corpus, fit the distances from what is told;
                                                 articles of the folders stay out,
                                                 `--days FILE` gives the days of further ones
python -m training merging FOLDER --judged FILE --articles FILE --out FILE   fit the matching of tellings on stories
                                                 told by several articles, judged pairs and pairs of judged articles
python -m training rarity --corpus FILE --out FILE   count in how many articles each word stands; `--articles FOLDER
                                                 --language CODE` for those of a folder of text files
python -m training measure FOLDER --score FILE   cross-validate by article, score with the evaluation script FILE
python -m training standoff FOLDER... --out FILE write annotations without the words of the articles

`--standoff FILE --corpus FILE` adds annotations of that kind, with the corpus they were made on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graph.edtf import precision
from graph.model import Article
from ingest import events, pipeline, wording
from ingest.classifier import save
from ingest.dating import distances, stories
from ingest.record_json import plain
from training import matching, standoff
from training.articles import delayed, example, examples, paths
from training.crossfit import fit_all, found_in
from training.distances import fit_distances
from training.distances import measure as measure_distances
from training.gold import Example, load
from training.nearest import fit_nearest
from training.nearest import measure as measure_nearest
from training.rarity import fit_rarities
from training.scoring_script import scoring_script
from training.stories import dated, fit_stories, others

FOLDS = 5


def fold(name: str) -> int:
    """The part of an article in cross-validation, from its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def write_models(found: list[Example], out: Path, later: Sequence[Example] = (), prior: Path | None = None) -> None:
    """Fit on everything and write the file.

    `later` are examples for the dates alone, `prior` holds the models to begin from.
    """
    models = fit_all(found, later, events.load_models(prior) if prior else None)
    save(out, {name: getattr(models, name) for name in events.Models.__dataclass_fields__})
    print(f"{len(found)} articles, {sum(len(item.events) for item in found)} acts -> {out}", file=sys.stderr)


def fit_dates(held: list[Path], annotations: Path, days: Path | None, corpus: Path, out: Path) -> None:
    """Collect the dated articles of a corpus, write their stories, and beside them how far they are from the points in
    time that they tell; `held` are articles kept for measuring.

    `days` gives the days of further ones; those that have none count for the stories when the other clues tell it
    surely.
    """
    beside = out.with_name(distances.FILE)
    for path, load_file in ((out, stories.load), (beside, distances.load)):
        path.unlink(missing_ok=True)
        load_file.cache_clear()
    known = dict(standoff.annotated(annotations, corpus))
    given = [(gold["text"], gold["published"]["value"]) for gold in known.values() if gold["published"]["value"]]
    more = list(standoff.dated(days, corpus)) if days else []
    given += [(text, published) for _, text, published in more]
    left_out = [*known, *(name for name, _, _ in more), *(path.stem for path in held)]
    left = [(text, None) for text in others(corpus, left_out)]
    found = [item for text, value in [*given, *left] if (item := dated(text, value))]
    collection = fit_stories(found)
    stories.save(out, collection)
    stories.load.cache_clear()
    heard = [article for text, value in given if (article := measure_nearest(text, value))]
    collection = replace(collection, measured=fit_nearest(heard))
    stories.save(out, collection)
    print(f"{len(found)} articles, {len(collection.phrases)} phrases -> {out}", file=sys.stderr)
    stories.load.cache_clear()
    measured = [article for text, value in given if (article := measure_distances(text, value))]
    distances.save(beside, fit_distances(measured))
    print(f"{len(measured)} articles -> {beside}", file=sys.stderr)


def fit_matching(folder: Path, judged: Path, articles: Path, annotations: Path, corpus: Path, out: Path) -> None:
    """Fit the weights by which tellings are matched, and write their file."""
    pairs = matching.story_pairs(path.parent for path in sorted(folder.glob("*/CLUSTER.json")))
    with annotations.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    days = {row["id"]: row["published"] for row in rows if row["published"] and precision(row["published"]) == "day"}
    texts = standoff.texts(corpus)
    known, apart = matching.judged_pairs(judged, texts, days)
    whole = matching.pairs_of_articles(articles, texts)
    fitted = matching.fit(pairs, known, whole, apart)
    out.write_text(json.dumps(fitted, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    print(
        f"{len(pairs)} pairs of stories, {len(known)} judged, {len(whole)} of articles, {len(apart)} others -> {out}",
        file=sys.stderr,
    )


def count_words(texts: Iterable[str], language: str, out: Path) -> None:
    """Write the rarity of the words of texts."""
    found = fit_rarities(texts, language, wording.rarities("vi") if language != "vi" else None)
    wording.save(out, found)
    print(f"{len(found)} words and pairs of words -> {out}", file=sys.stderr)


def take_off(folders: list[Path], out: Path) -> None:
    """Write the annotations of folders without the words of their articles."""
    with out.open("w", encoding="utf-8") as lines:
        for path in paths(folders):
            line = standoff.taken_off(path.stem, load(path))
            lines.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")


def measure(folder: Path, more: list[Example], score: Path, out: Path | None, errors: bool) -> None:
    """Read every article of a folder with models that never saw it; `more` are only learned from.

    What is learned from acts as read is learned from `more`, read by halves of them, if there are any.
    """
    scorer = scoring_script(score)
    held = paths([folder])
    own = examples(held)
    every = [*more, *own]
    read = found_in(more, own) if more else None
    records: dict[str, Any] = {}
    for part in range(FOLDS):
        learned = [number for number, item in enumerate(every) if number < len(more) or fold(item.name) != part]
        models = fit_all(
            [every[number] for number in learned], found=[read[number] for number in learned] if read else None
        )
        for path, item in zip(held, own, strict=True):
            if fold(item.name) == part:
                article = Article(
                    item.name, path.with_suffix(".txt").read_text(encoding="utf-8"), published_given=item.published
                )
                records[item.name] = plain(pipeline.extract(article, models=models))
    if out:
        out.write_text(
            "\n".join(json.dumps(record, ensure_ascii=False) for record in records.values()), encoding="utf-8"
        )
    for key, value in scorer.score(scorer.load_gold(folder), records, errors).items():
        shown = (
            " ".join(f"{part:.3f}" if isinstance(part, float) else str(part) for part in value)
            if isinstance(value, tuple)
            else f"{value:.3f}"
        )
        print(f"{key:16} {shown}")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True, dest="command")
    fitting = commands.add_parser("fit")
    fitting.add_argument("folders", nargs="+", type=Path)
    fitting.add_argument("--language", default="vi")
    fitting.add_argument("--prior", type=Path)
    fitting.add_argument("--out", required=True, type=Path)
    dating = commands.add_parser("dates")
    dating.add_argument("folders", nargs="+", type=Path)
    dating.add_argument("--days", type=Path)
    dating.add_argument("--out", required=True, type=Path)
    counting = commands.add_parser("rarity")
    source = counting.add_mutually_exclusive_group(required=True)
    source.add_argument("--corpus", type=Path)
    source.add_argument("--articles", type=Path)
    counting.add_argument("--language", default="vi")
    counting.add_argument("--out", required=True, type=Path)
    measuring = commands.add_parser("measure")
    measuring.add_argument("folder", type=Path)
    measuring.add_argument("--extra", nargs="*", type=Path, default=[])
    measuring.add_argument("--score", required=True, type=Path)
    measuring.add_argument("--out", type=Path)
    measuring.add_argument("--errors", action="store_true")
    merging = commands.add_parser("merging")
    merging.add_argument("folder", type=Path)
    merging.add_argument("--judged", required=True, type=Path)
    merging.add_argument("--articles", required=True, type=Path)
    merging.add_argument("--out", required=True, type=Path)
    for command in (fitting, dating, measuring, merging):
        command.add_argument("--standoff", type=Path)
        command.add_argument("--corpus", type=Path)
    taking = commands.add_parser("standoff")
    taking.add_argument("folders", nargs="+", type=Path)
    taking.add_argument("--out", required=True, type=Path)
    args = parser.parse_args()
    if args.command in ("fit", "dates", "measure", "merging") and bool(args.standoff) != bool(args.corpus):
        parser.error("--standoff and --corpus go together")
    if args.command in ("dates", "merging") and not args.standoff:
        parser.error(f"{args.command} learns from --standoff")
    if args.command == "standoff":
        take_off(args.folders, args.out)
    elif args.command == "fit":
        found = paths(args.folders)
        later = delayed(found, args.language) if args.prior else []
        write_models(
            examples(found, args.language) + _standing_off(args.standoff, args.corpus), args.out, later, args.prior
        )
    elif args.command == "merging":
        fit_matching(args.folder, args.judged, args.articles, args.standoff, args.corpus, args.out)
    elif args.command == "rarity":
        files = sorted(args.articles.glob("*.txt")) if args.articles else []
        texts = standoff.texts(args.corpus).values() if args.corpus else [path.read_text("utf-8") for path in files]
        count_words(texts, args.language, args.out)
    elif args.command == "dates":
        fit_dates(paths(args.folders), args.standoff, args.days, args.corpus, args.out)
    else:
        more = examples(paths(args.extra)) + _standing_off(args.standoff, args.corpus)
        measure(args.folder, more, args.score, args.out, args.errors)


def _standing_off(annotations: Path | None, corpus: Path | None) -> list[Example]:
    if annotations is None or corpus is None:
        return []
    return [example(name, gold) for name, gold in standoff.annotated(annotations, corpus)]


if __name__ == "__main__":
    main()
