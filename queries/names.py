"""Names that users type: found in the graph, or answered with near ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

from graph.errors import UnknownName
from graph.ids import bare, fold

if TYPE_CHECKING:
    from graph.labels import Labels
    from graph.store import Store

_SHOWN: Final = 5  # names in an advice

_NAME: Final = "n.id AS id, n.name AS name, n.name_vi AS name_vi"
_NAMED: Final = {
    "actor": f"MATCH (n:Actor) WHERE $key IN n.search RETURN {_NAME} ORDER BY id",
    "treaty": f"MATCH (n:Treaty) WHERE $key IN n.search RETURN {_NAME} ORDER BY id",
}
_ALL: Final = {
    "actor": f"MATCH (n:Actor) RETURN {_NAME}, n.search AS search ORDER BY id",
    "treaty": f"MATCH (n:Treaty) RETURN {_NAME}, n.search AS search ORDER BY id",
}
_BY_ID: Final = {
    "event": "MATCH (n:Event) WHERE n.id STARTS WITH $key RETURN n.id AS id, n.summary AS name ORDER BY id LIMIT 6",
    "article": (
        "MATCH (n:Article) WHERE n.id STARTS WITH $key OR n.url = $key OR n.path = $key OR n.path ENDS WITH '/' + $key "
        "RETURN n.id AS id, n.title AS name ORDER BY id LIMIT 6"
    ),
}
_LISTED_BY: Final = {"actor": "actors", "treaty": "treaties", "event": "timeline", "article": "articles"}


@dataclass(frozen=True, slots=True)
class Found:
    """What is sent to the database for a name, and a note for the user when it was not taken literally."""

    value: str
    note: str | None = None


def find(store: Store, kind: str, name: str, labels: Labels) -> Found:
    """The actor, treaty, event or article that a user means by a name.

    Actors and treaties are found by any of their names, whatever the case, and by a word of a name when only one fits;
    events and articles by the beginning of their id, articles by address and path as well.  Notes are in the language
    of the labels.  Raises UnknownName with near names, or with the names to choose from.
    """
    return _by_id(store, kind, name) if kind in _BY_ID else _by_name(store, kind, name, labels)


def _by_name(store: Store, kind: str, name: str, labels: Labels) -> Found:
    key = fold(name)
    found = store.read(_NAMED[kind], {"key": key}).rows
    if len(found) == 1:
        return Found(key)
    if found:
        return Found(key, labels.say("name_of_several", name=name, number=len(found), names=_listed(found, labels)))
    known = store.read(_ALL[kind], {}).rows
    if not known:
        raise UnknownName(f"no {kind} {name!r}: the graph holds none yet", "`biennien ingest PATH` reads articles.")
    partly = [one for one in known if any(f" {key} " in f" {form} " for form in one["search"])]
    if len(partly) == 1:
        return Found(fold(partly[0]["id"]), labels.say("name_read_as", name=name, names=_listed(partly, labels)))
    if partly:
        raise UnknownName(f"{name!r} could be {_listed(partly)}", "Give the whole name or the id in brackets.")
    raise UnknownName(f"no {kind} is called {name!r}", _near_nodes(kind, key, known))


def _by_id(store: Store, kind: str, name: str) -> Found:
    found = store.read(_BY_ID[kind], {"key": name}).rows
    exact = [one for one in found if one["id"] == name]
    if len(exact or found) == 1:
        return Found((exact or found)[0]["id"])
    if found:
        raise UnknownName(f"{name!r} fits several: {_listed(found)}", "Give more of the id.")
    listed = f"biennien query {_LISTED_BY[kind]} --format json"
    raise UnknownName(f"there is no {kind} {name!r}", f"`{listed}` lists them with their ids.")


def _listed(rows: Sequence[dict[str, Any]], labels: Labels | None = None) -> str:
    """The first rows by name and id, the names in the language of the labels."""
    names = [
        f"{labels.name(one['name'], one['name_vi']) if labels else one['name']} ({one['id']})" for one in rows[:_SHOWN]
    ]
    return ", ".join(names) + (", …" if len(rows) > _SHOWN else "")


def _near_nodes(kind: str, key: str, known: Sequence[dict[str, Any]]) -> str:
    forms = {bare(form): one for one in reversed(known) for form in one["search"]}
    close = get_close_matches(bare(key), forms, n=_SHOWN, cutoff=0.78)
    rows = list({forms[form]["id"]: forms[form] for form in close}.values())
    if rows:
        return f"Did you mean {_listed(rows)}?"
    return f"`biennien query {_LISTED_BY[kind]}` lists those in the graph."


def near(name: str, names: Sequence[str], when_none: str) -> str:
    """Advice after a name that is not among those known: the near ones, else all of them."""
    if not names:
        return when_none
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    return f"Did you mean {' or '.join(close)}?" if close else f"Known are {', '.join(names)}."
