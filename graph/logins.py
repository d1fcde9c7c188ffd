"""What a program other than biennien enters to reach a database, and holding the embedded one while it does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graph.target import Target


@dataclass(frozen=True, slots=True)
class Login:
    """Address, user, password and database; the password never shows in a repr.  `embedded`: not a Neo4j."""

    uri: str
    user: str | None
    password: str | None = field(repr=False)
    database: str
    embedded: bool = False


@contextmanager
def login(target: Target) -> Iterator[Login]:
    """The login of a target, good until the end of the block.

    On the embedded database, which is started and then stays, it is that of the user `reader`, who may only read.
    Raises Unreachable or StorageFull when that does not start.
    """
    if target.embedded_dir is None:
        yield Login(target.uri or "", target.user, target.password, target.database)
        return
    from graph.embedded.server import use

    held = use(target.embedded_dir)
    try:
        yield Login(f"bolt://127.0.0.1:{held.port}", "reader", held.password("reader"), target.database, embedded=True)
    finally:
        held.release()
