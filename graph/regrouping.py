"""Brings tellings of one act together in the graph: those that a change may touch are read, grouped and moved.

What may belong together is found from telling to telling: those that stand under the clues of one and are likely
enough of the same act, those of these in turn, until there are no more.  No event reaches beyond such a component, so
looking at whole components gives what looking at the whole graph would.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from graph import corrections as correcting
from graph import statements
from graph.corrections import Anchor, Correction
from graph.grouping import Decisions, Key, canonical, event_ids, group
from graph.matching import chance, model
from graph.rows import Row
from graph.running import Run, run_ids, run_rows
from graph.tellings import (
    Telling,
    act_clue,
    clues,
    comparable,
    one_story,
    own_clues,
    sought_by_act,
    sought_by_story,
    tellings_of,
)


@dataclass(slots=True)
class Neighbourhood:
    """Tellings of one or more whole components, and how likely each two of them are of one act.

    Of articles that tell the same in the same words only the first stands in them; `copies` leads each of its tellings
    to those of the others.
    """

    tellings: dict[Key, Telling] = field(default_factory=dict)
    chances: dict[frozenset[Key], float] = field(default_factory=dict)
    copies: dict[Key, list[Telling]] = field(default_factory=dict)

    def all_keys(self) -> Iterator[Key]:
        """All tellings, copies among them."""
        for key in self.tellings:
            yield key
            yield from (copy.key for copy in self.copies.get(key, ()))


class Gathering:
    """Reads tellings as they are needed, each article once; to be made anew after every change of what articles say.

    `fresh` are all tellings of articles that are about to be stored: these are not looked for in the database.
    """

    def __init__(self, run: Run, corrections: Sequence[Correction], fresh: Iterable[Telling] = ()) -> None:
        self._run = run
        self._articles: dict[str, list[Telling]] = {}
        self._found: dict[str, set[str]] = {}
        self._topics: dict[str, frozenset[str]] = {}
        self._places: dict[Key, int] = {}
        self._under: dict[str, list[Telling]] = defaultdict(list)
        self._by_outline: dict[Hashable, list[list[str]]] = defaultdict(list)
        self._alike: dict[str, list[str]] = {}
        self._corrected: dict[str, list[Correction]] = defaultdict(list)
        for correction in corrections:
            for article in {anchor.article for anchor in correction.anchors}:
                self._corrected[article].append(correction)
        self._fresh: dict[str, set[str]] = defaultdict(set)
        coming: dict[str, list[Telling]] = defaultdict(list)
        for telling in fresh:
            coming[telling.article].append(telling)
        for article, tellings in coming.items():
            self._topics[article] = frozenset(tellings[0].topics)
            self._keep(article, tellings)
            for clue in clues(tellings):
                self._fresh[clue].add(article)

    def of_articles(self, articles: Iterable[str]) -> list[Telling]:
        """The tellings of articles."""
        articles = set(articles)
        self._load(articles)
        return [telling for article in sorted(articles) for telling in self._articles[article]]

    def around(self, start: Iterable[Telling]) -> Neighbourhood:
        """The components of some tellings."""
        reached = Neighbourhood()
        start = list(start)
        self._load_acts(start)
        frontier = {first.key: first for telling in start for first in (self._first(telling),)}
        while frontier:
            reached.tellings |= frontier
            met: dict[Key, Telling] = {}
            candidates = self._candidates(list(frontier.values()))
            for telling in frontier.values():
                for other in candidates[telling.key]:
                    if (
                        self._alike[other.article][0] == other.article
                        and self._linked(telling, other, reached.chances)
                        and other.key not in reached.tellings
                    ):
                        met[other.key] = other
            for other in self._put_together(frontier.values()):
                if other.key not in reached.tellings:
                    met[other.key] = other
            frontier = met
        reached.copies = {key: copies for key, telling in reached.tellings.items() if (copies := self._copies(telling))}
        return reached

    def compared(self, tellings: Sequence[Telling]) -> Iterator[tuple[Telling, Telling]]:
        """Each of some tellings with each other one, of another event, that it was compared with."""
        candidates = self._candidates(tellings)
        for telling in tellings:
            for other in sorted(candidates[telling.key], key=self._order):
                if other.event != telling.event and comparable(telling, other):
                    yield telling, other

    def decided(self, tellings: Iterable[Telling]) -> Decisions:
        """What people decided of these tellings."""
        concerned = {c.number: c for telling in tellings for c in self._corrected.get(telling.article, ())}
        return correcting.decisions(concerned.values(), self.anchored(concerned.values()))

    def anchored(self, corrections: Iterable[Correction]) -> dict[Anchor, Telling]:
        """The tellings that the anchors of corrections find."""
        articles = {anchor.article for correction in corrections for anchor in correction.anchors}
        return correcting.anchored(self.of_articles(articles))

    def _load_acts(self, tellings: Iterable[Telling]) -> None:
        """Read all articles that tell the same acts, and so all copies of one another among them."""
        acts = {act_clue(telling.act) for telling in tellings}
        self._find(acts)
        self._load(self._standing(acts))

    def _first(self, telling: Telling) -> Telling:
        """The same telling in the first of the articles that tell the same in the same words."""
        return self._articles[self._alike[telling.article][0]][self._places[telling.key]]

    def _copies(self, first: Telling) -> list[Telling]:
        """The tellings of which `first` is the first."""
        place = self._places[first.key]
        return [self._articles[article][place] for article in self._alike[first.article][1:]]

    def _linked(self, one: Telling, other: Telling, chances: dict[frozenset[Key], float]) -> bool:
        if one.act == other.act:
            return True
        pair = frozenset((one.key, other.key))
        if pair not in chances and comparable(one, other):
            chances[pair] = chance(one, other)
        return chances.get(pair, 0.0) >= model().threshold

    def _put_together(self, tellings: Iterable[Telling]) -> list[Telling]:
        """Those that people put together with tellings."""
        keys = {telling.key for telling in tellings}
        merges = {
            correction.number: correction
            for article, _ in keys
            for correction in self._corrected.get(article, ())
            if correction.kind == "merge"
        }
        found = self.anchored(merges.values())
        together = []
        for correction in merges.values():
            members = [found[anchor] for anchor in correction.anchors if anchor in found]
            if any(member.key in keys for member in members):
                together += members
        return together

    def _candidates(self, frontier: Sequence[Telling]) -> dict[Key, list[Telling]]:
        """For each of some tellings those that may be of the same act: among them all with which it is comparable."""
        direct = {telling.key: list(sought_by_act(telling)) for telling in frontier}
        in_words = {telling.article: telling for telling in frontier if telling.words}
        by_story = {article: list(sought_by_story(telling)) for article, telling in in_words.items()}
        self._find({clue for sought in (*direct.values(), *by_story.values()) for clue in sought})
        near = {article: self._standing(sought) for article, sought in by_story.items()}
        self._load_topics({other for others in near.values() for other in others})
        told = {
            article: {other for other in others if not self._topics[other].isdisjoint(in_words[article].topics)}
            for article, others in near.items()
        }
        self._load({other for sought in direct.values() for other in self._standing(sought)}.union(*told.values()))
        stories = {
            article: [other for other in others if self._is_story(in_words[article], other)]
            for article, others in told.items()
        }
        candidates = {}
        for telling in frontier:
            found = {other.key: other for clue in direct[telling.key] for other in self._under.get(clue, ())}
            if telling.words:
                for article in stories[telling.article]:
                    found |= {other.key: other for other in self._articles[article]}
            candidates[telling.key] = list(found.values())
        return candidates

    def _is_story(self, telling: Telling, article: str) -> bool:
        """Whether another article may tell the story of a telling's article."""
        others = self._articles[article]
        return article != telling.article and bool(others) and one_story(telling, others[0])

    def _order(self, telling: Telling) -> tuple[str, int]:
        return telling.article, self._places[telling.key]

    def _standing(self, clues: Iterable[str]) -> set[str]:
        return {article for clue in clues for article in self._found[clue]}

    def _find(self, clues: set[str]) -> None:
        missing = clues - self._found.keys()
        self._found |= {clue: set(self._fresh.get(clue, ())) for clue in missing}
        for row in run_ids(self._run, statements.ARTICLES_BY_CLUES, missing):
            self._found[row["key"]].add(row["article"])

    def _load_topics(self, articles: set[str]) -> None:
        missing = articles - self._topics.keys()
        self._topics |= {article: frozenset() for article in missing}
        for row in run_ids(self._run, statements.TOPICS_OF_ARTICLES, missing):
            self._topics[row["id"]] = frozenset(row["topics"] or ())

    def _load(self, articles: set[str]) -> None:
        missing = articles - self._articles.keys()
        rows: dict[str, list[Row]] = defaultdict(list)
        for row in run_ids(self._run, statements.TELLINGS_OF_ARTICLES, missing):
            rows[row["article"]].append(row)
        for article in missing:
            told = rows.get(article, [])
            reports = [{**row["report"], "event": row["event"]} for row in told]
            found = tellings_of({**told[0], "id": article}, reports) if told else []
            self._keep(article, found)

    def _keep(self, article: str, tellings: list[Telling]) -> None:
        """Keep the tellings of an article, and it among those that tell the same.

        One that people corrected is like no other.
        """
        tellings = sorted(tellings, key=lambda telling: (telling.start, telling.act, telling.id))
        self._articles[article] = tellings
        for place, telling in enumerate(tellings):
            self._places[telling.key] = place
            for clue in own_clues(telling):
                self._under[clue].append(telling)
        alike = self._those_alike(article)
        insort(alike, article)
        self._alike[article] = alike

    def _those_alike(self, article: str) -> list[str]:
        """The articles kept so far that tell the same as one does; few are of one outline, so few are compared."""
        tellings = self._articles[article]
        corrected = article in self._corrected
        outline = article if corrected else tuple((telling.act, telling.start) for telling in tellings)
        groups = self._by_outline[outline]
        if groups and not corrected:
            content = [telling.content for telling in tellings]
            for alike in groups:
                if [telling.content for telling in self._articles[alike[0]]] == content:
                    return alike
        groups.append([])
        return groups[-1]


