"""What a knowledge file may not say: every fault names the file and the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import KnowledgeError
from ingest.knowledge import load

FAULTS = [
    # not YAML, not a mapping, unknown section or field
    ("milestones: [", 2, ""),
    ("- one\n- two\n", 1, "a mapping of sections is needed"),
    ("milestone: []\n", 1, "'milestone' is no field here"),
    ("milestones:\n  - id: a\n    dat: 2000\n", 3, "'dat' is no field here"),
    ("milestones:\n  - id: a\n    id: b\n", 3, "'id' is given twice"),
    # milestones
    ("milestones:\n  - {id: a, name: A, name_vi: A, kind: act}\n", 2, "'date' is missing"),
    ("milestones:\n  - id: a\n    date: 2000-13-01\n    name: A\n    name_vi: A\n    kind: act\n", 3, "date:"),
    (
        "milestones:\n  - {id: a, date: 2000-01-01, name: A, name_vi: A, kind: party}\n",
        2,
        "kind 'party' must be one of",
    ),
    ("milestones:\n  - {id: A b, date: 2000-01-01, name: A, name_vi: A, kind: act}\n", 2, "small letters"),
    (
        "milestones:\n  - id: a\n    date: 2000\n    name: A\n    name_vi: A\n    kind: act\n    type: HUG\n",
        7,
        "type 'HUG'",
    ),
    (
        "milestones:\n  - id: a\n    date: 2000\n    name: A\n    name_vi: A\n    kind: act\n    cues_vi:\n      - a\n",
        8,
        "two or more parts joined by &",
    ),
    (
        "milestones:\n  - id: a\n    date: 2000\n    name: A\n    name_vi: A\n    kind: act\n    cues_vi: [a & b|]\n",
        7,
        "two or more parts joined by &",
    ),
    (
        "milestones:\n  - {id: a, date: 2000, name: A, name_vi: A, kind: act, sources: [XYZ]}\n",
        2,
        "there is no actor 'XYZ'",
    ),
    (
        "milestones:\n  - {id: a, date: 2000, name: A, name_vi: A, kind: act, treaties: [{id: none, action: sign}]}\n",
        2,
        "there is no treaty 'none'",
    ),
    # offices and persons
    (
        "offices:\n  - id: x\n    of: USA\n    title: t\n    titles_vi: [t]\n    holders:\n"
        "      - {person: nobody, since: 2000}\n",
        7,
        "there is no person 'nobody'",
    ),
    (
        "persons:\n  - {id: one, name: One}\n  - {id: two, name: Two}\noffices:\n  - id: x\n    of: USA\n    title: t\n"
        "    titles_vi: [t]\n    holders:\n      - {person: one, since: 2000-01-01, until: 2004-01-01}\n"
        "      - {person: two, since: 2003-01-01, until: 2005-01-01}\n",
        11,
        "overlap, but the office is exclusive",
    ),
    (
        "offices:\n  - id: x\n    of: USA\n    title: t\n    titles_vi: [t]\n    holders:\n"
        "      - {person: joe-biden, since: 2004, until: 2000}\n",
        7,
        "ends (2000) before it begins (2004)",
    ),
    # treaties, countries, organisations
    (
        "treaties:\n  - id: t\n    name: T\n    name_vi: T\n    kind: treaty\n    topic: nuclear\n    signed: 2001\n"
        "    in_force: 2000\n",
        8,
        "in_force is before signed",
    ),
    ("countries:\n  - {id: usa, name: U, name_vi: U}\n", 2, "three capitals"),
    ("organisations:\n  - {id: o, name: O, name_vi: NATO, kind: alliance}\n", 2, "'NATO' is a name of"),
    (
        "organisations:\n  - {id: o, name: O, name_vi: O o, kind: alliance, of: nowhere}\n",
        2,
        "there is no actor 'nowhere'",
    ),
]


@pytest.mark.parametrize(("content", "line", "says"), FAULTS)
def test_fault(content: str, line: int, says: str, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load.__wrapped__(file)
    message = raised.value.message
    assert message.startswith(f"{file}:{line}:"), message
    assert says in message, message
    assert raised.value.advice


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="cannot read"):
        load.__wrapped__(tmp_path / "none.yaml")


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_bytes("milestones: [Đà Nẵng]".encode("utf-16"))
    with pytest.raises(KnowledgeError, match="not UTF-8"):
        load.__wrapped__(file)


def test_own_facts_add_to_those_that_ship(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "milestones:\n"
        "  - {id: trump-kim-singapore, aliases_vi: [cuộc gặp ở Capella]}\n"
        "  - {id: my-event, date: 2019-05-06, name: Mine, name_vi: Của tôi, kind: other}\n",
        encoding="utf-8",
    )
    shipped, own = load(), load.__wrapped__(file)
    known = own.milestones["trump-kim-singapore"]
    assert known.date == "2018-06-12"
    assert "cuộc gặp ở Capella" in known.aliases_vi
    assert set(shipped.milestones["trump-kim-singapore"].aliases_vi) < set(known.aliases_vi)
    assert own.milestones["my-event"].date == "2019-05-06"
    assert len(own.milestones) == len(shipped.milestones) + 1
    assert own.fingerprint != shipped.fingerprint


def test_a_cue_is_read_into_its_parts(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "milestones:\n  - {id: a, date: 2000, name: A, name_vi: A, kind: act, cues_vi: [một | hai & ba bốn]}\n",
        encoding="utf-8",
    )
    assert load.__wrapped__(file).milestones["a"].cues_vi == ((("một", "hai"), ("ba bốn",)),)
