"""Clues in years that are counted: the age of a person whose birth is known, the anniversary of an event."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from graph.edtf import bounds
from graph.model import Span
from ingest.dated_text import DatedText
from ingest.dating.days import Clue, clipped, day, fixed, number, window
from ingest.dating.milestones import Telling
from ingest.gazetteer import Gazetteer
from ingest.knowledge.model import Person
from ingest.time_values import Duration

OTHER_AGE: Final = -3.0
"""Weight of days on which the person was not of that age; the press miscounts at times."""
NO_ANNIVERSARY: Final = -4.0
ANNIVERSARY_FOR: Final = 60
"""Days before and after an anniversary in which it is told of."""
_BESIDE: Final = 3
"""Characters between a name and an age that belong together: a comma, a bracket, a dash."""
_YEARS: Final = re.compile(r"P(\d+)Y")


def clues(text: DatedText, gazetteer: Gazetteer, tellings: Sequence[Telling]) -> Iterator[Clue]:
    """A clue for each age and anniversary."""
    yield from _ages(text, gazetteer)
    yield from _anniversaries(text, tellings)


@lru_cache(maxsize=4)
def _age(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)(\d{{2,3}}) (?:{'|'.join(sorted(map(re.escape, words)))})\b")


def _ages(text: DatedText, gazetteer: Gazetteer) -> Iterator[Clue]:
    for match in _age(text.words_of_dating.age).finditer(text.clean.text):
        found = _person_beside(text, gazetteer, match.span())
        if found is None:
            continue
        person, span = found
        born, age = bounds(person.born), int(match[1])
        if born[0] is None or born[1] is None:
            continue
        first, last = number(_years_after(born[0], age)), number(_years_after(born[1], age + 1)) - 1
        says = f"{person.name}, born on {person.born}, is {age} years old."
        yield fixed("age", span, says, window(first, last, OTHER_AGE))


def _person_beside(text: DatedText, gazetteer: Gazetteer, age: Span) -> tuple[Person, Span] | None:
    """The one person whose name stands right before or behind an age, and the span of both."""
    sentence = text.sentence_at(age[0])
    if sentence is None:
        return None
    for mention in text.mentions[sentence.index]:
        if mention.name is None:
            continue
        span = text.tokens.span(mention.first, mention.end)
        if 0 <= age[0] - span[1] <= _BESIDE or 0 <= span[0] - age[1] <= _BESIDE:
            name = " ".join(text.tokens.words[i] for i in range(*mention.name))
            persons = gazetteer.knowledge.persons_by_name(name)
            if len(persons) == 1:
                return persons[0], (min(span[0], age[0]), max(span[1], age[1]))
    return None


def _anniversaries(text: DatedText, tellings: Sequence[Telling]) -> Iterator[Clue]:
    for expression in text.expressions:
        counted = _YEARS.fullmatch(expression.meaning.value) if isinstance(expression.meaning, Duration) else None
        sentence = text.sentence_at(expression.span[0])
        if counted is None or sentence is None or not text.says_anniversary(expression.span):
            continue
        for telling in tellings:
            spans = (telling.span, *telling.again)
            if not any(sentence.span[0] <= span[0] < sentence.span[1] for span in spans):
                continue
            at = number(_years_after(day(clipped(telling.days[0])), int(counted[1])))
            says = f"It is {counted[1]} years since {telling.milestone.name} ({telling.milestone.date})."
            yield fixed(
                "anniversary",
                expression.span,
                says,
                window(at - ANNIVERSARY_FOR, at + ANNIVERSARY_FOR, NO_ANNIVERSARY),
            )


def _years_after(start: date, years: int) -> date:
    """The same day some years later; 29 February becomes 1 March where there is none."""
    try:
        return start.replace(year=start.year + years)
    except ValueError:
        return date(start.year + years, 3, 1)
