"""Files of every form, made by the libraries that people make them with; tests and the fuzzer read them."""

from __future__ import annotations

import datetime
import gzip
import html
import io
import json
import struct
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from typing import Literal

TITLE = "Việt Nam và Hàn Quốc nâng cấp quan hệ"
FIRST = (
    "Ngày 5/12, Việt Nam và Hàn Quốc nâng cấp quan hệ lên đối tác chiến lược toàn diện, "
    "nhân chuyến thăm của Chủ tịch nước Nguyễn Xuân Phúc tới Seoul."
)
SECOND = (
    "Tổng thống Yoon Suk-yeol nói rằng hai nước sẽ tăng cường hợp tác về quốc phòng, kinh tế và chuỗi cung ứng "
    "trong những năm tới."
)
TEXT = f"{TITLE}\n{FIRST}\n{SECOND}\n"
ADDRESS = "https://bao.example/the-gioi/viet-han.html"
DAY = datetime.date(2022, 12, 5)


def page(head: str = "", *, body: str = "", first: str = FIRST) -> str:
    """A page of a newspaper around the article."""
    return f"""<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{TITLE} - Báo Mẫu</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Báo Mẫu">
<meta name="author" content="Trần Bình"><link rel="canonical" href="{ADDRESS}">{head}</head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/the-gioi">Thế giới</a></li></ul></nav>
<article><h1>{TITLE}</h1>{body}<p>{html.escape(first)}</p><p>{SECOND}</p></article>
<footer><p>Bản quyền thuộc về Báo Mẫu</p></footer></body></html>"""


PUBLISHED = '<meta property="article:published_time" content="2022-12-06T07:15:00+07:00">'
CHANGED = '<meta property="article:modified_time" content="2023-02-01T07:15:00+07:00">'


def saved_page(markup: str) -> bytes:
    """A page as a browser saves it, with all its parts in one file."""
    message = EmailMessage()
    message["Subject"] = TITLE
    message["Date"] = "Wed, 07 Dec 2022 10:00:00 +0700"
    message["Snapshot-Content-Location"] = ADDRESS
    message.set_content("In: https://bao.example")
    message.add_alternative(markup, subtype="html")
    return bytes(message)


def docx(*paragraphs: str, author: str = "Trần Bình", cells: tuple[str, ...] = ()) -> bytes:
    """A document of Word."""
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        table = document.add_table(1, len(cells))
        for cell, words in zip(table.rows[0].cells, cells, strict=True):
            cell.text = words
    document.core_properties.author = author
    document.core_properties.modified = datetime.datetime(2022, 12, 6, 8, 0)
    return saved(document.save)


def pdf(*lines: str, password: str = "", made: str = "D:20221206080000+07'00'") -> bytes:
    """A document for printing, of one page; its font says which letters its codes stand for."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, StreamObject

    codes = {char: i for i, char in enumerate(sorted(set("".join(lines))), 1)}
    writer = PdfWriter()

    def stream(text: str) -> IndirectObject:
        made = StreamObject()
        made.set_data(text.encode())
        return writer._add_object(made)

    letters = "".join(f"<{code:02x}> <{char.encode('utf-16-be').hex()}>\n" for char, code in codes.items())
    told = (
        "/CIDInit /ProcSet findresource begin begincmap /CMapType 2 def 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(codes)} beginbfchar\n{letters}endbfchar endcmap end"
    )
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/FirstChar"): NumberObject(0),
            NameObject("/LastChar"): NumberObject(255),
            NameObject("/Widths"): ArrayObject([NumberObject(500)] * 256),
            NameObject("/ToUnicode"): stream(told),
        }
    )
    page = writer.add_blank_page(1200, 40 + 20 * len(lines))
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    rows = (f"<{bytes(codes[char] for char in line).hex()}> Tj 0 -20 Td " for line in lines)
    page[NameObject("/Contents")] = stream(f"BT /F1 10 Tf 10 {20 + 20 * len(lines)} Td {''.join(rows)} ET")
    writer.add_metadata({"/CreationDate": made, "/Author": "Trần Bình"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return saved(writer.write)


def feed(*items: str, head: str = "<title>Báo Mẫu</title><language>vi-VN</language>") -> bytes:
    """An RSS feed."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    ).encode()


