"""Commands: browse."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from biennien.settings import DataDirOption, DbOption, target

if TYPE_CHECKING:
    from graph.logins import Login
    from queries.neo4j_browser.jar import Missing
    from queries.neo4j_browser.server import SiteServer


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        epilog="\b\nExamples:\n  biennien browse\n  biennien browse --no-open\n  biennien browse --db bolt://localhost:7687"
    )(browse)


def browse(
    ctx: typer.Context,
    show: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in your web browser, or only print its address.")
    ] = True,
    db: DbOption = None,
    data_dir: DataDirOption = None,
) -> None:
    """Look at the graph in Neo4j Browser, with colours, saved queries and a tour, until Ctrl-C.

    Neo4j Browser (GPL) is no part of biennien: it is fetched from Maven Central once (15 MB) and served to this machine
    alone. On the embedded database it can only read.
    """
    from graph.logins import login
    from graph.store import Store
    from queries.neo4j_browser import jar
    from queries.neo4j_browser.examples import examples
    from queries.neo4j_browser.server import SiteServer
    from queries.neo4j_browser.site import Site

    chosen = target(ctx, db, data_dir)
    with login(chosen) as entry:
        with Store.open(chosen) as store:
            counts, names = store.counts(), examples(store)
        found = jar.obtain(jar.place(), on_fetch=_tell_fetch)
        files = None if isinstance(found, jar.Missing) else found
        with SiteServer(Site(files, entry, counts, names)) as server:
            if not counts["Event"]:
                typer.echo("the graph holds no events yet: `biennien ingest PATH` reads articles", err=True)
            opens = server.first_address
            if isinstance(found, jar.Missing):
                opens = _tell_missing(found, entry, server, embedded=chosen.embedded_dir is not None)
            else:
                typer.echo(f"Neo4j Browser is at {server.address}")
            rights = " (to read)" if chosen.embedded_dir else ""
            typer.echo(f"shows the database {entry.database} at {entry.uri}{rights}, until Ctrl-C")
            sys.stdout.flush()
            if show and _on_a_desktop():
                import webbrowser

                webbrowser.open(opens)
            with suppress(KeyboardInterrupt):
                server.serve_forever()


def _tell_fetch(address: str) -> None:
    typer.echo(f"fetching Neo4j Browser (GPL, 15 MB, once) from {address}", err=True)


def _tell_missing(missing: Missing, entry: Login, server: SiteServer, *, embedded: bool) -> str:
    """Say why no Neo4j Browser is served here and which one to use instead; gives the address to open."""
    from queries.neo4j_browser import elsewhere

    typer.echo(f"biennien: {missing.reason}", err=True)
    typer.echo(f"          It may also be put there by hand: {missing.place}", err=True)
    own = None if embedded else elsewhere.find(entry.uri)
    if own:
        opens = elsewhere.opened(own, entry, server.tour_address)
        typer.echo(f"The Neo4j has a Neo4j Browser of its own: {opens}")
        typer.echo(f"style sheet and favourites for it: {server.address}")
        return opens
    typer.echo("Enter in any Neo4j Browser:")
    typer.echo(f"  connect URL  {entry.uri}\n  database     {entry.database}")
    if entry.user:
        typer.echo(f"  username     {entry.user}")
    if entry.password:
        typer.echo("  password     shown on the page below")
    typer.echo(f"password, style sheet, favourites and tour: {server.address}")
    return server.first_address


def _on_a_desktop() -> bool:
    """Whether a web browser would open in a window of its own, not in the terminal."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"))
