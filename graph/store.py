"""The store: the one place that talks to a database.  Only this module imports the driver."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Literal, Self, TypeVar

from graph import lean_driver  # noqa: F401

# isort: split
import neo4j
from neo4j import exceptions as driver
from neo4j.graph import Entity, Path
from neo4j.time import Date, DateTime, Duration, Time

from graph import correcting, import_statements, schema, statements, writing
from graph.correcting import ListedCorrection
from graph.corrections import Changes, Correction
from graph.embedded.java import QUERY_SECONDS
from graph.errors import DatabaseError, ReadOnly, Refused, StorageFull, Unreachable
from graph.explanation import Explanation, explain
from graph.ids import content_key
from graph.model import ArticleRecord
from graph.running import InTurn, Run
from graph.target import Target
from graph.writing import ForgetSummary, SaveSummary

if TYPE_CHECKING:
    from graph.embedded.server import Use

# What the driver has to say reaches the user as one of our errors, not as lines between the program's own.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

Access = Literal["read", "write"]
T = TypeVar("T")

_LOST = (driver.ServiceUnavailable, driver.SessionExpired, Unreachable)
"""A connection that is gone, as the driver says it or, when a new one fails, we do."""

_CONNECT_SECONDS = 10
_CONNECT_ATTEMPTS = 3
_CONNECT_PAUSE = 0.3
_RETRY_SECONDS = 120
"""A Neo4j that is started again takes 10 to 60 s."""
_COMPLETED_AT_ONCE = 2_000
_PLANNED_ONCE = "CYPHER replan=skip "
"""Neo4j plans a statement anew as the graph grows; those that write look up ids by an index at every size."""
_EMBEDDED_PRODUCT = re.compile(r"\((ArcadeDB) ([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: names of its columns, and a dict of plain Python values a row."""

    columns: list[str]
    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """What answers: product and version, its address, and whether it is the embedded one."""

    product: str
    version: str
    uri: str
    embedded: bool


