"""Events in order, with what fixes their places and what was set aside: as a table for people and as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from graph.labels import Labels
from graph.printing import one_line
from timeline.ordering import Contradiction, DatedEvent, Ordering, Place, Told, order, told_from_rows
from timeline.wording import value_words

Row = Mapping[str, Any]

_SAYS: Final = {"cycle": "in_cycle", "dates": "against_dates"}


@dataclass(frozen=True, slots=True)
class OrderedList:
    """Rows of the saved query `timeline` by event id, and their order."""

    rows: Mapping[str, Row]
    ordering: Ordering


def ordered(events: Sequence[Row], relations: Sequence[Row]) -> OrderedList:
    """Order rows of the saved query `timeline` by their dates and by rows of the saved query `told`."""
    dated = [_dated(row) for row in events]
    return OrderedList({row["id"]: row for row in events}, order(dated, told_from_rows(relations, dated)))


def _dated(row: Row) -> DatedEvent:
    first = min(((report["published"] or "9999", report["start"]) for report in row["reports"]), default=("9999", 0))
    return DatedEvent(row["id"], row["date"], row["date_end"], row["extent"] == "throughout", row["status"], first)


def plain(found: OrderedList) -> dict[str, Any]:
    """All of it as plain data; days are ISO 8601, null where unknown or open."""
    return {
        "events": [_plain_place(found.rows[place.event], place) for place in found.ordering.places],
        "contradictions": [
            {"kind": each.kind, "events": list(each.events), "told": [_plain_told(told) for told in each.told]}
            for each in found.ordering.contradictions
        ],
    }


def _plain_place(row: Row, place: Place) -> dict[str, Any]:
    return {
        "id": place.event,
        "edtf": row["edtf"],
        "first": place.first.isoformat() if place.first else None,
        "last": place.last.isoformat() if place.last else None,
        "narrowed": place.narrowed,
        "after": list(place.after),
        "before": list(place.before),
        "type": row["type"],
        "status": row["status"],
        "sources": row["sources"],
        "targets": row["targets"],
        "summary": row["summary"],
    }


def _plain_told(told: Told) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "earlier": told.earlier,
        "later": told.later,
        "evidence": list(told.evidence),
        "articles": list(told.articles),
    }


def print_order(found: OrderedList, labels: Labels, console: Console) -> None:
    """A table of the events, numbered, and below it what contradicts itself."""
    numbers = {place.event: number for number, place in enumerate(found.ordering.places, 1)}
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", padding=(0, 1, 0, 0), pad_edge=False, show_edge=False)
    table.add_column("#", justify="right")
    table.add_column(labels.say("column_date"), overflow="fold", max_width=30)
    table.add_column(labels.say("column_event"), overflow="fold", ratio=1)
    for place in found.ordering.places:
        row = found.rows[place.event]
        when = Text(value_words(row["edtf"], labels))
        if place.narrowed:
            narrowed = labels.say("by_what_is_told", when=value_words(_range(place), labels))
            when.append(f"\n{narrowed}", style="cyan")
        kind = f"{labels.code('types', row['type'])} {labels.code('statuses', row['status'])}"
        told = Text(kind, style="bold").append(f"  {_line(row['summary'])}", style="not bold")
        if place.after:
            before = ", ".join(str(number) for number in sorted(numbers[each] for each in place.after))
            told.append(f"\n{labels.say('told_after', numbers=before)}", style="not bold cyan")
        table.add_row(str(numbers[place.event]), when, told)
    console.print(table)
    contradictions = found.ordering.contradictions
    if contradictions:
        console.print(Text(f"\n{labels.count('contradictions', len(contradictions))}", style="bold"))
    for contradiction in contradictions:
        for line in _lines(contradiction, found, numbers, labels):
            console.print(line, soft_wrap=True)


def _lines(
    contradiction: Contradiction, found: OrderedList, numbers: Mapping[str, int], labels: Labels
) -> Iterator[Text]:
    chain = f" {labels.relations['BEFORE']} ".join(
        f"{numbers[event]} ({value_words(found.rows[event]['edtf'], labels)})" for event in contradiction.events
    )
    yield Text(f"- {labels.say(_SAYS[contradiction.kind], chain=chain)}")
    for told in contradiction.told:
        for quote, article in zip(told.evidence, told.articles, strict=True):
            yield Text(f"  {labels.relations[told.kind]}: “{_line(quote)}” ({_line(article)})", style="dim")


def _range(place: Place) -> str | None:
    if place.first == place.last:
        return place.first.isoformat() if place.first else None
    return "/".join(day.isoformat() if day else ".." for day in (place.first, place.last))


def _line(text: str) -> str:
    return one_line(str(text))
