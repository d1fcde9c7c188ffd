"""Which database is used."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from graph.errors import BadValue
from graph.target import resolve

NEO4J = {"NEO4J_URI": "neo4j://graph.example:7687", "NEO4J_USERNAME": "ann", "NEO4J_PASSWORD": "s3cret"}


def test_order(tmp_path: Path) -> None:
    everything = NEO4J | {"BIENNIEN_DATA_DIR": str(tmp_path / "env"), "NEO4J_DATABASE": "history"}
    named = resolve(db="bolt://other.example", environment=everything)
    assert (named.uri, named.user, named.password, named.database) == (
        "bolt://other.example",
        "ann",
        "s3cret",
        "history",
    )
    assert named.embedded_dir is None
    assert resolve(data_dir=tmp_path / "given", environment=everything).embedded_dir == tmp_path / "given"
    assert resolve(environment=everything).embedded_dir == tmp_path / "env"
    assert resolve(environment=everything).uri is None
    server = resolve(environment=NEO4J)
    assert (server.uri, server.user, server.database) == ("neo4j://graph.example:7687", "ann", "neo4j")
    assert resolve(environment={}).embedded_dir == platformdirs.user_data_path("biennien", appauthor=False)


def test_empty_variables_count_as_unset() -> None:
    assert resolve(environment={"NEO4J_URI": "", "BIENNIEN_DATA_DIR": ""}).embedded_dir is not None


def test_two_databases_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="two databases"):
        resolve(db="bolt://localhost", data_dir=tmp_path, environment={})


def test_relative_folder_does_not_follow_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert resolve(data_dir=Path("graph"), environment={}).embedded_dir == tmp_path / "graph"


@pytest.mark.parametrize("uri", ["bolt://ann:s3cret@host:7687", "neo4j+s://ann:s3cret@host:7687"])
def test_password_in_the_address_is_used_but_never_shown(uri: str) -> None:
    target = resolve(db=uri, environment={"NEO4J_USERNAME": "bob", "NEO4J_PASSWORD": "other"})
    assert (target.user, target.password) == ("ann", "s3cret")
    assert "s3cret" not in f"{target!r} {target.uri} {target.label}"


@pytest.mark.parametrize("uri", ["localhost:7687", "bolt://", "http://localhost:7474", "bolt://host:port", "ftp://x"])
def test_address_that_is_none(uri: str) -> None:
    with pytest.raises(BadValue) as refused:
        resolve(db=uri, environment={})
    assert "bolt://" in refused.value.advice


def test_refused_address_does_not_show_its_password() -> None:
    with pytest.raises(BadValue) as refused:
        resolve(db="http://ann:s3cret@localhost", environment={})
    assert "s3cret" not in refused.value.message + refused.value.advice


@pytest.mark.parametrize("uri", ["bolt://[::1]:7687", "neo4j://cluster.example?region=eu"])
def test_address_is_kept(uri: str) -> None:
    assert resolve(db=uri, environment={}).uri == uri
