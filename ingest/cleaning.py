"""What of a page is the article (title, lead, body, captions) and what is debris, with offsets kept.

1. The text is normalised and cut into lines; lines broken in mid-sentence are joined.
2. The title is found; lines before it belong to the page.
3. Teasers of other articles are found: what follows the article's end, pointers, runs of headline and excerpt.
4. Each other line is judged by itself: credits, by-lines, notes of sources, prompts, timestamps, tags.
5. Repetitions and captions below the article are found; what is left is lead and body.

Nothing is cut out of the text: blocks and debris are spans of it.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast, get_args

from graph.model import Span
from ingest import page, sentences
from ingest.normalising import Normalised, normalise
from ingest.page import Line, Wording
from ingest.teasers import teasers

BlockKind = Literal["title", "lead", "body", "caption"]
DebrisReason = Literal[
    "player", "navigation", "timestamp", "prompt", "tags", "credit", "byline", "source note", "dateline", "duplicate",
    "teaser",
]  # fmt: skip
"""`timestamp` is a line that tells when the page was published; `teaser` is text of and about other articles."""

_KINDS = frozenset(get_args(BlockKind))
_SIGNATURES = frozenset(("byline", "source note"))
_TITLE_SEARCH = 25
_MENU_WORDS = 4
_TITLE_LENGTH = 250
_DUPLICATE_WORDS = 3
_TITLE_SHOWN = 120


class Block(NamedTuple):
    """A stretch of the article."""

    span: Span
    kind: BlockKind


class Debris(NamedTuple):
    """A stretch of the page that is not the article, and what it is."""

    span: Span
    reason: DebrisReason


@dataclass(frozen=True, slots=True)
class CleanText:
    """A text for analysis: NFC, with the spans of it that are the article and those that are not.

    Block and debris spans are of `text`; `to_original` leads from them to the text as given.  `title` is the article's
    title as given, else the title line, else how the text begins.
    """

    text: str
    title: str
    blocks: tuple[Block, ...]
    debris: tuple[Debris, ...]
    normalised: Normalised

    def to_original(self, span: Span) -> Span:
        """The span of the text as given that a span of `text` was read from."""
        return self.normalised.to_original(span)


def clean(text: str, *, title: str | None = None, language: str = "vi") -> CleanText:
    """The article in a page's text; `title` is the one that the source gives, if it does."""
    wording = page.wording(language)
    normalised = normalise(text, wording.letters)
    lines = page.lines(normalised.text, lambda line: sentences.goes_on(line, language))
    given = normalise(title, wording.letters).text.strip() if title else ""
    labels = _labels(lines, given, wording)
    blocks, debris = _cut(lines, labels, wording, normalised.text, language)
    shown = given or next((normalised.text[start:end] for (start, end), kind in blocks if kind == "title"), "")
    return CleanText(
        normalised.text, shown or _opening(normalised.text, blocks), tuple(blocks), tuple(sorted(debris)), normalised
    )


def _labels(lines: list[Line], given: str, wording: Wording) -> list[str]:
    """For each line its kind of block or the reason why it is debris."""
    labels = [""] * len(lines)
    title = _title(lines, given, wording)
    for i in range(max(0, title)):
        labels[i] = _alone(lines[i], wording) or "navigation"
    if title >= 0:
        labels[title] = "title"
    first = title + 1
    body = next((i for i in range(first, len(lines)) if lines[i].is_paragraph), len(lines))
    titled = page.Line(0, given, False) if title < 0 else lines[title]
    for i in teasers(lines, body, titled, wording):
        labels[i] = "teaser"
    last = max((i for i in range(first, len(lines)) if not labels[i] and lines[i].is_paragraph), default=-1)
    for i in range(first, len(lines)):
        if not labels[i]:
            in_head, in_tail = i < body, i > last
            followed_by_gap = i + 1 == len(lines) or lines[i + 1].gap or labels[i + 1] == "teaser"
            labels[i] = _alone(lines[i], wording, edge=in_head or in_tail or followed_by_gap, dated=in_head or in_tail)
            if not labels[i] and labels[i - 1] == "tags" and lines[i].words <= _MENU_WORDS and not lines[i].is_sentence:
                labels[i] = "tags"
    _mark_repetitions(lines, labels, titled, wording)
    _mark_captions_below(lines, labels, first)
    left = [i for i in range(first, len(lines)) if not labels[i]]
    for i in left:
        labels[i] = "body"
    if title >= 0 and len(left) > 1 and (lines[left[0]].is_sentence or lines[left[0]].words >= page.SHORT_LINE):
        labels[left[0]] = "lead"
    return labels