@dataclass(slots=True)
class Regrouped:
    """The events of tellings about to be stored, and the events whose tellings changed, these among them."""

    fresh: dict[Key, str] = field(default_factory=dict)
    events: set[str] = field(default_factory=set)


def regroup(
    run: Run, corrections: Sequence[Correction], keys: Iterable[Key], fresh: Sequence[Telling] = ()
) -> Regrouped:
    """Put stored tellings, and what is near them, into the events they are of; say of which `fresh` ones are.

    Fresh tellings are those of articles about to be stored; they are in the graph neither before nor after.
    """
    gathering = Gathering(run, corrections, fresh)
    wanted = set(keys)
    stored = gathering.of_articles({article for article, _ in wanted})
    start = [*fresh, *(telling for telling in stored if telling.key in wanted)]
    coming = {telling.key for telling in fresh}
    regrouped = Regrouped()
    moved: dict[Key, str] = {}
    for telling, event in homes(gathering, start):
        if telling.key in coming:
            regrouped.fresh[telling.key] = event
            regrouped.events.add(event)
        elif telling.event != event:
            moved[telling.key] = event
            regrouped.events |= {telling.event, event}
    _move(run, moved)
    return regrouped


def homes(gathering: Gathering, start: Iterable[Telling]) -> list[tuple[Telling, str]]:
    """The tellings of whole components around some of them, each with the event that it is of."""
    near = gathering.around(start)
    groups = group(near.tellings.values(), near.chances, gathering.decided(near.tellings.values()))
    everyone = [
        sorted([*members, *(copy for each in members for copy in near.copies.get(each.key, ()))], key=canonical)
        for members in groups
    ]
    named = event_ids(everyone)
    return [(telling, named[telling.key]) for members in everyone for telling in members]


def _move(run: Run, homes: dict[Key, str]) -> None:
    rows = [{"article": article, "report": report} for article, report in sorted(homes)]
    if not rows:
        return
    found = run(statements.REPORTS_BY_ID, rows=rows)
    run_ids(run, statements.MERGE_EVENTS, set(homes.values()))
    run_rows(run, statements.DELETE_REPORTS_BY_ID, rows)
    run_rows(
        run,
        statements.CREATE_REPORTS,
        [
            {
                "article": row["article"],
                "event": homes[row["article"], row["report"]],
                "properties": row["properties"],
            }
            for row in found
        ],
    )
