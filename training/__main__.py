"""Fit the classifiers of a language pack.

python -m training fit FOLDER... --out FILE     fit on all annotated articles of the folders, write the models
python -m training measure FOLDER --score FILE  cross-validate by article, score with the evaluation script FILE
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from graph.model import Article
from ingest import events, pipeline
from ingest.classifier import save
from ingest.record_json import plain
from training.articles import examples, paths
from training.fit import fit, tables

FOLDS = 5


def fold(name: str) -> int:
    """The part of an article in cross-validation, from its name."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS


def fit_all(folders: list[Path], out: Path) -> None:
    """Fit on everything and write the file."""
    found = examples(paths(folders))
    models = fit(tables(found))
    save(out, {name: getattr(models, name) for name in events.Models.__dataclass_fields__})
    print(f"{len(found)} articles, {sum(len(item.events) for item in found)} acts -> {out}", file=sys.stderr)


def measure(folder: Path, extra: list[Path], score: Path, out: Path | None, errors: bool) -> None:
    """Read every article with models that never saw it; `extra` folders are only learned from."""
    scorer = _module(score)
    held = paths([folder])
    found = dict(zip(held, examples(held), strict=True))
    more = examples(paths(extra))
    records: dict[str, Any] = {}
    for part in range(FOLDS):
        models = fit(tables([*(item for item in found.values() if fold(item.name) != part), *more]))
        for path, item in found.items():
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


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(required=True, dest="command")
    fitting = commands.add_parser("fit")
    fitting.add_argument("folders", nargs="+", type=Path)
    fitting.add_argument("--out", required=True, type=Path)
    measuring = commands.add_parser("measure")
    measuring.add_argument("folder", type=Path)
    measuring.add_argument("--extra", nargs="*", type=Path, default=[])
    measuring.add_argument("--score", required=True, type=Path)
    measuring.add_argument("--out", type=Path)
    measuring.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    if args.command == "fit":
        fit_all(args.folders, args.out)
    else:
        measure(args.folder, args.extra, args.score, args.out, args.errors)


if __name__ == "__main__":
    main()
