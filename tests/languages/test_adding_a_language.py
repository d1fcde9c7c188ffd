"""The page on languages, followed step by step: a small pack is added without touching the program."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.errors import KnowledgeError, UsageError
from ingest import language, languages

PAGE = Path(__file__).resolve().parents[2] / "docs" / "languages.md"
BLOCK = re.compile(r"^```yaml (\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NEWS = """Presiden Rusia bertemu Presiden Indonesia

Presiden Rusia Vladimir Putin bertemu Presiden Indonesia Joko Widodo di Sochi pada 18 Mei 2016.

Putin mengatakan bahwa Rusia akan menandatangani kesepakatan dengan Indonesia.
"""


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    """The pack that the page builds up."""
    for name, content in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return tmp_path / "packs"


def test_the_pack_of_the_page_reads_an_article(packs: Path, tmp_path: Path) -> None:
    article = tmp_path / "berita.txt"
    article.write_text(NEWS, encoding="utf-8")
    command = ["-m", "biennien", "extract", str(article), "--language", "id", "--published", "2016-05-19"]
    done = subprocess.run(
        [sys.executable, *command, "--format", "jsonl"],
        capture_output=True, text=True, check=True, env={"BIENNIEN_LANGUAGES": str(packs), "HOME": str(tmp_path)},
    )  # fmt: skip
    record = json.loads(done.stdout)
    assert record["article"]["language"] == "id"
    assert {"RUS", "IDN", "vladimir-putin", "joko-widodo"} <= {actor["id"] for actor in record["actors"]}
    meeting = next(event for event in record["events"] if event["type"] == "CONSULT")
    assert meeting["date"] == "2016-05-18"
    assert {*meeting["sources"], *meeting["targets"]} == {"vladimir-putin", "joko-widodo"}


def test_the_languages_of_a_folder_can_be_chosen(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="no language 'id'"):
        language.checked("id")
    monkeypatch.setenv(languages.OWN_PACKS, str(packs))
    assert language.checked("id") == "id"
    assert language.supported() == "English, Indonesian, Vietnamese"


@pytest.mark.parametrize("value", ["2", "1.5", "often", "0.0"])
def test_what_is_no_probability_is_told(packs: Path, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv(languages.OWN_PACKS, str(packs))
    (packs / "id" / "grammar.yaml").write_text(f"further_act: {value}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"grammar\.yaml: further_act is a probability"):
        languages.grammar.__wrapped__("id")


def test_a_fault_in_a_grammar_is_told(packs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(languages.OWN_PACKS, str(packs))
    (packs / "id" / "grammar.yaml").write_text("owner: above\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"grammar\.yaml: owner is behind or before"):
        languages.grammar.__wrapped__("id")
