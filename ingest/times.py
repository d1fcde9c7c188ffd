"""Time expressions: found in the text with the words of a language pack, then placed on the calendar.

`find` knows nothing of dates; `resolve` (see `time_resolution`) counts from the publication date and from the times
told before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.model import Span, TimeKind, TimeMod
from ingest.time_pack import Rule, TimePack
from ingest.time_patterns import DIGITS
from ingest.time_values import Calendar, Meaning, NoMeaning, kind, read

_LOOK_BEHIND: Final = 40
"""Characters before an expression in which a rule's context is looked for."""
_GLUED: Final = frozenset("-–.,/:$€£+*#_×")
"""Marks that make digits behind them part of a longer number, a name or an amount."""
_LONGEST_DAY: Final = 2
"""Digits of a day of the month; a longer number that stands alone is a year."""
_JOIN: Final = 12
"""Characters that may stand between the days of a list."""


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
            expression = _longest(rules_of[form], text, lower, begin, end)
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


def _longest(rules: Sequence[Rule], text: str, lower: str, begin: int, end: int) -> TimeExpression | None:
    best: TimeExpression | None = None
    reach = begin
    for rule in rules:
        match = rule.compiled.expression.match(lower, begin, end)
        if match is None or match.end() <= reach or not _fits(rule, text, lower, match.start(), match.end()):
            continue
        fields = {**rule.constants, **rule.compiled.read(match)}
        try:
            meaning = read(rule.reads, fields)
        except NoMeaning:
            continue
        reach = match.end()
        best = TimeExpression((begin, reach), kind(meaning), rule.name, meaning, fields.get("mod"))
    return best


def _fits(rule: Rule, text: str, lower: str, begin: int, end: int) -> bool:
    """Whether the words beside a match are such as the rule asks for."""
    if rule.capital and not any(char.isupper() for char in text[begin + 1 : end]):
        return False
    behind = max(0, begin - _LOOK_BEHIND)
    if rule.after is not None and rule.after.search(lower, behind, begin) is None:
        return False
    if rule.not_after is not None and rule.not_after.search(lower, behind, begin) is not None:
        return False
    if rule.before is not None and rule.before.match(lower, end) is None:
        return False
    return rule.not_before is None or rule.not_before.match(lower, end) is None


def _complete_lists(found: list[TimeExpression], lower: str, pack: TimePack) -> list[TimeExpression]:
    """Days named without month stay only in a list whose last day has one, which they take."""
    kept: list[TimeExpression] = []
    following: TimeExpression | None = None
    for expression in reversed(found):
        meaning = expression.meaning
        if (
            isinstance(meaning, Calendar)
            and meaning.day is not None
            and meaning.month is None
            and meaning.months is None
        ):
            after = following.meaning if following is not None else None
            if (
                following is None
                or not isinstance(after, Calendar)
                or after.day is None
                or following.span[0] - expression.span[1] > _JOIN
                or pack.joins.fullmatch(lower, expression.span[1], following.span[0]) is None
            ):
                continue
            expression = replace(expression, meaning=replace(after, day=meaning.day, weekday=None))
        kept.append(expression)
        following = expression
    kept.reverse()
    return [
        expression
        for expression, before in zip(kept, [None, *kept], strict=False)
        if not lower[expression.span[0] : expression.span[1]].isdigit()
        or expression.span[1] - expression.span[0] > _LONGEST_DAY
        or (before is not None and expression.span[0] - before.span[1] <= _JOIN)
    ]