def _title(lines: list[Line], given: str, wording: Wording) -> int:
    """Index of the title line; -1 when the text has none."""
    if given:
        wanted = page.Line(0, given, False)
        return next((i for i, line in enumerate(lines[:_TITLE_SEARCH]) if line.is_like(wanted)), -1)
    candidates: list[int] = []
    menu = False
    for i, line in enumerate(lines[: min(_TITLE_SEARCH, len(lines) - 1)]):
        if (line.is_paragraph and line.text.endswith(".")) or len(line.text) > _TITLE_LENGTH:
            break
        reason = _alone(line, wording)
        if line.text.endswith(".") or (reason and not (reason == "credit" and line.words > _MENU_WORDS)):
            menu = True
        else:
            candidates.append(i)
    long = [i for i in candidates if lines[i].words > _MENU_WORDS]
    told_twice = (i for i in long if any(line.is_like(lines[i]) for line in lines if line is not lines[i]))
    menu = menu or len([i for i in candidates if long and i < long[0]]) > 1
    first = next(told_twice, None)
    return first if first is not None else next(iter((long if menu else ()) or candidates), -1)


def _alone(line: Line, wording: Wording, *, edge: bool = False, dated: bool = True) -> str:
    """What a line is by itself, empty when nothing speaks against the article.

    At an `edge` of the article (above its first paragraph, below its last or before a gap) a line of names is a
    by-line; only where `dated` a mere date is the page's.
    """
    if line.is_wordless:
        return "player"
    if dated and wording.is_timestamp(line):
        return "timestamp"
    if wording.is_tags(line):
        return "tags"
    if wording.is_prompt(line):
        return "prompt"
    if wording.is_navigation(line):
        return "navigation"
    credit_start = line.credit_start(wording)
    if credit_start == 0:
        return "credit"
    if wording.is_source_note(line):
        return "source note"
    if edge and line.text[credit_start:].lstrip()[:1] in ("", "(") and wording.is_byline(line.text):
        return "byline"
    return ""


def _mark_repetitions(lines: list[Line], labels: list[str], title: Line, wording: Wording) -> None:
    """The title told again is a duplicate; a short line told twice is a caption, a page told twice is told once."""
    by_opening: dict[str, list[tuple[int, Line]]] = defaultdict(list)
    for i, line in enumerate(lines):
        if labels[i] or line is title:
            continue
        start = line.credit_start(wording)
        told = line if start == len(line.text) else page.Line(0, line.text[:start], False)
        if told.is_like(title):
            labels[i] = "duplicate"
        elif line.words >= _DUPLICATE_WORDS:
            by_opening[told.opening].append((i, told))
    repeated: list[list[int]] = []
    different = 0
    for alike in by_opening.values():
        places: dict[str, list[int]] = defaultdict(list)
        for i, told in alike:
            places[told.key if len(alike) > 1 else ""].append(i)
        repeated += [found for found in places.values() if len(found) > 1]
        different += len(places)
    page_twice = len(repeated) * 2 > different and len(repeated) > 2
    for found in repeated:
        captions = not page_twice and lines[found[0]].words <= page.CAPTION_WORDS and lines[found[0]].is_sentence
        if captions:
            labels[found[0]] = "caption"
        for i in found[1:]:
            if captions or page_twice or lines[i].is_sentence == lines[found[0]].is_sentence:
                labels[i] = "caption" if captions else "duplicate"


