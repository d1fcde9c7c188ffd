"""docker-compose.yml: a pinned Neo4j 5 on this machine alone, whose password has to be chosen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from neo4j_server import LONG_TERM

COMPOSE = Path(__file__).resolve().parent.parent / "docker-compose.yml"


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))


def test_image_is_the_version_the_tests_run_on(compose: Any) -> None:
    assert compose["services"]["neo4j"]["image"] == f"neo4j:{LONG_TERM.version}-community"


def test_ports_are_on_loopback_only(compose: Any) -> None:
    ports = compose["services"]["neo4j"]["ports"]
    assert sorted(ports) == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]


def test_password_is_required_and_has_no_default(compose: Any) -> None:
    environment = compose["services"]["neo4j"]["environment"]
    # `${NAME:?message}` makes Compose stop when NAME is unset or empty.
    assert environment["NEO4J_AUTH"].startswith("neo4j/${NEO4J_PASSWORD:?")
    assert environment["NEO4J_AUTH"].endswith("}")


def test_data_outlive_the_container(compose: Any) -> None:
    volumes = compose["services"]["neo4j"]["volumes"]
    assert volumes == ["graph:/data"]
    assert "graph" in compose["volumes"]


def test_health_is_checked(compose: Any) -> None:
    check = compose["services"]["neo4j"]["healthcheck"]
    assert "http://localhost:7474/" in check["test"]
    assert {"interval", "timeout", "retries", "start_period"} <= check.keys()
