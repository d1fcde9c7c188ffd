"""Every form of input, in files that the usual libraries write, whole and broken."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks.made_sources import (
    ADDRESS,
    ATOM,
    CHANGED,
    DAY,
    FIRST,
    ITEM,
    PUBLISHED,
    SECOND,
    TEXT,
    TITLE,
    docx,
    feed,
    json_line,
    page,
    parquet,
    pdf,
    saved_page,
    warc,
)  # fmt: skip
from graph.model import Article, SourceDate
from ingest.sources import Item, Reject, Skip, count, read
from ingest.sources.apart import DocumentProcess
from ingest.sources.items import MAX_CHARACTERS


def items(folder: Path, name: str, data: bytes | str) -> list[Item]:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read([path]))


def article(folder: Path, name: str, data: bytes | str) -> Article:
    (found,) = items(folder, name, data)
    assert isinstance(found, Article), found
    return found


def reason(folder: Path, name: str, data: bytes | str) -> str:
    (found,) = items(folder, name, data)
    assert isinstance(found, Reject), found
    assert found.where == str(folder / name)
    return found.reason


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


class TestWebPages:
    def test_the_article_is_told_from_the_page(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.html", page(PUBLISHED + CHANGED))
        assert lines(found.text) == [TITLE, FIRST, SECOND]
        assert (found.title, found.author, found.url, found.id) == (TITLE, "Trần Bình", ADDRESS, ADDRESS)
        assert (found.source, found.language, found.published_given) == ("bao.example", "vi", None)
        assert found.path == (tmp_path / "a.html").as_posix()
        (told,) = found.dates
        assert told == SourceDate("metadata", "2022-12-06", "article:published_time 2022-12-06T07:15:00+07:00")

    def test_json_for_programs_tells_the_date(self, tmp_path: Path) -> None:
        data = '{"@type": "Article", "dateModified": "2023-02-01", "datePublished": "2022-12-06T07:15:00+07:00"}'
        found = article(tmp_path, "a.htm", page(f'<script type="application/ld+json">{data}</script>'))
        assert [(told.kind, told.value) for told in found.dates] == [("metadata", "2022-12-06")]
        assert "datePublished" in found.dates[0].words

    def test_a_page_that_tells_only_when_it_was_changed_has_weaker_evidence(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.html", page(CHANGED))
        assert [(told.kind, told.value) for told in found.dates] == [("document", "2023-02-01")]

    def test_a_date_shown_on_the_page_is_weaker_evidence(self, tmp_path: Path) -> None:
        shown = '<time datetime="2022-12-06T07:00">6 tháng 12</time>'
        found = article(tmp_path, "a.html", page(body=shown))
        assert [(told.kind, told.value) for told in found.dates] == [("page", "2022-12-06")]

    def test_a_page_without_metadata_has_no_dates(self, tmp_path: Path) -> None:
        assert article(tmp_path, "a.html", page()).dates == ()

    @pytest.mark.parametrize(("encoding", "named"), [("utf-16", ""), ("cp1258", "windows-1258"), ("utf-8", "x-none")])
    def test_pages_of_other_encodings(self, tmp_path: Path, encoding: str, named: str) -> None:
        text = page().replace('<meta charset="utf-8">', f'<meta charset="{named}">' if named else "")
        if encoding == "cp1258":
            text = "".join(
                char if char.isascii() or char in "đĐ" else windows_1258(char)
                for char in unicodedata.normalize("NFC", text)
            )
        found = article(tmp_path, "a.html", text.encode(encoding))
        assert FIRST in unicodedata.normalize("NFC", found.text)

    def test_a_stray_byte_spoils_a_letter_not_the_page(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.html", page().encode().replace(b"Seoul", b"Se\xffoul"))
        assert "Se\ufffdoul" in found.text

    def test_items_of_lists_have_no_bullets(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.html", page(body=f"<ul><li>{SECOND}</li><li>{FIRST}</li></ul>"))
        assert not any(line.startswith("-") for line in lines(found.text))

    def test_a_saved_page_knows_its_address_and_day(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.mhtml", saved_page(page()))
        assert (lines(found.text)[1], found.url) == (FIRST, ADDRESS)
        assert [(told.kind, told.value) for told in found.dates] == [("crawl", "2022-12-07")]
        assert reason(tmp_path, "b.mht", b"Subject: x\n\nno page") == "holds no web page"

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "is empty"),
            (b"<html><body></body></html>", "has no text that looks like an article"),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is not text"),
        ],
    )
    def test_what_is_no_page_is_rejected(self, tmp_path: Path, data: bytes, why: str) -> None:
        assert reason(tmp_path, "a.html", data) == why


def windows_1258(char: str) -> str:
    """A letter as Windows-1258 writes it: with its shape, and its tone behind it."""
    parts = unicodedata.normalize("NFD", char)
    tones = [part for part in parts if part in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones)) + "".join(tones)


class TestMarkdown:
    def test_marks_are_taken_off(self, tmp_path: Path) -> None:
        found = article(
            tmp_path, "a.md", f"# {TITLE}\n\nNgày 5/12, **Việt Nam** và [Hàn Quốc](http://x)\nký.\n\n* một\n* hai\n"
        )
        assert lines(found.text) == [TITLE, "Ngày 5/12, Việt Nam và Hàn Quốc ký.", "một", "hai"]
        assert (found.title, found.dates) == (None, ())

    def test_fields_above_the_text(self, tmp_path: Path) -> None:
        head = f"---\ntitle: {TITLE}\ndate: 2022-12-06\nauthor: Trần Bình\nurl: {ADDRESS}\ntags: [a]\n---\n"
        found = article(tmp_path, "a.md", head + FIRST)
        assert lines(found.text) == [TITLE, FIRST]
        assert (found.title, found.author, found.url) == (TITLE, "Trần Bình", ADDRESS)
        assert found.dates == (SourceDate("metadata", "2022-12-06", "date: 2022-12-06"),)

    @pytest.mark.parametrize("head", ["---\n[a\n---\n", "---\n- a\n---\n", "---\ndate: mai\ntitle: [x]\n---\n"])
    def test_other_fields_do_no_harm(self, tmp_path: Path, head: str) -> None:
        found = article(tmp_path, "a.md", head + FIRST)
        assert FIRST in found.text
        assert found.dates == ()

    def test_an_empty_one_is_rejected(self, tmp_path: Path) -> None:
        assert reason(tmp_path, "a.md", "---\ntitle: x\n---\n") == "is empty"
        assert "at most" in reason(tmp_path, "b.md", "x" * (4 * MAX_CHARACTERS + 1))


class TestOfficeFiles:
    def test_docx(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.docx", docx(TITLE, FIRST, cells=("ô một", "ô hai")))
        assert lines(found.text) == [TITLE, FIRST, "ô một", "ô hai"]
        assert (found.author, [(told.kind, told.value) for told in found.dates]) == (
            "Trần Bình",
            [("document", "2022-12-06")],
        )

    def test_dates_of_a_template_are_none_of_the_document(self, tmp_path: Path) -> None:
        assert article(tmp_path, "a.docx", docx(FIRST, author="python-docx")).dates == ()

    def test_pdf(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.pdf", pdf(TITLE, *FIRST.split(", ")))
        assert lines(unicodedata.normalize("NFC", found.text)) == [TITLE, *FIRST.split(", ")]
        assert [(told.kind, told.value) for told in found.dates] == [("document", "2022-12-06")]
        assert found.author == "Trần Bình"

    @pytest.mark.parametrize(
        ("name", "data", "why"),
        [
            ("a.pdf", pdf("a", password="x"), "is encrypted"),
            ("a.pdf", pdf(), "has no text, perhaps pictures of it"),
            ("a.pdf", b"%PDF-1.7 and no more", "is damaged, or no PDF"),
            ("a.pdf", pdf("a")[:900], "is damaged, or no PDF"),
            ("a.docx", docx(), "has no text"),
            ("a.docx", docx("a")[:-900], "is no DOCX"),
            ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is encrypted, or in the form of Word before 2007"),
            ("a.docx", b"PK", "is no DOCX"),
            ("a.docx", docx("x" * (MAX_CHARACTERS + 1)), "has more than 500,000 characters"),
        ],
        ids=range(9),
    )
    def test_what_cannot_be_read_is_rejected(self, tmp_path: Path, name: str, data: bytes, why: str) -> None:
        assert why in reason(tmp_path, name, data)


class TestTables:
    def table(self, *rows: Sequence[object], delimiter: str = ",") -> str:
        out = io.StringIO()
        csv.writer(out, delimiter=delimiter).writerows(rows)
        return out.getvalue()

    @pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_rows_are_articles(self, tmp_path: Path, name: str, delimiter: str, encoding: str) -> None:
        rows = (
            ["ID", "Text", " published", "url", "section"],
            [7, TEXT, "6/12/2022", "", "x"],
            [8, 'a, "b"; c\td', "", ADDRESS, ""],
        )
        first, second = items(tmp_path, name, self.table(*rows, delimiter=delimiter).encode(encoding))
        assert isinstance(first, Article) and isinstance(second, Article)
        assert (first.id, first.published_given) == ("7", "2022-12-06")
        assert first.text.replace("\r\n", "\n") == TEXT
        assert (first.path, second.path) == (f"{(tmp_path / name).as_posix()}#2", f"{(tmp_path / name).as_posix()}#6")
        assert (second.text, second.url, second.published_given) == ('a, "b"; c\td', ADDRESS, None)

    def test_a_bad_row_is_rejected_with_its_line(self, tmp_path: Path) -> None:
        data = self.table(["text", "published"], [FIRST, ""], ["", ""], [FIRST, "mai"], ["a", "2022", "b"]).encode()
        data += b"Se\xffoul,\n" + self.table([SECOND, ""]).encode()
        found = items(tmp_path, "a.csv", data)
        assert [type(item).__name__ for item in found] == ["Article", "Reject", "Reject", "Reject", "Article"]
        assert [(item.where.rpartition(":")[2], item.reason) for item in found if isinstance(item, Reject)] == [
            ("4", "'mai' is no date of publication"),
            ("5", "has 3 fields, the heading 2; is a quotation mark missing?"),
            ("6", "is not UTF-8, as the rows before it are"),
        ]
        assert count([tmp_path / "a.csv"]) == 6

    def test_missing_columns_are_told(self, tmp_path: Path) -> None:
        told = reason(tmp_path, "a.csv", "title,body\na,b\n")
        assert told.startswith("has no column 'text' in its first row, but 'title', 'body'; known are text, id, title")
        assert reason(tmp_path, "b.csv", "text,text\na,b\n") == "has two columns 'text'"
        assert reason(tmp_path, "c.csv", "\n") == "is empty"

    def test_an_open_quotation_mark_costs_what_it_holds(self, tmp_path: Path) -> None:
        data = f'text\n"{"x" * 900_000}\n' + "y\n" * 60_000 + "z" * 200_000 + "\nok\n"
        found = items(tmp_path, "a.csv", data)
        assert isinstance(found[0], Reject)
        assert isinstance(found[-1], Article)

    def test_parquet(self, tmp_path: Path) -> None:
        columns = {
            "text": [TEXT, None, SECOND],
            "Published": [DAY, DAY, None],
            "id": [1, 2, 3],
            "url": [None, None, ADDRESS],
            "other": [b"\xff", b"", b""],
        }
        first, second, third = items(tmp_path, "a.parquet", parquet(columns, row_group_size=2))
        assert isinstance(first, Article) and isinstance(second, Reject) and isinstance(third, Article)
        assert (first.id, first.text, first.published_given) == ("1", TEXT, "2022-12-05")
        assert first.path == f"{(tmp_path / 'a.parquet').as_posix()}#1"
        assert (second.where, second.reason) == (f"{tmp_path / 'a.parquet'}:2", "'text' is no text")
        assert (third.id, third.url) == ("3", ADDRESS)
        assert count([tmp_path / "a.parquet"]) == 3

    def test_times_of_parquet_give_their_day(self, tmp_path: Path) -> None:
        when = datetime.datetime(2022, 12, 5, 23, 30, tzinfo=datetime.UTC)
        assert (
            article(tmp_path, "a.parquet", parquet({"text": [TEXT], "published": [when]})).published_given
            == "2022-12-05"
        )

    def test_what_is_no_parquet_is_rejected(self, tmp_path: Path) -> None:
        assert "has no column 'text', but 'body'" in reason(tmp_path, "a.parquet", parquet({"body": ["a"]}))
        assert reason(tmp_path, "b.parquet", parquet({"text": []})) == "is empty"
        for data in (b"", b"PAR1", b"PAR1" * 9, parquet({"text": [TEXT]})[:-9]):
            assert "is damaged, or no Parquet file" in reason(tmp_path, "c.parquet", data)


class TestFeeds:
    def test_rss(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.rss", feed(ITEM))
        assert lines(found.text) == [TITLE, FIRST, "Tổng thống Yoon", "nói."]
        assert (found.title, found.url, found.language) == (TITLE, ADDRESS, "vi")
        assert found.path == f"{(tmp_path / 'a.rss').as_posix()}#1"
        assert found.dates == (SourceDate("metadata", "2022-12-06", "published Tue, 06 Dec 2022 00:15:00 +0700"),)

    def test_atom_that_tells_only_of_changes(self, tmp_path: Path) -> None:
        found = article(tmp_path, "a.atom", ATOM)
        assert lines(found.text) == [TITLE, FIRST]
        assert [(told.kind, told.value) for told in found.dates] == [("document", "2022-12-09")]

    def test_an_entry_without_words_is_rejected_alone(self, tmp_path: Path) -> None:
        first, second = items(tmp_path, "a.xml", feed("<item><link>https://x.example/</link></item>", ITEM))
        assert first == Reject(f"{tmp_path / 'a.xml'}:1", "is empty")
        assert isinstance(second, Article)
        assert count([tmp_path / "a.xml"]) == 2

    def test_broken_xml_is_read_as_far_as_it_goes(self, tmp_path: Path) -> None:
        assert article(tmp_path, "a.rss", feed(ITEM)[:-20].replace(b"</item>", b"&nbsp;</item>")).title == TITLE

    def test_entities_are_refused(self, tmp_path: Path) -> None:
        bomb = feed("<item><title>&b;</title></item>").replace(
            b"<rss", b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss'
        )
        assert "declares XML entities" in reason(tmp_path, "a.rss", bomb)
        assert "declares XML entities" in reason(tmp_path, "b.rss", bomb.replace(b"</channel>", b""))
        outside = feed(ITEM).replace(b"<rss", b'<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss')
        assert "declares XML entities" in reason(tmp_path, "c.rss", outside)

    def test_other_xml(self, tmp_path: Path) -> None:
        sitemap = b'<?xml version="1.0"?><urlset><url><loc>https://bao.example/</loc></url></urlset>'
        assert reason(tmp_path, "sitemap.xml", sitemap) == "is no RSS or Atom feed"
        assert reason(tmp_path, "none.rss", feed()) == "has no entries"
        (tmp_path / "none.rss").unlink()
        (tmp_path / "a.txt").write_text(TEXT, "utf-8")
        found = list(read([tmp_path]))
        assert [type(item) for item in found] == [Article, Skip]


class TestWebArchives:
    RECORDS = (
        (ADDRESS, page().encode(), "text/html; charset=utf-8", "200 OK"),
        ("https://bao.example/a.png", b"\x89PNG", "image/png", "200 OK"),
        ("https://bao.example/gone", page().encode(), "text/html", "404 Not Found"),
        ("https://bao.example/20221206/b", page(first=SECOND).encode(), "text/html", "200 OK"),
        ("https://bao.example/menu", b"<html><body></body></html>", "text/html", "200 OK"),
    )

    @pytest.mark.parametrize(("name", "packed"), [("a.warc.gz", True), ("a.warc", False)])
    def test_pages_are_articles(self, tmp_path: Path, name: str, packed: bool) -> None:
        found = items(tmp_path, name, warc(*self.RECORDS, packed=packed))
        first, second = (item for item in found if isinstance(item, Article))
        assert (first.url, lines(first.text)[1]) == (ADDRESS, FIRST)
        assert first.path == f"{(tmp_path / name).as_posix()}#2"
        assert [(told.kind, told.value) for told in first.dates] == [("crawl", "2022-12-08")]
        assert second.url == "https://bao.example/20221206/b"
        assert [item.reason for item in found if isinstance(item, Skip)] == [
            "warcinfo record of a web archive",
            "image/png record of a web archive",
            "page of status 404 in a web archive",
        ]
        assert [item for item in found if isinstance(item, Reject)] == [
            Reject(f"{tmp_path / name}:6 https://bao.example/menu", "has no text that looks like an article")
        ]

    def test_a_page_packed_by_the_server(self, tmp_path: Path) -> None:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        with (tmp_path / "a.warc.gz").open("wb") as out:
            writer = WARCWriter(out)
            headers = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
            )
            packed = io.BytesIO(gzip.compress(page().encode()))
            writer.write_record(writer.create_warc_record(ADDRESS, "response", payload=packed, http_headers=headers))
        (found,) = read([tmp_path / "a.warc.gz"])
        assert isinstance(found, Article)
        assert FIRST in found.text

    def test_what_stands_before_damage_is_read(self, tmp_path: Path) -> None:
        whole = warc(*self.RECORDS)
        found = items(tmp_path, "a.warc.gz", whole[: len(whole) * 2 // 3])
        assert isinstance(found[1], Article)
        assert isinstance(found[-1], Reject)
        plain = warc(*self.RECORDS[:1], packed=False)
        last = items(tmp_path, "b.warc", plain[:-40])[-1]
        assert isinstance(last, Reject)
        assert last.reason == "is cut off"

    def test_what_is_no_web_archive_is_rejected(self, tmp_path: Path) -> None:
        assert reason(tmp_path, "a.warc", b"") == "is empty"
        assert "no web archive" in reason(tmp_path, "b.warc", b"Hello\r\n\r\n")
        assert "is damaged" in reason(tmp_path, "c.warc.gz", b"\x1f\x8b\x08\0\0")


def test_a_document_that_takes_too_long_is_given_up() -> None:
    process = DocumentProcess()
    try:
        with pytest.raises(Exception, match="takes longer than 1 seconds"):
            process.documents("md", b"*a **a " * 100_000, seconds=1.0)
        (found,) = process.documents("md", FIRST.encode())
        assert found.text == FIRST
    finally:
        process.end()


VNI = (
    "Ngaøy 5/12, Vieät Nam vaø Haøn Quoác naâng caáp quan heä cuûa hai nöôùc. Caùc beân seõ hôïp taùc vôùi nhöõng "
    "ngöôøi ñöôïc môøi tôùi Seoul."
)
TCVN3 = (
    "Ngµy 5/12, ViÖt Nam vµ Hµn Quèc n©ng cÊp quan hÖ cña hai n\xadíc. C¸c bªn sÏ hîp t¸c víi nh÷ng "
    "ng\xadêi ®\xadîc mêi tíi Seoul."
)
OLD = (
    "Ngày 5/12, Việt Nam và Hàn Quốc nâng cấp quan hệ của hai nước. Các bên sẽ hợp tác với những "
    "người được mời tới Seoul."
)


@pytest.mark.parametrize("written", [VNI, TCVN3], ids=["VNI", "TCVN3"])
def test_letters_of_fonts_from_before_unicode(tmp_path: Path, written: str) -> None:
    assert article(tmp_path, "a.txt", written.encode()).text == OLD
    assert article(tmp_path, "b.txt", written.encode("latin-1")).text == OLD
    assert lines(article(tmp_path, "a.docx", docx(written)).text) == [OLD]


@pytest.mark.parametrize(
    "text",
    [
        "Le président a déclaré à Genève que l\u2019accord était « très proche » ; où et à quel prix, nul ne sait.",
        "El señor Muñoz viajó mañana a España con niños pequeños y el año nuevo según señaló un compañero.",
        "Große Männer, schöne Wörter: für Übermüdete heißt das Glück auch 5 ¹ und 3 µ oder © 2020 ® und §.",
        "Hà Nội © 2021 – “Thử” ® 5 µm, ngoµi",
    ],
)
def test_other_languages_are_left_alone(tmp_path: Path, text: str) -> None:
    assert article(tmp_path, "a.txt", text * 3).text == text * 3


def test_texts_in_a_wrong_encoding_are_mended(tmp_path: Path) -> None:
    wrong = TEXT.encode().decode("latin-1")
    assert article(tmp_path, "a.txt", wrong.encode()).text == TEXT
    assert article(tmp_path, "a.jsonl", json_line(text=wrong, title=TITLE.encode().decode("latin-1"))).title == TITLE
    kept = "Ông nói: «XÃ HỘI Ấn Độ» – “10 % – 20 €” áº"
    assert article(tmp_path, "b.txt", kept).text == kept