def _mark_captions_below(lines: list[Line], labels: list[str], first: int) -> None:
    """Short lines below the end of the article, after a by-line or in a group of their own, are captions."""
    start = len(lines)
    while start > first and (labels[start - 1] or lines[start - 1].words <= page.CAPTION_WORDS):
        start -= 1
        if labels[start] in _SIGNATURES or (lines[start].gap and labels[start] in ("", "caption")):
            break
    else:
        return
    signed = bool({labels[start], labels[start - 1]} & _SIGNATURES)
    in_groups = start - first >= 4 and not any(line.gap for line in lines[start - 3 : start])
    if signed or in_groups:
        for i in range(start, len(lines)):
            labels[i] = labels[i] or "caption"


def _cut(
    lines: list[Line], labels: list[str], wording: Wording, text: str, language: str
) -> tuple[list[Block], list[Debris]]:
    """Blocks and debris of labelled lines; agencies before, credits and names behind a block are taken off it."""
    blocks: list[Block] = []
    debris: list[Debris] = []
    last = max((i for i, label in enumerate(labels) if label in ("lead", "body")), default=-1)
    for i, (line, label) in enumerate(zip(lines, labels, strict=True)):
        if label not in _KINDS:
            debris.append(Debris((line.start, line.end), cast(DebrisReason, label)))
            continue
        kind = cast(BlockKind, label)
        running = kind in ("lead", "body")
        start = line.start + (wording.dateline_end(line.text) if running else 0)
        end = line.start + line.credit_start(wording)
        _add_debris(debris, (line.start, start), "dateline")
        _add_debris(debris, (end, line.end), "credit")
        if running and end < line.end and line.words <= page.CAPTION_WORDS:
            kind = "caption"
        elif i == last:
            signed = _signed(text, (start, end), wording, language)
            _add_debris(debris, (signed, end), "byline")
            end = signed
        if running and kind != "caption":
            start = _cut_captions(blocks, debris, (start, end), kind, wording, text, language)
        _add_block(blocks, text, (start, end), kind)
    return blocks, debris


def _cut_captions(
    blocks: list[Block],
    debris: list[Debris],
    span: Span,
    kind: BlockKind,
    wording: Wording,
    text: str,
    language: str,
) -> int:
    """Cut out captions that ran into a paragraph, each the sentence before a credit; where the rest begins."""
    start, end = span
    for credit_start, credit_end in wording.credits_inside(text[start:end]):
        credit_start, credit_end = span[0] + credit_start, span[0] + credit_end
        before = sentences.spans(text, (start, credit_start), language)
        if before:
            _add_block(blocks, text, (start, before[-1][0]), kind)
            _add_block(blocks, text, before[-1], "caption")
        _add_debris(debris, (credit_start, credit_end), "credit")
        start = credit_end
    return start


def _add_debris(debris: list[Debris], span: Span, reason: DebrisReason) -> None:
    if span[0] < span[1]:
        debris.append(Debris(span, reason))


def _add_block(blocks: list[Block], text: str, span: Span, kind: BlockKind) -> None:
    start, end = span
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        blocks.append(Block((start, end), kind))


def _signed(text: str, span: Span, wording: Wording, language: str) -> int:
    """Where the names begin that close the article behind its last sentence; the span's end when there are none."""
    found = sentences.spans(text, span, language)
    if len(found) < 2:
        return span[1]
    start, end = found[-1]
    return start if wording.is_byline(text[start:end]) else span[1]


def _opening(text: str, blocks: list[Block]) -> str:
    """How the article begins, cut at a word, for want of a title."""
    span = next((block.span for block in blocks), (0, len(text)))
    words = " ".join(text[span[0] : span[1]][: 2 * _TITLE_SHOWN].split())
    return words if len(words) <= _TITLE_SHOWN else words[: words.rfind(" ", 0, _TITLE_SHOWN)] + "…"
