"""Time expressions: found in the text with the words of a language pack, then placed on the calendar.

`find` knows nothing of dates; `resolve` (see `time_resolution`) counts from the publication date and from the times
told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.model import Span, TimeKind, TimeMod
from ingest.time_pack import BEHIND, Rule, TimePack
from ingest.time_patterns import DIGITS, MARK
from ingest.time_values import Calendar, Interval, Meaning, NoMeaning, kind, read

_LOOK_BEHIND: Final = 40
"""Characters before an expression in which a rule's context is looked for."""
_LAST_WORDS = re.compile(rf"(?:\w+[ \t\u00a0]+){{0,{BEHIND - 1}}}\w+$")
_SECOND = re.compile(r"\d*[ \t\u00a0]{0,3}([^\W\d_]+|\d+)?")
"""The word or number behind a word, or behind the first digit of a number."""
_GLUED: Final = frozenset("-–.,/:$€£+*#_×")
"""Marks that make digits behind them part of a longer number, a name or an amount."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A stretch of text that tells a time, the rule that found it, and what it means."""

    span: Span
    kind: TimeKind
    rule: str
    meaning: Meaning
    mod: TimeMod | None = None


def find(text: str, spans: Sequence[Span], pack: TimePack) -> list[TimeExpression]:
    """Time expressions inside the given spans of an NFC text, in text order, none overlapping another.

    At each place the longest expression wins; none reaches over a line's or a span's end.
    """
    lower = _lower(text)
    found: list[TimeExpression] = []
    rules_of = pack.rules
    for start, end in spans:
        at = start
        for word in pack.trigger.finditer(lower, start, end):
            begin = word.start()
            if begin < at:
                continue
            before = lower[begin - 1] if begin else " "
            if before.isalnum():
                continue
            form = word.group()
            if form.isdigit():
                if before in _GLUED:
                    continue
                form = DIGITS
            behind = _SECOND.match(lower, word.end(), end)
            second = (behind and behind[1]) or MARK
            rules = rules_of[form].before(DIGITS if second.isdigit() else second)
            expression = _longest(rules, text, lower, begin, start, end) if rules else None
            if expression is not None:
                found.append(expression)
                at = expression.span[1]
    return _complete_lists(found, lower, pack)


def _lower(text: str) -> str:
    """The text in lower case, character for character (a few letters grow when lowered: they stay)."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lower


def _longest(rules: Sequence[Rule], text: str, lower: str, begin: int, start: int, end: int) -> TimeExpression | None:
    """The longest expression that begins at a place of the span from `start` to `end`."""
    best: TimeExpression | None = None
    reach = begin
    behind: frozenset[str] | None = None
    for rule in rules:
        match = rule.match(lower, begin, end)
        if match is None or match.end() <= reach:
            continue
        if rule.after or rule.not_after:
            if behind is None:
                behind = _behind(lower, begin, start)
            if not behind.isdisjoint(rule.not_after) or (rule.after and behind.isdisjoint(rule.after)):
                continue
        if not _fits(rule, text, lower, begin, match.end()):
            continue
        fields = {**rule.constants, **rule.compiled.read(match)}
        try:
            meaning = read(rule.reads, fields)
        except NoMeaning:
            continue
        reach = match.end()
        mod = None if isinstance(meaning, Interval) else fields.get("mod")
        best = TimeExpression((begin, reach), kind(meaning), rule.name, meaning, mod)
    return best


def _behind(lower: str, begin: int, start: int) -> frozenset[str]:
    """What stands before a place: the last mark, or the last word, two words, three words; START at a span's begin."""
    before = lower[max(start, begin - _LOOK_BEHIND) : begin].rpartition("\n")[2].rstrip()
    if not before:
        return frozenset(("START",))
    words = _LAST_WORDS.search(before)
    if words is None:
        return frozenset(before[-1])
    parts = words.group().split()
    return frozenset(" ".join(parts[-count:]) for count in range(1, len(parts) + 1))


def _fits(rule: Rule, text: str, lower: str, begin: int, end: int) -> bool:
    """Whether a match has the capital, and what follows it is such, as the rule asks for."""
    if rule.capital == "first":
        if not text[begin].isupper() and not text[begin].isdigit():
            return False
    elif rule.capital and not any(char.isupper() for char in text[begin + 1 : end]):
        return False
    if rule.before is not None and rule.before.match(lower, end) is None:
        return False
    return rule.not_before is None or rule.not_before.match(lower, end) is None


def _complete_lists(found: list[TimeExpression], lower: str, pack: TimePack) -> list[TimeExpression]:
    """Members of a list take what only its last one says: days the month, days and months the year.

    Days named without month stay only in such a list.
    """
    kept: list[TimeExpression] = []
    for expression in reversed(found):
        meaning = expression.meaning
        last = kept[-1].meaning if kept and _joined(expression, kept[-1], lower, pack) else None
        if isinstance(meaning, Calendar):
            if meaning.day and meaning.month is None and meaning.months is None:
                if not isinstance(last, Calendar) or last.day is None:
                    continue
                expression = replace(expression, meaning=replace(last, day=meaning.day, weekday=None))
            elif isinstance(last, Calendar):
                expression = replace(expression, meaning=_in_year_of(last, meaning))
        kept.append(expression)
    kept.reverse()
    return [
        expression
        for before, expression in zip([None, *kept], kept, strict=False)
        if not _bare_day(expression, lower) or (before is not None and _joined(before, expression, lower, pack))
    ]


def _in_year_of(last: Calendar, one: Calendar) -> Calendar:
    """A month or day of a list whose last member alone says the year: of that year, or of the one before."""
    if one.month is None or one.year is not None or one.years is not None:
        return one
    if last.year is None or last.month is None or (one.day is None) != (last.day is None):
        return one
    later = (one.month, one.day or 0) > (last.month, last.day or 0)
    return replace(one, year=last.year - later, lean=0)


def _joined(left: TimeExpression, right: TimeExpression, lower: str, pack: TimePack) -> bool:
    """Whether two expressions follow each other as in a list."""
    return pack.joins.fullmatch(lower, left.span[1], right.span[0]) is not None


def _bare_day(expression: TimeExpression, lower: str) -> bool:
    """Whether an expression is nothing but the number of a day."""
    return lower[expression.span[0] : expression.span[1]].isdigit() and expression.span[1] - expression.span[0] <= 2
