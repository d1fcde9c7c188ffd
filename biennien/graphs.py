"""The Python interface: an open graph to read articles into, to ask, and to export from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from biennien import exporting
from biennien.answers import Answer, answer
from biennien.exporting import Exported
from graph.errors import BadValue, UsageError
from graph.model import Article
from graph.target import Target, resolve

if TYPE_CHECKING:
    from graph.labels import Language
    from graph.store import ServerInfo, Store
    from graph.writing import ForgetSummary
    from ingest.run import IngestSummary
    from ingest.sources import Item
    from queries.catalogue import Query
    from timeline.entries import TimelineEntry

Day = date | str
"""A day, or a day, month or year as it is typed: `2021-06-16`, `2021-06`, `2021`."""


def open(db: str | None = None, data_dir: Path | str | None = None) -> Graph:
    """Open a graph; use it in a `with` statement, or close it.

    `db` is the address of a Neo4j, such as `bolt://localhost:7687`, with NEO4J_USERNAME, NEO4J_PASSWORD and
    NEO4J_DATABASE; `data_dir` a folder for the embedded database.  Without either it is the database that the command
    line would use.

    Raises `biennien.errors.DatabaseError` when the database cannot be reached, BadValue for an address that is none.
    """
    return Graph(resolve(db, Path(data_dir) if data_dir is not None else None))


class Graph:
    """A graph of events, actors, treaties and articles, as `biennien.open` gives it.

    Everything it raises on purpose is a `biennien.BienNienError`, with `message` and `advice`.
    """

    def __init__(self, target: Target) -> None:
        from graph.store import Store

        self._target = target
        self._reader: Store | None = Store.open(target, access="read")

    def close(self) -> None:
        """Let go of the database."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<graph: {self._target.label}{'' if self._reader else ', closed'}>"

    @property
    def server(self) -> ServerInfo:
        """What answers: product, version, address."""
        return self._store.server

    def counts(self) -> dict[str, int]:
        """Number of nodes of each label."""
        return self._store.counts()

    # Reading articles in

    def ingest(
        self,
        *articles: Path | str | Article,
        published: date | str | None = None,
        knowledge: Path | str | None = None,
        workers: int = 1,
        language: str | None = None,
        on_article: Callable[[IngestSummary], None] = lambda summary: None,
    ) -> IngestSummary:
        """Read articles and store what they say, as `biennien ingest` does.

        Each is the path of a file or folder, or an `Article(id, text)`.  Those that are stored already are left alone;
        one that has changed replaces what it said before.  `published` is the date of all of them (as exact as it is
        known), `knowledge` a file of facts of your own, `language` their language (`vi` or `en`), which is found for
        each when it is not given.  `workers` is how many processes read, 1 this one alone; `on_article` is called after
        each article.

        The summary tells what was stored, and in `rejects` what could not be read, and why.  Raises UsageError when a
        path does not exist.
        """
        from graph.store import Store
        from ingest.date_input import parse_published
        from ingest.knowledge import load
        from ingest.language import checked, readable
        from ingest.run import Ingest
        from ingest.worker_processes import local

        facts = Path(knowledge) if knowledge is not None else None
        if facts is not None:
            load(facts)
        day = parse_published(str(published)) if published is not None else None
        items = readable(_items(articles, day), checked(language))
        with Store.open(self._target, access="write") as store:
            store.ensure_schema()
            run = Ingest(store, extraction=local(workers, facts))
            run.on_article = on_article
            summary = run.run(items)
        if summary.interrupted:
            raise KeyboardInterrupt
        return summary

    def forget(self, article: str) -> list[ForgetSummary]:
        """Withdraw an article, named by id, path or address, with all that only it said.

        Raises UnknownName when it is not there.
        """
        from graph.store import Store
        from ingest import withdrawal

        with Store.open(self._target, access="write") as store:
            store.ensure_schema()
            return list(withdrawal.forget(store, article))

    # Asking

    @property
    def queries(self) -> dict[str, Query]:
        """The saved queries by name; each tells its title, parameters and columns."""
        from queries.catalogue import load

        return {query.name: query for query in load()}

    def query(self, name: str | Path, /, **parameters: Any) -> Answer:
        """Run a saved query, or one of your own from a `.cypher` file with a header.

        Parameters are given by name, as texts that a user would type or as Python values; a name that is a word of
        Python gets a `_`: `from_="2021"`.

        Raises UnknownName for a query, parameter, actor or treaty that is not there, BadValue for a wrong value, and
        ReadOnly when a query of your own would write.
        """
        from queries.runner import run

        query = _query(name)
        result = run(self._store, query, _parameters(parameters))
        meanings = {column.name: column.means for column in query.columns}
        return answer(query.name, result.columns, result.rows, meanings, result.notes, result.advice)

    def cypher(self, text: str, parameters: Mapping[str, Any] | None = None) -> Answer:
        """Run Cypher that reads.  Raises ReadOnly when it would write, DatabaseError when it is faulty."""
        store = self._store
        store.refuse_writes(text, parameters)
        found = store.read(text, parameters)
        return answer("cypher", found.columns, found.rows, {})

    def events(
        self,
        *,
        actor: str | None = None,
        other: str | None = None,
        treaty: str | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        type: str | Sequence[str] | None = None,
        query: str | Path = "timeline",
        language: Language = "en",
        **parameters: Any,
    ) -> tuple[TimelineEntry, ...]:
        """Events in time order, each in full: its actors and whom they stood for, its treaties, and what each article
        says of it.

        `query` is any saved query that gives events, `parameters` are further ones of it.  Names of actors and treaties
        come in `language`.  Raises what `query` raises, and UsageError for a query that gives no events.
        """
        chosen = _query(query)
        exporting.check_events(chosen)
        asked = _asked(parameters, actor=actor, other=other, treaty=treaty, from_=from_, to=to, type=type)
        return exporting.entries(self._store, chosen, asked, _language(language))

    def export(
        self,
        out: Path | str,
        *,
        actor: str | None = None,
        other: str | None = None,
        treaty: str | None = None,
        from_: Day | None = None,
        to: Day | None = None,
        type: str | Sequence[str] | None = None,
        query: str | Path = "timeline",
        title: str | None = None,
        format: str | None = None,
        language: Language = "en",
        **parameters: Any,
    ) -> Exported:
        """Write events to a file, as `biennien export` does; the ending tells the format unless `format` does.

        A file that is there is replaced.  Raises what `events` raises, and OutputError when the file cannot be written.
        """
        chosen = _query(query)
        asked = _asked(parameters, actor=actor, other=other, treaty=treaty, from_=from_, to=to, type=type)
        path = Path(out)
        form = exporting.prepare(chosen, asked, path, exporting.named(format) if format is not None else None)
        return exporting.export(self._store, chosen, asked, path, form, title=title, language=_language(language))

    @property
    def _store(self) -> Store:
        if self._reader is None:
            raise UsageError("the graph is closed", "Open it again with biennien.open().")
        return self._reader


def _items(articles: Sequence[Path | str | Article], published: str | None) -> Iterator[Item]:
    """Articles in the order given; a path that does not exist is told at once."""
    from dataclasses import replace

    from ingest.sources import read

    parts: list[Iterator[Item]] = []
    for one in articles:
        if isinstance(one, Article):
            parts.append(iter([replace(one, published_given=published) if published else one]))
        else:
            parts.append(read([one], published=published))
    return (item for part in parts for item in part)


def _query(name: str | Path) -> Query:
    from queries.catalogue import load, read_query

    return read_query(name) if isinstance(name, Path) else load()[name]


def _parameters(given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters by the names that queries know; those that are None are not given."""
    return {name.removesuffix("_"): value for name, value in given.items() if value is not None}


def _asked(more: Mapping[str, Any], **usual: Any) -> dict[str, Any]:
    return _parameters(usual) | _parameters(more)


def _language(language: str) -> str:
    from graph.labels import LANGUAGES

    if language not in LANGUAGES:
        raise BadValue(f"there are no labels in {language!r}", "Use 'en' or 'vi'.")
    return language
