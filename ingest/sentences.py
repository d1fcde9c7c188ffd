"""Sentences of a cleaned text.

A block's end ends a sentence.  Inside a block a full stop, question or exclamation mark or ellipsis does when a
capital, digit or opening mark follows; abbreviations, initials and marks inside running quotations do not.  What is
longer than any sentence is cut, for what is read of a sentence takes more than in proportion to its length.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from graph.model import Span
from ingest.wordlists import word_lists

if TYPE_CHECKING:
    from ingest.cleaning import BlockKind, CleanText

_TERMINAL = re.compile(r"\./\.|[.!?…]+")
_CLOSERS = re.compile(r"""(?:\s*["”’»'])?[)\]]*""")
_LAST_WORD = re.compile(r"[^\s(\[\"“”‘'’]{1,40}\Z")
_WORD_REACH = 41
_WORD = re.compile(r"[^\W\d_]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_GLUED = re.compile(r"[^\W\d_][^\W\d_]")
_LONGEST = 1_500
"""Characters of a sentence: the longest of 37,000 in the news had 801."""
_CUTS = ";,: "
"""Where a longer one is cut: behind the last of these marks in its second half, the first of them that is there."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the text for analysis; `index` counts the sentences, `paragraph` the blocks of the article."""

    span: Span
    kind: BlockKind
    index: int
    paragraph: int


def split(clean: CleanText, language: str = "vi") -> list[Sentence]:
    """All sentences of the blocks, in text order; debris has none."""
    sentences: list[Sentence] = []
    for paragraph, (block, kind) in enumerate(clean.blocks):
        for span in spans(clean.text, block, language):
            sentences.append(Sentence(span, kind, len(sentences), paragraph))
    return sentences


def spans(text: str, within: Span, language: str = "vi") -> list[Span]:
    """Spans of the sentences of a stretch of text, without the space around them."""
    start, stop = within
    found: list[Span] = []
    quotes = _Quotes(text, start)
    at = wordless_to = start
    while match := _TERMINAL.search(text, at, stop):
        at = match.end()
        end = _sentence_end(text, match.span(), stop, quotes, language)
        if end is None:
            continue
        if _WORD.search(text, wordless_to, end):
            _add(found, text, start, end)
            start = at = end
        wordless_to = end
    _add(found, text, start, stop)
    return found


def goes_on(text: str, language: str = "vi") -> bool:
    """Whether a text that ends in a full stop ends in an abbreviation or initials, so that its sentence goes on."""
    if not text.endswith("."):
        return False
    word = _LAST_WORD.search(text[-_WORD_REACH:])
    if word is None:
        return False
    abbreviations = _abbreviations(language)
    if word.group() in abbreviations["may_end"]:
        return False
    last = word.group()[:-1].rpartition(".")[2] + "."
    if word.group() in abbreviations["goes_on"] or last in abbreviations["goes_on"]:
        return True
    return word.group().isupper() and _INITIALS.fullmatch(word.group()) is not None


def _sentence_end(text: str, terminal: Span, stop: int, quotes: _Quotes, language: str) -> int | None:
    """Where the sentence ends that this mark ends, closing quotes and brackets included; None when it goes on."""
    start, end = terminal
    mark = text[start:end]
    closers = _CLOSERS.match(text, end, stop)
    if closers and closers.group().strip():
        quote_at = closers.start() + len(closers.group()) - len(closers.group().lstrip())
        if text[quote_at] in ")]”’»" or quotes.closes(quote_at):
            end = closers.end()
            while end < stop and text[end] in ".…":
                end += 1
    rest = end
    while rest < stop and text[rest].isspace():
        rest += 1
    if rest == stop:
        return stop
    following = text[rest]
    if following.islower() or following in ",;:)]}%”’»":
        return None
    if rest == end and not (mark == "." and _is_glued(text, start, rest)):
        return None
    if mark == "." and end == start + 1 and goes_on(text[max(0, end - _WORD_REACH) : end], language):
        return None
    return end


def _is_glued(text: str, stop_at: int, following: int) -> bool:
    """Whether a full stop without space behind it parts two words of running text: `word.Word`."""
    before, after = text[max(0, stop_at - 2) : stop_at], text[following : following + 2]
    return bool(
        _GLUED.fullmatch(before)
        and before.islower()
        and _GLUED.fullmatch(after)
        and after[0].isupper()
        and after[1].islower()
    )


class _Quotes:
    """Which straight quotes of a block open and which close, read once from left to right.

    Space on one side alone tells; with space on both sides or none they take turns.
    """

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._read = start
        self._open = False

    def closes(self, at: int) -> bool:
        """Whether the quote at this offset closes a quotation; offsets must not go down."""
        for i in range(self._read, at):
            if self._text[i] == '"':
                self._open = not self._closes(i)
        self._read = max(self._read, at)
        return self._closes(at)

    def _closes(self, at: int) -> bool:
        text = self._text
        space_before = at == 0 or text[at - 1].isspace() or text[at - 1] in "(["
        after = text[at + 1] if at + 1 < len(text) else " "
        if after in ",;:!?)" or (after == "." and not text.startswith("..", at + 1)):
            return True
        if space_before != after.isspace():
            return after.isspace()
        return self._open


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start <= _LONGEST:
            break
        cut = _cut(text, start)
        found.append((start, cut))
        start = cut
    if start < end:
        found.append((start, end))


def _cut(text: str, start: int) -> int:
    """Where the sentence that starts here and is too long is cut."""
    half, stop = start + _LONGEST // 2, start + _LONGEST
    return next((at + 1 for mark in _CUTS if (at := text.rfind(mark, half, stop)) >= 0), stop)


@cache
def _abbreviations(language: str) -> dict[str, frozenset[str]]:
    lists = word_lists(language, "sentences", ("goes_on", "may_end"))
    return {name: frozenset(words.entries) for name, words in lists.items()}