ITEM = (
    f"<item><title>{TITLE}</title><link>{ADDRESS}</link><pubDate>Tue, 06 Dec 2022 00:15:00 +0700</pubDate>"
    f"<description><![CDATA[<p>{FIRST}</p><script>x()</script><p><b>Tổng thống</b> Yoon<br>nói.</p>]]>"
    "</description></item>"
)
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Báo Mẫu</title>
<entry><title>{TITLE}</title><link href="{ADDRESS}"/><id>urn:1</id><updated>2022-12-09T00:15:00+07:00</updated>
<content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content></entry></feed>""".encode()


def parquet(columns: Mapping[str, object], **options: object) -> bytes:
    """A Parquet file."""
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(dict(columns)), out, **options)
    return out.getvalue()


def warc(*records: tuple[str, bytes, str, str], packed: bool = True) -> bytes:
    """A web archive of answers: address, body, media type and status of each, behind a description of itself."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("made.warc", {"software": "biennien"}))
    for address, body, kind, status in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                address,
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2022-12-08T01:00:00Z"},
            )
        )
    return out.getvalue()


def zipped(members: Mapping[str, bytes], *, encrypted: bool = False) -> bytes:
    """A zip archive; an encrypted one only says that it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    packed = bytearray(out.getvalue())
    if encrypted:
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = -1
            while (start := packed.find(mark, start + 1)) >= 0:
                packed[start + at : start + at + 2] = struct.pack("<H", 1)
    return bytes(packed)


def tarred(members: Mapping[str, bytes], mode: Literal["w", "w:gz", "w:bz2", "w:xz"] = "w:gz") -> bytes:
    """A tar archive."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def json_line(**fields: object) -> bytes:
    """A line of JSON Lines."""
    return json.dumps(fields, ensure_ascii=False).encode() + b"\n"


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    """What a function writes."""
    out = io.BytesIO()
    save(out)
    return out.getvalue()


def samples() -> list[tuple[str, bytes]]:
    """A small file of each form that is read, archives among them: its ending and its bytes."""
    markup = page(PUBLISHED, body="<figure><img src='a.jpg'><figcaption>Seoul</figcaption></figure>")
    rows = {"text": [TEXT, SECOND], "title": [TITLE, None], "url": [ADDRESS, None], "published": [DAY, None]}
    table = f'text,title,url,published\r\n"{TEXT}",{TITLE},{ADDRESS},2022-12-05\r\n'
    line = json_line(id="a", text=TEXT, title=TITLE, url=ADDRESS, published="2022-12-05", language="vi")
    members = {"a.txt": TEXT.encode(), "b/c.html": markup.encode(), "d.jsonl": line}
    answer = (ADDRESS, markup.encode(), "text/html; charset=utf-8", "200 OK")
    return [
        (".txt", TEXT.encode()),
        (".md", f"---\ntitle: {TITLE}\ndate: 2022-12-06\n---\n# {TITLE}\n\n{FIRST}\n\n* {SECOND}\n".encode()),
        *((ending, markup.encode()) for ending in (".html", ".htm", ".xhtml")),
        *((ending, saved_page(markup)) for ending in (".mhtml", ".mht")),
        (".docx", docx(TITLE, FIRST, SECOND, cells=("Hà Nội", "Seoul"))),
        (".pdf", pdf(TITLE, FIRST, SECOND)),
        (".jsonl", line * 2),
        (".csv", table.encode()),
        (".tsv", table.replace(",", "\t").encode()),
        (".parquet", parquet(rows)),
        *((ending, feed(ITEM, ITEM)) for ending in (".rss", ".xml")),
        (".atom", ATOM),
        (".warc", warc(answer, answer, packed=False)),
        (".warc.gz", warc(answer, answer)),
        (".zip", zipped(members)),
        (".tar.gz", tarred(members, "w:gz")),
        (".tar.bz2", tarred(members, "w:bz2")),
        (".tar.xz", tarred(members, "w:xz")),
        (".tar", tarred(members, "w")),
        (".tgz", tarred(members)),
        (".jsonl.gz", gzip.compress(line)),
    ]
