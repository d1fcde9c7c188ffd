"""Which lines of a page belong to other articles.

Pages show other articles below an article, and between its paragraphs, in a few forms: below a mark that ends the
article; behind a pointer; as a headline told twice (the link and the picture's text) and an excerpt; as a headline and
a paragraph that opens, like the article's own, with the name of the paper.
"""

from __future__ import annotations

from ingest.page import SHORT_LINE, Line, Wording


def teasers(lines: list[Line], body: int, title: Line, wording: Wording) -> set[int]:
    """Indexes of such lines; `body` is the index of the article's first paragraph."""
    end = next((i for i in range(body + 1, len(lines)) if wording.is_end_mark(lines[i])), len(lines))
    found = set(range(end, len(lines)))
    found |= _pointers(lines, end, wording)
    found |= _reports_below(lines, body, end, wording)
    found |= _told_twice(lines, body, end, title, wording)
    return found


def _pointers(lines: list[Line], end: int, wording: Wording) -> set[int]:
    """Lines that point to other articles, and the headlines below a pointer that stands alone."""
    found: set[int] = set()
    for i in range(1, end):
        rest = wording.see_also(lines[i])
        if rest is None:
            continue
        found.add(i)
        below = i + 1
        while not rest and below < end and _is_listed(lines, below, wording):
            found.add(below)
            below += 1
    return found


def _is_listed(lines: list[Line], i: int, wording: Wording) -> bool:
    """Whether a line of a list of articles is a headline, its date, or the excerpt below a date."""
    if lines[i].is_title_like or wording.is_timestamp(lines[i]):
        return True
    return wording.is_timestamp(lines[i - 1]) and not lines[i].gap


def _reports_below(lines: list[Line], body: int, end: int, wording: Wording) -> set[int]:
    """From the first headline with a report of its own, once the article has begun with such an opening."""
    for i in range(body + 2, end):
        if wording.dateline_end(lines[i].text) and lines[i - 1].is_title_like and lines[i - 1].words >= 4:
            return set(range(_group_start(lines, i - 1, body), end))
    return set()


def _told_twice(lines: list[Line], body: int, end: int, title: Line, wording: Wording) -> set[int]:
    """Headlines told twice with their excerpts: an excerpt is cut short, or one of several in a row."""
    pairs = [
        i
        for i in range(body + 1, end - 1)
        if lines[i].words >= 4
        and lines[i].is_title_like
        and lines[i].is_like(lines[i + 1])
        and not lines[i].is_like(title)
    ]
    starts = set(pairs)
    found: set[int] = set()
    for i in pairs:
        excerpt = i + 2
        in_row = i in found or excerpt + 1 in starts or i - 3 in starts
        if excerpt >= end or lines[excerpt].is_cut_short or in_row or wording.is_source_note(lines[excerpt]):
            found.update(range(_group_start(lines, i, body), min(i + 2, end)))
            if excerpt < end and not wording.is_source_note(lines[excerpt]):
                found.add(excerpt)
    return found


def _group_start(lines: list[Line], headline: int, body: int) -> int:
    """The first line of a teaser: its picture's caption and repetitions stand right above the headline."""
    start = headline
    while start - 1 > body and not lines[start].gap and lines[start - 1].words <= SHORT_LINE + 3:
        start -= 1
    if start - 1 > body and lines[start - 1].is_like(lines[headline]):
        start -= 1
    return start
