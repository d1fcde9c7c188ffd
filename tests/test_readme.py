"""README.md and README.vi.md tell the same: headings, code, pictures, links, lists and tables stand in one order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

CHECKOUT = Path(__file__).resolve().parent.parent
ENGLISH, VIETNAMESE = CHECKOUT / "README.md", CHECKOUT / "README.vi.md"
OF_BOTH = {"README.md", "README.vi.md"}
"""Each links to the other."""


def shape(text: str) -> list[tuple[str, ...]]:
    """What does not depend on the language, in the order of the page; paragraphs by what they hold."""
    return list(_shape(MarkdownIt().enable("table").parse(text)))


def _shape(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    column = 0
    for token in tokens:
        match token.type:
            case "heading_open" | "paragraph_open" | "bullet_list_open" | "list_item_open" | "table_open" | "tr_open":
                column = 0
                yield (token.type, token.tag)
            case "td_open" | "th_open":
                column += 1
                yield (token.type, str(column))
            case "fence" | "code_block" | "html_block":
                yield (token.type, token.info, token.content)
            case "inline":
                yield from sorted(_inline(token.children or []))


def _inline(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    """Links and pictures with where they lead; in which order a sentence has them is up to the language."""
    for token in tokens:
        if token.type == "link_open":
            target = str(token.attrs["href"])
            yield ("link", "the other README" if target in OF_BOTH else target)
        elif token.type == "image":
            yield ("image", str(token.attrs["src"]))


def code_words(text: str) -> set[str]:
    """What stands in inline code."""
    inline = (token.children or [] for token in MarkdownIt().parse(text) if token.type == "inline")
    return {child.content for children in inline for child in children if child.type == "code_inline"}


def test_they_keep_step() -> None:
    english, vietnamese = (page.read_text(encoding="utf-8") for page in (ENGLISH, VIETNAMESE))
    assert shape(vietnamese) == shape(english)
    assert code_words(vietnamese) == code_words(english)


def test_dates_types_and_quotes_of_the_table_are_the_same() -> None:
    rows = [
        [line for line in page.read_text(encoding="utf-8").splitlines() if re.match(r"\| \d{4}", line)]
        for page in (ENGLISH, VIETNAMESE)
    ]
    assert rows[0]
    assert rows[0] == rows[1]


def test_the_vietnamese_one_is_vietnamese() -> None:
    text = VIETNAMESE.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    headings = [line for line in text.splitlines() if re.match(r"##+ ", line)]
    assert all(re.search("[à-ỹ]", line) for line in headings), "a heading was left in English"
    prose = re.sub(r"^```.*?^```|^\|.*?$", "", text, flags=re.DOTALL | re.MULTILINE)
    for paragraph in (part for part in prose.split("\n\n") if len(part) > 200):
        assert len(re.findall("[à-ỹđ]", paragraph)) > len(paragraph) / 10, paragraph


def test_what_is_missing_is_seen() -> None:
    page = (
        "# A\n\nWords with [a link](docs/index.md) and `code`.\n\n```sh\nmake\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    assert shape(page) == shape(page.replace("Words with", "Lời và"))
    for old, new in (("# A", "## A"), ("index", "install"), ("make", "make demo"), ("| 1 | 2 |\n", "")):
        assert shape(page) != shape(page.replace(old, new))
    assert code_words(page) != code_words(page.replace("`code`", "code"))