class Store:
    """An open graph.  Use `Store.open` in a `with` statement.

    Writes, and `article_hashes`, wait for a database that has gone, for up to two minutes; `on_wait` is called with a
    line that says so before each further try.
    """

    def __init__(self, target: Target, access: Access) -> None:
        self.target = target
        self.access = access
        self._use: Use | None = None
        self._driver: neo4j.Driver | None = None
        self._lost = False
        self._reading: set[str] = set()
        self._begin: str | None = None
        self.on_wait: Callable[[str], None] = lambda message: None

    @classmethod
    def open(cls, target: Target, access: Access = "read") -> Self:
        """Connect to a database, starting the embedded one when it does not run.

        With read access, writes are refused: the embedded database is used as its user `reader`.  An embedded graph
        is made or brought up to date on the way.

        Raises Unreachable, Refused or StorageFull, and SchemaMismatch when the graph was made by a newer biennien, or
        by an older one and access is "read".
        """
        store = cls(target, access)
        try:
            store._connect()
            if access == "read":
                store._check_schema()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let go of the database."""
        if self._driver is not None:
            self._driver.close()
            self._driver = None
        if self._use is not None:
            self._use.release()
            self._use = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def uri(self) -> str:
        """Address of the server."""
        return self.target.uri or (f"bolt://127.0.0.1:{self._use.port}" if self._use else "")

    @property
    def server(self) -> ServerInfo:
        """What answers."""
        with self._errors():
            agent = self._open_driver.get_server_info().agent
        embedded = _EMBEDDED_PRODUCT.search(agent)
        product, _, version = agent.partition("/")
        if embedded:
            product, version = embedded[1], embedded[2]
        return ServerInfo(product, version, self.uri, self.target.embedded_dir is not None)

    def ensure_schema(self, on_completed: Callable[[int], None] = lambda articles: None) -> None:
        """Make constraints and indexes, bring an older graph up to date, and complete one that was bulk imported.

        `on_completed` is told now and then how many articles of such a one are done.  Raises SchemaMismatch when the
        graph was made by a newer biennien.
        """
        with self._errors():
            version = schema.stored_version(self._run)
            imported = self._is_imported()
            if version == schema.VERSION and not imported:
                return
            steps = schema.pending(version or 0) if version is not None else []
            for definition in (*schema.DEFINITIONS, *(schema.ON_NEO4J if self._use is None else ())):
                self._retrying(partial(self._define, definition))
            for step in steps:
                self._write(step)
            if version is None:
                self._write(lambda run: run(statements.WRITE_VERSION, version=schema.VERSION))
            if imported:
                self._complete_import(on_completed)

    def schema_version(self) -> int | None:
        """Version of the stored graph, None when the database is empty."""
        with self._errors():
            return schema.stored_version(self._run)

    def save(self, records: Iterable[ArticleRecord]) -> SaveSummary:
        """Store what articles say, all in one transaction.

        An article stored before is replaced when it says something else, and left alone when not; one that stands at
        the path of another replaces that.
        """
        batch = list(records)
        now = datetime.now(UTC)
        with self._errors():
            return self._write(lambda run: writing.save(run, batch, now), repeatable=True)

    def forget(self, name: str) -> ForgetSummary:
        """Withdraw an article, named by id, path or URL.  Raises UnknownName when it is not stored."""
        with self._errors():
            return self._write(lambda run: writing.forget(run, name))

    def merge_events(self, events: Sequence[str]) -> ListedCorrection:
        """Make events one, and keep that as a correction.  Raises UnknownName or UsageError."""
        return self._correct(lambda run, now: correcting.merge_events(run, events, now))

    def split_event(self, event: str, reports: Sequence[str], articles: Sequence[str]) -> ListedCorrection:
        """Take reports, or all reports of articles, out of an event.  Raises UnknownName or UsageError."""
        return self._correct(lambda run, now: correcting.split_event(run, event, reports, articles, now))

    def edit_event(self, event: str, changes: Changes) -> ListedCorrection:
        """Correct date, type or actors of an event.  Raises UnknownName, BadValue or UsageError."""
        return self._correct(lambda run, now: correcting.edit_event(run, event, changes, now))

    def undo(self, number: int) -> Correction:
        """Take a correction back.  Raises UnknownName when there is none with the number."""
        with self._errors():
            return self._write(lambda run: correcting.undo(run, number))

    def corrections(self) -> list[ListedCorrection]:
        """All corrections, the first first, with what they find now."""
        with self._errors():
            return correcting.listed(self._run)

    def explain_event(self, event: str) -> Explanation:
        """Why the tellings of an event are one, and which nearly were.  Raises UnknownName."""
        with self._errors():
            return explain(self._run, event)

    def article_hashes(self, ids: Iterable[str]) -> dict[str, str]:
        """What is stored of the articles with these ids: id -> `graph.ids.content_key` of its text and extractor."""
        with self._errors():
            found = self._retrying(partial(self._run, statements.ARTICLES_BY_ID, ids=list(ids)), repeatable=True)
        return {row["id"]: content_key(row["text_hash"], row["extractor"]) for row in found}

    def read(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> Rows:
        """Run a query that reads.

        Dates come back as `datetime.date`, times as `datetime`, durations as ISO 8601 text, nodes and relationships
        as dicts of their properties, paths as lists of these.  Raises ReadOnly when the query writes.
        """
        with self._errors(), self._session("read") as session:
            result = session.run(_query(cypher), dict(parameters or {}))
            return Rows(list(result.keys()), _plain_rows(result))

    def refuse_writes(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> None:
        """Raise ReadOnly when a query would write.

        Neo4j is asked for the query's type, once while the store is open; given the parameters that `read` gets next,
        it plans the query once for both.  The embedded database cannot tell it: there queries run as the user `reader`,
        who has no right to write.
        """
        if self.target.embedded_dir is not None or cypher in self._reading:
            return
        with self._errors(), self._session("read") as session:
            kind = session.run(_query(f"EXPLAIN {cypher}"), dict(parameters or {})).consume().query_type
        if kind != "r":
            raise ReadOnly("the query would write", "Saved queries only read; take the writing clauses out.")
        self._reading.add(cypher)

    def counts(self) -> dict[str, int]:
        """Number of nodes of each label."""
        with self._errors():
            return {
                label: self._run(f"MATCH (n:{label}) RETURN count(n) AS nodes")[0]["nodes"]
                for label in statements.LABELS
            }

    # Connection

    def _connect(self) -> None:
        """Connect and ask something, so that every reason why this cannot work is known now."""
        for attempt in range(_CONNECT_ATTEMPTS):
            try:
                self._take_driver()
                with self._errors():
                    self._run("RETURN 1 AS one")
                return
            except Unreachable:
                self.close()
                # A server that was killed a moment ago may still be on record.
                if self.target.embedded_dir is None or attempt == _CONNECT_ATTEMPTS - 1:
                    raise
                time.sleep(_CONNECT_PAUSE)

    def _take_driver(self) -> None:
        user, password = self.target.user, self.target.password
        if self.target.embedded_dir is not None:
            from graph.embedded.server import use

            self._use = use(self.target.embedded_dir)
            user = "root" if self.access == "write" else "reader"
            password = self._use.password(user)
        self._driver = neo4j.GraphDatabase.driver(
            self.uri,
            auth=(user, password) if user and password else None,
            connection_timeout=_CONNECT_SECONDS,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.OFF,
            telemetry_disabled=True,
        )

    def _check_schema(self) -> None:
        with self._errors():
            version = schema.stored_version(self._run)
            imported = self._is_imported()
        if imported:
            schema.refuse_incomplete()
        if version == schema.VERSION:
            return
        if self.target.embedded_dir is not None:
            with Store.open(self.target, "write") as writer:
                writer.ensure_schema()
        elif version is not None:
            schema.check_current(version)

    @property
    def _open_driver(self) -> neo4j.Driver:
        if self._driver is None:
            raise Unreachable("the database is closed", "Open it again.")
        return self._driver

    def _session(self, access: Access) -> neo4j.Session:
        mode = neo4j.READ_ACCESS if access == "read" else neo4j.WRITE_ACCESS
        return self._open_driver.session(database=self.target.database, default_access_mode=mode)

    def _correct(self, make: Callable[[Run, datetime], ListedCorrection]) -> ListedCorrection:
        now = datetime.now(UTC)
        with self._errors():
            return self._write(lambda run: make(run, now))

    def _run(self, text: str, **parameters: Any) -> list[dict[str, Any]]:
        """One statement in a transaction of its own."""
        with self._session(self.access) as session:
            return _plain_rows(session.run(_query(text), parameters))

    def _define(self, definition: str) -> None:
        if self._use is not None:
            with self._use.writing():
                self._run(definition)
            return
        with self._session("write") as session:  # an index of a large graph takes longer than a query may
            session.run(neo4j.Query(definition)).consume()

    def _is_imported(self) -> bool:
        """Whether the graph came from a bulk import, which only Neo4j has, and is not completed yet."""
        return self._use is None and bool(self._run(import_statements.IS_IMPORTED))

    def _complete_import(self, on_completed: Callable[[int], None]) -> None:
        """Some nodes a transaction; after an interruption it is done again, with the same result."""
        for label in import_statements.LABELS:
            after, done = "", 0
            while found := self._run(import_statements.next_ids(label), after=after, limit=_COMPLETED_AT_ONCE):
                ids = [row["id"] for row in found]
                self._write(partial(import_statements.complete, label=label, ids=ids))
                after, done = ids[-1], done + len(ids)
                if label == "Article":
                    on_completed(done)
        self._write(lambda run: run(import_statements.IMPORT_COMPLETED))

    def _write(self, work: Callable[[Run], T], *, repeatable: bool = False) -> T:
        """Run `work` in one transaction, with no other writer at the same time.

        Events are computed from what is stored, so that two writers who do not see each other would lose something.
        `repeatable` work does the same when it is done twice: it is tried again even if it may have been done.
        """

        def attempt() -> T:
            planned_once = self._planned_once()
            alone = self._use.writing() if self._use else nullcontext()
            with alone, self._session("write") as session, session.begin_transaction() as transaction:

                def run(text: str, **parameters: Any) -> list[dict[str, Any]]:
                    return _plain_rows(transaction.run(planned_once + text, parameters))

                with InTurn(run) as in_turn:
                    if self._use is None:
                        in_turn(statements.BE_THE_ONLY_WRITER)
                    done = work(in_turn)
                transaction.commit()
                return done

        return self._retrying(attempt, repeatable=repeatable)

    def _planned_once(self) -> str:
        """What begins the statements of a write; empty for a server that is not Neo4j, whichever way it is reached."""
        if self._begin is None:
            agent = self._open_driver.get_server_info().agent
            self._begin = "" if _EMBEDDED_PRODUCT.search(agent) else _PLANNED_ONCE
        return self._begin

    def _retrying(self, attempt: Callable[[], T], *, repeatable: bool = False) -> T:
        from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_delay, wait_random_exponential

        def again() -> T:
            if self._lost:
                self._connect()
                self._lost = False
            return attempt()

        def recover(state: RetryCallState) -> None:
            failure = state.outcome.exception() if state.outcome else None
            if not isinstance(failure, _LOST):
                return
            left = max(0, _RETRY_SECONDS - (state.seconds_since_start or 0))
            self.on_wait(f"{self.target.label} does not answer; trying again for {left:.0f} s")
            if self._use is not None:
                self.close()
                self._lost = True

        retrying = Retrying(
            retry=retry_if_exception(partial(_worth_another_try, repeatable=repeatable)),
            wait=wait_random_exponential(multiplier=0.05, max=2),
            stop=stop_after_delay(_RETRY_SECONDS),
            before_sleep=recover,
            reraise=True,
        )
        return retrying(again)

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn every error of the driver into one of ours; the only place that does."""
        try:
            yield
        except (driver.Neo4jError, driver.DriverError) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: driver.Neo4jError | driver.DriverError) -> DatabaseError:
        target, code = self.target, getattr(error, "code", None) or ""
        if self._use is not None:
            try:
                self._use.home.check_space()
            except StorageFull as full:
                return full
        if isinstance(error, driver.AuthError):
            if self._use is not None:
                return Refused(f"the {target.label} has other passwords than its folder", "Run `biennien db stop`.")
            return Refused(
                f"{target.label} does not accept user {target.user!r} with this password",
                "Set NEO4J_USERNAME and NEO4J_PASSWORD.",
            )
        if isinstance(error, driver.Forbidden) or code.endswith("Statement.AccessMode"):
            if self.access == "read":
                return ReadOnly("the query would write", "Saved queries only read; take the writing clauses out.")
            return Refused(f"user {target.user!r} may not write in {target.label}", "Use a user with the role editor.")
        if code.endswith("Database.DatabaseNotFound"):
            return Unreachable(f"{target.label} has no database {target.database!r}", "Set NEO4J_DATABASE.")
        if isinstance(error, driver.DriverError):
            if target.embedded_dir is not None:
                return Unreachable(f"the server of the {target.label} is gone", "Run the command again.")
            return Unreachable(f"no Neo4j answers at {target.uri}", "Start it, or correct the address.")
        if isinstance(error, driver.TransientError):
            return Unreachable(f"{target.label} is busy", "Run the command again.")
        if "TimedOut" in code or "Terminated" in code:
            return DatabaseError(f"the query took longer than {QUERY_SECONDS} s", "Narrow it down.")
        reason = (error.message or code).splitlines()[0]
        advice = f"Look into {self._use.home.log}." if self._use else "Look into the log of the server."
        return DatabaseError(f"{target.label}: {reason} ({code})", advice)


