"""Nearly the same text is recognised by its signature, and the run tells of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.copies import Sketch, near
from ingest import cleaning
from ingest.signature import of_text

WIRE = [
    "Nga và Mỹ gia hạn New START thêm 5 năm",
    "Ngày 3/2/2021, Nga và Mỹ gia hạn Hiệp ước New START thêm 5 năm, hai ngày trước khi văn kiện hết hiệu lực.",
    "Bộ Ngoại giao Nga thông báo hai bên đã trao đổi công hàm và hoàn tất các thủ tục nội bộ cần thiết. Ngoại trưởng "
    "Mỹ Antony Blinken nói rằng việc gia hạn giúp giới hạn kho vũ khí hạt nhân của hai nước cho đến tháng 2/2026.",
    "Hiệp ước được Tổng thống Barack Obama và Tổng thống Dmitry Medvedev ký tại Praha ngày 8/4/2010. Văn kiện giới hạn "
    "mỗi bên ở mức 1.550 đầu đạn và 700 tên lửa, máy bay ném bom được triển khai, với một cơ chế thanh sát tại chỗ.",
    "Tổng thống Nga Vladimir Putin ký luật phê chuẩn việc gia hạn ngày 29/1, sau khi hai viện quốc hội thông qua.",
]
EDITED = [
    "New START được gia hạn đến năm 2026",
    WIRE[1].replace("hai ngày trước khi văn kiện", "chỉ hai ngày trước khi hiệp ước này"),
    WIRE[2].replace("nói rằng", "cho biết"),
    WIRE[3],
    "Ảnh: Reuters",
]
NEXT_STEP = [
    "Nga ngừng tham gia New START",
    "Ngày 21/2/2023, Tổng thống Nga Vladimir Putin tuyên bố Nga đình chỉ việc tham gia Hiệp ước New START trong thông "
    "điệp liên bang, và yêu cầu quân đội sẵn sàng nối lại các vụ thử hạt nhân nếu Mỹ làm như vậy.",
    "Ngoại trưởng Mỹ Antony Blinken gọi quyết định này là đáng tiếc và vô trách nhiệm. Tổng thư ký NATO Jens "
    "Stoltenberg kêu gọi Nga xem xét lại, bởi toàn bộ cấu trúc kiểm soát vũ khí của châu Âu đã bị tháo dỡ.",
    WIRE[3],
]


def text(lines: list[str]) -> str:
    return "\n\n".join(lines)


def sketch(lines: list[str]) -> Sketch:
    return Sketch("a", of_text(cleaning.clean(text(lines))), None)


def test_an_edited_copy_is_near_and_the_next_step_of_the_story_is_not() -> None:
    wire = sketch(WIRE)
    assert near(wire, sketch(EDITED)) and near(wire, sketch(["Tiêu đề khác", *WIRE[1:]])) == 1.0
    assert near(wire, sketch(NEXT_STEP)) is None


def test_a_short_text_has_no_signature() -> None:
    assert sketch(WIRE[:2]).signature == ""
    assert sketch([]).signature == ""


def test_signatures_are_those_that_stand_in_graphs() -> None:
    """Another library, or another version of it, would compare what is stored with what it cannot be compared with."""
    told = hashlib.sha256(sketch(WIRE).signature.encode()).hexdigest()
    assert told.startswith("fcf6041bfadcdd08")


@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_run_tells_of_near_copies(biennien: Callable[..., Any], tmp_path: Path, language: str) -> None:
    articles = [("wire", WIRE, "2021-02-03"), ("site", EDITED, "2021-02-04"), ("later", NEXT_STEP, "2023-02-21")]
    lines = [json.dumps({"id": name, "text": text(of), "published": day}) for name, of, day in articles]
    (tmp_path / "news.jsonl").write_text("\n".join(lines), "utf-8")
    done = biennien("ingest", "news.jsonl", "--labels", language)
    said = "1 article is nearly the text of another" if language == "en" else "1 bài gần như trùng nội dung"
    assert done.code == 0 and said in done.stdout
    listed = json.loads(biennien("query", "articles", "--format", "json").stdout)
    assert {row["id"]: row["original"] for row in listed} == {"wire": None, "site": "wire", "later": None}
    biennien("forget", "wire")
    (site,) = json.loads(biennien("query", "articles", "--to", "2021", "--format", "json").stdout)
    assert site["original"] is None
