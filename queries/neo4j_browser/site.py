"""What is served to a web browser: Neo4j Browser out of its jar, and beside it the style sheet, favourites and tour.

Beside Neo4j Browser lies `biennien/`, with `seed.js`, which its page runs first.  Without the jar there is one plain
page that says what to enter in a Neo4j Browser elsewhere.
"""

from __future__ import annotations

import json
import mimetypes
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.logins import Login
from queries.neo4j_browser import style
from queries.neo4j_browser.favourites import (
    PICTURE_FOLDER,
    QUERY_FOLDER,
    Favourite,
    archive,
    drawing,
    favourites,
    pictures,
)

TOUR_TITLE: Final = "A tour of the graph"
OWN: Final = "biennien/"

STOPS: Final = (
    "around-an-actor", "between-two-actors", "around-a-treaty", "evidence-of-an-event", "latest-articles",
)  # fmt: skip
"""Pictures of the tour, in its order."""

_FOLDER: Final = Path(__file__).parent
_HOME: Final = "browser/"
_FIRST_SCRIPT: Final = "<script src="


@dataclass(frozen=True, slots=True)
class Page:
    """A file to serve.  `shared` ones hold nothing private: pages of other servers may read them."""

    content: bytes
    type: str
    shared: bool = False


class Site:
    """The files by their paths below the address of the site; `jar` is None where Neo4j Browser could not be had.

    `counts` are the graph's nodes by label, `examples` values from it by names of parameters.
    """

    def __init__(self, jar: Path | None, login: Login, counts: Mapping[str, int], examples: Mapping[str, str]) -> None:
        self._jar = zipfile.ZipFile(jar) if jar else None
        self._members = frozenset(self._jar.namelist()) if self._jar else frozenset[str]()
        self._login = login
        self._counts = counts
        self._examples = examples
        self._favourites = favourites(examples, embedded=login.embedded)

    def get(self, path: str, address: str) -> Page | None:
        """The file at a path such as `biennien/tour.html` (the page itself at ``), None when there is none.

        `address` is that of the site, for links in the tour.
        """
        match path:
            case "" | "index.html":
                return Page(self._index().encode() if self._jar else self._plain().encode(), "text/html; charset=utf-8")
            case "biennien/seed.js":
                return Page(self._seed().encode(), "text/javascript; charset=utf-8")
            case "biennien/style.grass":
                return Page(style.text().encode(), "text/plain; charset=utf-8", shared=True)
            case "biennien/tour.html":
                return Page(self._tour(address).encode(), "text/html; charset=utf-8", shared=True)
            case "biennien/favourites.zip":
                return Page(archive(self._favourites), "application/zip", shared=True)
        member = f"{_HOME}{path}"
        if self._jar is None or member not in self._members or member.endswith("/"):
            return None
        return Page(self._jar.read(member), mimetypes.guess_type(member)[0] or "application/octet-stream")

    def _index(self) -> str:
        assert self._jar is not None
        page = self._jar.read(f"{_HOME}index.html").decode()
        return page.replace(_FIRST_SCRIPT, f'<script src="{OWN}seed.js"></script>{_FIRST_SCRIPT}', 1)

    def _seed(self) -> str:
        script = (_FOLDER / "seed.js").read_text(encoding="utf-8")
        return f"const SEED = {json.dumps(seed(self._login, self._favourites), ensure_ascii=False)};\n{script}"

    def _tour(self, address: str) -> str:
        queries = pictures()
        stops = [
            {"heading": queries[name].title, "text": queries[name].answers,
             "cypher": drawing(queries[name], self._examples)}
            for name in STOPS
        ]  # fmt: skip
        return _render(
            "tour.html",
            title=TOUR_TITLE,
            counts=self._counts,
            stops=stops,
            query_folder=QUERY_FOLDER,
            style_address=f"{address}{OWN}style.grass",
        )

    def _plain(self) -> str:
        return _render("plain.html", login=self._login, own=OWN)


def seed(login: Login, found: Sequence[Favourite]) -> dict[str, Any]:
    """What `seed.js` puts where Neo4j Browser looks for it."""
    folders = {PICTURE_FOLDER: "biennien-pictures", QUERY_FOLDER: "biennien-queries"}
    return {
        "connection": {
            # Neo4j Browser leaves it to the web browser whether to trust a certificate.
            "host": login.uri.replace("+ssc://", "+s://"),
            "username": login.user or "",
            "password": login.password or "",
            "requestedUseDb": login.database,
        },
        "favourites": [{"id": one.id, "folder": folders[one.folder], "content": one.content} for one in found],
        "folders": [{"id": id, "name": name} for name, id in folders.items()],
        "style": style.rules(style.text()),
        "tour": TOUR_TITLE,
    }


def _render(template: str, **values: Any) -> str:
    from jinja2 import Environment, FileSystemLoader

    return Environment(loader=FileSystemLoader(_FOLDER), autoescape=True).get_template(template).render(values)