def _worth_another_try(error: BaseException, *, repeatable: bool) -> bool:
    """Whether the same transaction may succeed when it is run again, and would do nothing twice.

    Two writers that MERGE one key, or make one index, get errors that the driver itself does not retry.
    """
    if isinstance(error, (Unreachable, driver.IncompleteCommit)):
        return repeatable
    if not isinstance(error, (driver.Neo4jError, driver.DriverError)):
        return False
    code = getattr(error, "code", None) or ""
    made_by_another = code.startswith("Neo.ClientError.Schema.") and code.endswith("AlreadyExists")
    return isinstance(error, driver.ConstraintError) or made_by_another or error.is_retryable()


def _query(text: str) -> neo4j.Query:
    return neo4j.Query(text, timeout=QUERY_SECONDS)


def _plain_rows(result: neo4j.Result) -> list[dict[str, Any]]:
    columns = result.keys()
    return [dict(zip(columns, map(plain, record), strict=True)) for record in result]


_PLAIN: Final = frozenset((str, int, float, bool, type(None)))


def plain(value: Any) -> Any:
    """A value of the driver as a plain Python value; times without a zone are UTC."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is Date:
        return value.to_native()
    if kind is list:
        return [part if type(part) in _PLAIN else plain(part) for part in value]
    if kind is dict:
        return {key: part if type(part) in _PLAIN else plain(part) for key, part in value.items()}
    if isinstance(value, DateTime):
        native = value.to_native()
        return native if native.tzinfo else native.replace(tzinfo=UTC)
    if isinstance(value, Time):
        return value.to_native()
    if isinstance(value, Duration):
        return value.iso_format()
    if isinstance(value, Path):
        return [plain(part) for pair in zip(value.nodes, (*value.relationships, None), strict=True) for part in pair][
            :-1
        ]
    if isinstance(value, (Entity, Mapping)):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, Sequence):
        return [plain(part) for part in value]
    return value
