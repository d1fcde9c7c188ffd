"""Says in the graph which article each one copies: what a change of articles may touch is read, compared and written.

An article copies the first of all that are near it and were out before it.  So a new article can only concern those
that stand under its clues, and one that is withdrawn those that copied it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from graph import statements
from graph.copies import Sketch, beginning, clues, copied, in_order, near
from graph.running import Run, run_ids, run_rows


def derive(run: Run, fresh: Collection[str], left: Collection[str]) -> int:
    """Find what articles copy and who copies them; gives how many of these were no copies before.

    `fresh` are new or changed, `left` copied one that was withdrawn.
    """
    touched = sketches(run, {*fresh, *left})
    others = touched | around(run, touched)
    ranked, ranked_touched = in_order(others.values()), in_order(touched.values())
    chosen = {article: copied(each, ranked) for article, each in touched.items()}
    # of the others those that copied a later one than one of the touched, or none
    known = others | sketches(run, {each.copies for each in others.values() if each.copies} - others.keys())
    for article in others.keys() - touched.keys():
        if original := copied(others[article], ranked_touched, known.get(others[article].copies or "")):
            chosen[article] = original
    changed = {article: original for article, original in chosen.items() if others[article].copies != _id_of(original)}
    run_ids(run, statements.DELETE_COPIES, changed)
    made = {article: original for article, original in sorted(changed.items()) if original is not None}
    run_rows(
        run,
        statements.CREATE_COPIES,
        [
            {"id": article, "original": original.article, "similarity": near(others[article], original)}
            for article, original in made.items()
        ],
    )
    _name_originals(run, {*changed, *left})
    return sum(others[article].copies is None for article in made if article not in left)


def sketches(run: Run, articles: Collection[str]) -> dict[str, Sketch]:
    """Those of the articles, by id, that have a signature."""
    return {
        row["id"]: Sketch(row["id"], row["signature"], row["published_edtf"], row["copies"])
        for row in run_ids(run, statements.SKETCHES_OF_ARTICLES, articles)
        if row["signature"]
    }


def around(run: Run, some: Mapping[str, Sketch]) -> dict[str, Sketch]:
    """The other articles that stand under a clue of some."""
    keys = {clue for each in some.values() for clue in clues(each.signature)}
    standing = {row["article"] for row in run_ids(run, statements.ARTICLES_BY_CLUES, keys)}
    return sketches(run, standing - some.keys())


def _id_of(original: Sketch | None) -> str | None:
    return original.article if original else None


def _name_originals(run: Run, changed: set[str]) -> None:
    """Note at articles, and at those that copy them in turn, where the chain of copies begins."""
    below, more = set(changed), set(changed)
    while more:
        more = {row["id"] for row in run_ids(run, statements.COPIERS_OF_ARTICLES, more)} - below
        below |= more
    above: dict[str, str | None] = {}
    named: dict[str, str | None] = {}
    more = set(below)
    while more:
        for row in run_ids(run, statements.SKETCHES_OF_ARTICLES, more):
            above[row["id"]], named[row["id"]] = row["copies"], row["original"]
        more = {copied for copied in above.values() if copied} - above.keys()
    beginnings = {article: beginning(article, above.get) for article in sorted(below & above.keys())}
    rows = [{"id": article, "original": first} for article, first in beginnings.items() if named[article] != first]
    run_rows(run, statements.SET_ORIGINALS, rows)
