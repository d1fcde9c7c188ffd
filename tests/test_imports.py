"""The architecture, held: who imports whom, who speaks to the driver, and no words of a language in code."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

MAY_IMPORT = {
    "biennien": {"ingest", "queries", "timeline", "graph"},
    "ingest": {"graph"},
    "queries": {"graph"},
    "timeline": {"graph"},
    "graph": set[str](),
}

MODULES = sorted(path for package in MAY_IMPORT for path in (CHECKOUT / package).rglob("*.py"))

VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
"""Letters that, of the languages biennien meets, only Vietnamese has; one alone is no word."""

LINES_LIMIT = 500


def imports(tree: ast.AST, module: Path) -> Iterator[str]:
    """Full names of all modules that a module imports, wherever in it the import stands."""
    package = module.relative_to(CHECKOUT).with_suffix("").parts[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            yield ".".join([*base, *filter(None, [node.module])])


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """All strings but docstrings and other strings that stand alone."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_module(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    tree = ast.parse(text)
    package = module.relative_to(CHECKOUT).parts[0]
    imported = set(imports(tree, module))

    ours = {name.split(".")[0] for name in imported} & MAY_IMPORT.keys()
    assert ours <= MAY_IMPORT[package] | {package}, "imports point one way"

    speaks_to_driver = any(name.split(".")[0] == "neo4j" for name in imported)
    place = module.relative_to(CHECKOUT)
    assert not speaks_to_driver or place == Path("graph/store.py") or place.is_relative_to("graph/embedded")

    if package != "biennien":
        found = [
            f"{place}:{node.lineno}: {node.value!r}"
            for node in strings(tree)
            if len(str(node.value)) > 1 and VIETNAMESE.search(unicodedata.normalize("NFC", str(node.value)))
        ]
        assert not found, "words of a language stand in ingest/languages"

    assert text.count("\n") <= LINES_LIMIT, "a module has one reason to change"


def test_the_checks_find_what_they_look_for() -> None:
    tree = ast.parse('"""Hà Nội đẹp."""\nimport queries.runner\nfrom . import store\nX = f"{1} Đức"\n"Mỹ"\n')
    assert set(imports(tree, CHECKOUT / "graph" / "x.py")) == {"queries.runner", "graph"}
    assert [node.value for node in strings(tree) if VIETNAMESE.search(str(node.value))] == [" Đức"]


def test_dependencies_are_declared() -> None:
    """What an installed biennien imports comes with it, or with the extra that is named after it or after what it is
    for (`cluster`): nothing is borrowed from the tools of its developers.
    """
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^\w.-]", need)[0].replace("-", "_").lower() for need in project["dependencies"]}
    extras = {
        only
        for name, needs in project["optional-dependencies"].items()
        for only in [re.split(r"[^\w.-]", need)[0] for need in needs]
        if len(needs) == 1 and (only == name or name == "cluster")
    }
    providers = packages_distributions()
    for module in MODULES:
        for name in imports(ast.parse(module.read_text(encoding="utf-8")), module):
            top = name.split(".")[0]
            if top in sys.stdlib_module_names or top in MAY_IMPORT or top in extras:
                continue
            assert {need.replace("-", "_").lower() for need in providers.get(top, [top])} & declared, (
                f"{module.relative_to(CHECKOUT)} imports {top}, which pyproject.toml does not ask for"
            )


def test_help_loads_nothing_heavy() -> None:
    """What makes a command line slow is what it imports: none of it is needed to print the help."""
    heavy = {
        "neo4j",
        "pandas",
        "polars",
        "altair",
        "vl_convert",
        "dateparser",
        "babel",
        "pycountry",
        "ftfy",
        "jinja2",
        "networkx",
        "numpy",
        "pyarrow",
        "fsspec",
        "msgspec",
        "ingest.pipeline",
    }
    code = "import sys, biennien.app; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert heavy & set(loaded) == set()
