"""Who the mentions of an article stand for: known persons by name, title and date, new ones by what is said of them.

1. Full names are registered first, so that a short name in the title finds the full one in the body.
2. Then every mention is resolved in text order: names against the article's persons and the knowledge base, titles
   against the article and the holders of the office at the time, pronouns and descriptions against what stands before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, islice

from graph.edtf import bounds
from ingest import offices_held, surnames
from ingest.entities import Entity, slug
from ingest.gazetteer import Gazetteer
from ingest.languages import grammar
from ingest.mentions import Found
from ingest.offices_held import is_called
from ingest.person_names import parts
from ingest.reading import Mention, MentionForm
from ingest.several import Several
from ingest.tokens import HYPHENS, Tokens

_SEATS = frozenset({"head-of-state-office", "head-of-government-office"})
"""Bodies whose leader is the leader of their country."""

_MOST_TOGETHER = 5
"""Persons that a title in the plural stands for at most."""
_BACK = 3
"""Sentences that a pronoun may look back."""
_LOOK_BACK = 600
"""Mentions, persons or bodies of the article among which one is looked for, the last ones: the news has at most some
hundred and fifty."""
_MOST_NAMESAKES = 150
"""Persons of the article that words of a name may mean."""


def resolve(
    tokens: Tokens,
    sentences: Sequence[Sequence[Found]],
    gazetteer: Gazetteer,
    published: str | None,
    of_their_time: Mapping[tuple[int, int], str] | None = None,
) -> tuple[list[Mention], dict[str, Entity]]:
    """Mentions with the ids of their actors, and the actors by id.

    `sentences` are the mentions found in each sentence; `published` (EDTF) tells who held an office, and
    `of_their_time` another time for some mentions of one, by their tokens.
    """
    resolver = _Resolver(tokens, gazetteer, published, of_their_time or {})
    if grammar(gazetteer.language).surnames:
        sentences = surnames.with_persons(tokens, sentences)
    for found in sentences:
        resolver.register(found)
    for found in sentences:
        resolver.sentence(found)
    return resolver.mentions, {key: entity for key, entity in resolver.entities.items() if entity.mentions}


class _Resolver:
    def __init__(
        self,
        tokens: Tokens,
        gazetteer: Gazetteer,
        published: str | None,
        of_their_time: Mapping[tuple[int, int], str],
    ) -> None:
        self.tokens = tokens
        self.gazetteer = gazetteer
        self.knowledge = gazetteer.knowledge
        first, last = bounds(published)
        self.day: date | None = last or first
        self._of_their_time = of_their_time
        self._of_other_times: set[str] = set()
        self.entities: dict[str, Entity] = {}
        self.mentions: list[Mention] = []
        self.persons: dict[str, int] = {}
        self._by_name: dict[tuple[str, ...], list[str]] = {}
        self._by_part: dict[tuple[str, ...], set[str]] = {}
        self._called: dict[tuple[str, ...], str] = {}
        self._history: list[list[str]] = []
        self._weight: Counter[str] = Counter()
        self._together = Several(tokens, gazetteer.joining)

    # first pass

    def register(self, found: Sequence[Found]) -> None:
        """Register the persons named in full, and groups by their names."""
        for mention in found:
            if mention.kind == "group" and mention.full and mention.name:
                keys = self._name_keys(mention.name)
                group = self._group(mention)
                for called in (keys, keys[:1]):
                    self._called.setdefault(called, group)
            if mention.name and mention.kind in ("person", "counterpart", "capitals"):
                keys = self._name_keys(mention.name)
                if len(keys) < 2:
                    continue
                known = self._known(mention, keys)
                if known or mention.kind != "capitals":
                    self._note(self._person(keys, mention, known), mention, keys)

    # second pass

    def sentence(self, found: Sequence[Found]) -> None:
        """Resolve the mentions of a sentence."""
        here: list[str] = []
        self._together.begin_sentence()
        for mention in found:
            ids, form = self._resolve(mention, here)
            self._together.add(mention, ids, self.entities[ids[0]].kind if ids else "", form)
            for actor in ids:
                entity = self.entities[actor]
                entity.mentions.append((mention.first, mention.end))
                if country := self._country_of(actor):
                    self._weight[country] += 1
                self.mentions.append(Mention(actor, entity.kind, form, mention.first, mention.end))
                if actor in here:
                    here.remove(actor)
                here.append(actor)
        self._history.append(here)

    def _resolve(self, mention: Found, here: list[str]) -> tuple[list[str], MentionForm]:
        if mention.kind == "named":
            return [self._gazetteer_entity(key) for key in (mention.entities[0], *mention.others)], "name"
        if mention.kind == "body":
            return self._body(mention), "name"
        if mention.kind == "group":
            return [self._group(mention)], "group"
        if mention.kind == "pronoun":
            return self._pronoun(mention, here), "pronoun"
        if mention.name:
            actor = self._named_person(mention) or self._called.get(self._name_keys(mention.name))
            short = mention.name[1] - mention.name[0] == 1
            return ([actor], "short" if short else "name") if actor else ([], "name")
        if mention.kind == "counterpart":
            return self._counterpart(mention), "title"
        if mention.title and mention.title.plural and mention.of is None and mention.name is None:
            return self._of_role(mention.title.role) or self._counted(mention), "title"
        if mention.reference == "country pair":
            return self._officials(mention, self._pair(here, "country pair")), "title"
        if mention.title and mention.title.plural and mention.of and mention.others:
            return self._several(mention, (mention.of, *mention.others)), "title"
        actor = self._titled(mention)
        return [*([actor] if actor else []), *self._officials(mention, mention.others)], "title"

    # countries and bodies

    def _gazetteer_entity(self, key: str) -> str:
        if key not in self.entities:
            if country := self.knowledge.country(key):
                self.entities[key] = Entity(key, country.name, "country", known=True)
            else:
                organisation = self.knowledge.organisations[key]
                self.entities[key] = Entity(key, organisation.name, "organisation", of=organisation.of, known=True)
        return key

    def _body(self, mention: Found) -> list[str]:
        assert mention.body is not None
        of = mention.of or self._of_leader(mention)
        if of is None:
            for entity in islice(reversed(self.entities.values()), _LOOK_BACK):
                if entity.kind == "organisation" and entity.mentions and entity.role == mention.body:
                    return [entity.id]
            of = self._home()
        if of is None or self.knowledge.country(of) is None:
            return [self._plain_organisation(mention, of)]
        organisation = self.knowledge.body_of(mention.body, of)
        if organisation.id not in self.entities:
            self.entities[organisation.id] = Entity(
                organisation.id, organisation.name, "organisation", of=of, role=mention.body, known=True
            )
        return [organisation.id]

    def _of_leader(self, mention: Found) -> str | None:
        """The country of the person by whose name a body goes: one of the article, else one that led a country."""
        if mention.name is None:
            return None
        leader = self._in_article(self._name_keys(mention.name), mention)
        if leader is not None:
            return self._country_of(leader)
        persons = self.knowledge.persons_by_name(self._text(mention.name))
        terms = (term for person in persons for term in self.knowledge.terms(person.id))
        led = {term.office.of for term in terms if term.office.title in offices_held.LEADERS}
        return led.pop() if len(led) == 1 else None

    def _group(self, mention: Found) -> str:
        """A group; words of number before it do not make it another one."""
        first, end = mention.name or (mention.first, mention.end)
        key = slug(" ".join(self.tokens.words[first:end]))
        if key not in self.entities:
            words = slice(first, end) if mention.full else slice(mention.first, mention.end)
            self.entities[key] = Entity(key, " ".join(self.tokens.words[words]), "organisation", of=mention.of)
        return key

    def _plain_organisation(self, mention: Found, of: str | None) -> str:
        name = " ".join(self.tokens.words[mention.first : mention.end])
        key = slug(name)
        if key not in self.entities:
            self.entities[key] = Entity(key, name, "organisation", of=of)
        return key

    def _home(self) -> str | None:
        """The country that a body without one belongs to: that of the last actor told of."""
        for mention in islice(reversed(self.mentions), _LOOK_BACK):
            entity = self.entities[mention.actor]
            if entity.kind == "country":
                return entity.id
            if entity.of and self.knowledge.country(entity.of):
                return entity.of
        return None

    # persons by name

    def _name_keys(self, name: tuple[int, int]) -> tuple[str, ...]:
        return tuple([key for key in self.tokens.keys[name[0] : name[1]] if key not in HYPHENS and key != "."])

    def _text(self, name: tuple[int, int]) -> str:
        words = [self.tokens.words[i] for i in range(*name)]
        text = ""
        for position, word in enumerate(words):
            tight = word in HYPHENS or word == "." or (position and words[position - 1] in HYPHENS)
            text += word if tight or not text else f" {word}"
        return text

    def _known(self, mention: Found, keys: tuple[str, ...]) -> str | None:
        """The person of the knowledge base that a name means, if one fits better than all others."""
        assert mention.name is not None
        persons = self.knowledge.persons_by_name(self._text(mention.name))
        if not persons:
            return None
        scored = sorted(((self._fit(person.id, mention), person.id) for person in persons), reverse=True)
        if len(scored) > 1 and scored[0][0] == scored[1][0]:
            return None
        best, person = scored[0]
        if len(keys) == 1 and best < 1:
            return None
        return person

    def _fit(self, person: str, mention: Found) -> int:
        """How well a known person fits: country and title agree, and a term includes the article's day."""
        score = 0
        terms = self.knowledge.terms(person)
        if mention.of:
            score += 3 if any(term.office.of == mention.of for term in terms) else -3
        if mention.title:
            score += 2 if any(is_called(term.office, mention) for term in terms) else 0
        if self.day and any(term.holder.period.may_hold(self.day) for term in terms):
            score += 2
        if person in self.entities:
            score += 4
        return score

    def _person(self, keys: tuple[str, ...], mention: Found, known: str | None) -> str:
        assert mention.name is not None
        if known:
            if known not in self.entities:
                person = self.knowledge.persons[known]
                entity = self.entities[known] = Entity(known, person.name, "person", known=True)
                self._role_of_known(entity)
            return known
        if called := self._by_name.get(keys):
            return min(called, key=self.persons.__getitem__)
        key = slug(self._text(mention.name))
        if key not in self.entities:
            self.entities[key] = Entity(key, self._text(mention.name), "person")
        return key

    def _role_of_known(self, entity: Entity) -> None:
        terms = self.knowledge.terms(entity.id)
        current = [term for term in terms if self.day and term.holder.period.may_hold(self.day)] or list(terms[-1:])
        if current:
            entity.of, entity.role = current[-1].office.of, current[-1].office.title

    def _note(self, actor: str, mention: Found, keys: tuple[str, ...]) -> str:
        entity = self.entities[actor]
        self.persons.setdefault(actor, len(self.persons))
        if keys and keys not in entity.names:
            entity.names.append(keys)
            self._by_name.setdefault(keys, []).append(actor)
            for part in parts(keys):
                called = self._by_part.setdefault(part, set())
                if len(called) < _MOST_NAMESAKES:
                    called.add(actor)
        entity.former = entity.former or "former" in mention.modifiers
        if mention.title:
            entity.titles.add((mention.title.words, mention.of))
            if not entity.known or entity.of is None:
                entity.role = entity.role or mention.title.role
        if mention.of and (entity.of is None or not entity.known):
            entity.of = mention.of
        entity.gender = entity.gender or mention.gender
        return actor

    def _named_person(self, mention: Found) -> str | None:
        assert mention.name is not None
        keys = self._name_keys(mention.name)
        actor = self._in_article(keys, mention)
        if actor:
            return self._note(actor, mention, keys if len(keys) > 1 else ())
        known = None if mention.kind == "capitals" and mention.initial else self._known(mention, keys)
        if known or mention.kind != "capitals":
            return self._note(self._person(keys, mention, known), mention, keys)
        return None

    def _in_article(self, keys: tuple[str, ...], mention: Found) -> str | None:
        """A person already named whose name these words are part of, the last one told of first."""
        named = self._by_part.get(keys)
        if not named:
            return None
        fitting = sorted(named, key=self.persons.__getitem__)
        if mention.of:
            same = [actor for actor in fitting if self.entities[actor].of in (None, mention.of)]
            fitting = same or ([] if len(keys) == 1 else fitting)
        if not fitting:
            return None
        for told in islice(reversed(self.mentions), _LOOK_BACK):
            if told.actor in fitting:
                return told.actor
        return fitting[0]

    # persons by title

    def _titled(self, mention: Found) -> str | None:
        assert mention.title is not None
        title, of = mention.title, mention.of
        if of and title.role == "leader" and (seat := self.knowledge.organisations.get(of)) and seat.body in _SEATS:
            of = seat.of
        if of and (then := self._of_their_time.get((mention.first, mention.end))):
            holder = offices_held.holder(offices_held.meant(mention, of, self.knowledge), then)
            if holder:
                return self._holder_then(holder)
        in_office = not offices_held.NOT_IN_OFFICE.intersection(mention.modifiers)
        told = (mention.actor for mention in islice(reversed(self.mentions), _LOOK_BACK))
        for actor in chain(told, islice(self.persons, _LOOK_BACK)):
            entity = self.entities[actor]
            if entity.kind != "person" or entity.id in self._of_other_times:
                continue
            if of is None and mention.body is None:
                if any(words == title.words for words, _ in entity.titles) or (
                    mention.definite and entity.role == title.role
                ):
                    return self._note(entity.id, mention, ())
            elif entity.of == of and (
                (title.words, of) in entity.titles
                or (title.words, None) in entity.titles
                or (title.role == "leader" and entity.role in offices_held.LEADERS)
                or (entity.role == title.role and title.office)
            ):
                return self._note(entity.id, mention, ())
        if of is None:
            return None
        if in_office:
            holder = self._holder(mention, of)
            if holder:
                actor = self._person((), mention, holder) if mention.name else self._known_entity(holder)
                return self._note(actor, mention, ())
        name = " ".join(self.tokens.words[mention.first : mention.end])
        key = slug(name)
        if key not in self.entities:
            self.entities[key] = Entity(key, name, "person", of=of, role=title.role)
        return self._note(key, mention, ())

    def _of_role(self, role: str) -> list[str]:
        """The persons of a role told of so far, when there are several: "the foreign ministers", "the ministers"."""
        leaders = offices_held.LEADERS if role == "leader" else (role,)
        told = [actor for actor in self.persons if self._has_role(actor, leaders)]
        return told[:_MOST_TOGETHER] if len(told) > 1 else []

    def _has_role(self, actor: str, roles: Sequence[str]) -> bool:
        """Whether an actor has one of some roles, or one that is a kind of it ("foreign minister", "minister")."""
        role = self.entities[actor].role
        return role is not None and any(role == one or role.endswith(f" {one}") for one in roles)

    def _counted(self, mention: Found) -> list[str]:
        """Officials nobody knows by name, when the words tell how many there are."""
        return [self._group(mention)] if mention.definite else []

    def _known_entity(self, person: str) -> str:
        if person not in self.entities:
            self.entities[person] = Entity(person, self.knowledge.persons[person].name, "person", known=True)
            self._role_of_known(self.entities[person])
        return person

    def _holder_then(self, person: str) -> str:
        """The holder of an office at the time of an act; to the rest of the article another one holds it."""
        if person not in self.persons:
            self._of_other_times.add(person)
        return self._known_entity(person)

    def _holder(self, mention: Found, of: str) -> str | None:
        """The one person who held the titled office of a country or body at the article's time."""
        day = self.day.isoformat() if self.day else None
        return offices_held.holder(offices_held.meant(mention, of, self.knowledge), day)

    def _officials(self, mention: Found, countries: Sequence[str]) -> list[str]:
        """Those who held the titled office of several countries at the article's time, as far as they are known."""
        assert mention.title is not None
        found = [self._holder(mention, country) for country in countries]
        return list(dict.fromkeys(self._known_entity(holder) for holder in found if holder))

    def _several(self, mention: Found, countries: Sequence[str]) -> list[str]:
        """Those who hold the titled office of several countries; the country itself where that is not known."""
        assert mention.title is not None
        found: list[str] = []
        for country in countries:
            told = (mention.actor for mention in islice(reversed(self.mentions), _LOOK_BACK))
            roles = offices_held.LEADERS if mention.title.role == "leader" else (mention.title.role,)
            named = next(
                (actor for actor in told if self.entities[actor].of == country and self.entities[actor].role in roles),
                None,
            )
            if named:
                found.append(named)
            else:
                holder = self._holder(mention, country)
                found.append(self._known_entity(holder) if holder else self._gazetteer_entity(country))
        return list(dict.fromkeys(found))

    def _counterpart(self, mention: Found) -> list[str]:
        last = islice(reversed(self.mentions), _LOOK_BACK)
        role = next((self.entities[told.actor].role for told in last if told.kind == "person"), None)
        for actor in islice(reversed(self.persons), _LOOK_BACK):
            entity = self.entities[actor]
            if entity.of == mention.of and (entity.role == role or role is None):
                return [actor]
        if role and mention.of and self.day:
            offices = [office for office in self.knowledge.offices_of(mention.of) if office.title == role]
            holders = {holder.person for office in offices for holder in self.knowledge.holders(office.id, self.day)}
            if len(holders) == 1:
                found = [self._note(self._known_entity(holders.pop()), mention, ())]
                return [*found, *self._same_office(role, mention.others)]
        name = " ".join(self.tokens.words[mention.first : mention.end])
        key = slug(name)
        if key not in self.entities:
            self.entities[key] = Entity(key, name, "person", of=mention.of, role=role)
        return [self._note(key, mention, ())]

    def _same_office(self, role: str, countries: Sequence[str]) -> list[str]:
        """The holders of offices of the same role in further countries, where there is one each."""
        found = []
        for country in countries:
            offices = [office for office in self.knowledge.offices_of(country) if office.title == role]
            holders = {h.person for office in offices for h in self.knowledge.holders(office.id, self.day or date.max)}
            if len(holders) == 1:
                found.append(self._known_entity(holders.pop()))
        return found

    # pronouns

    def _pronoun(self, mention: Found, here: list[str]) -> list[str]:
        reference = mention.reference
        if reference == "several":
            return self._together.told()
        if reference in ("pair", "country pair", "person pair"):
            return self._pair(here, reference)
        rows = [here, *reversed(self._history[-_BACK:])]
        for row, actors in enumerate(rows):
            ordered = actors if row else list(reversed(actors))
            fitting = [actor for actor in ordered if self._stands_for(actor, mention)]
            if fitting:
                return [fitting[0]]
        return []

    def _stands_for(self, actor: str, mention: Found) -> bool:
        entity = self.entities[actor]
        if entity.kind != mention.reference:
            return False
        return not (mention.gender and entity.gender and mention.gender != entity.gender)

    def _pair(self, here: list[str], reference: str) -> list[str]:
        """The two sides told of last, persons or countries as the words ask; a person stands for a country too."""
        rows = [list(reversed(here)), *(list(reversed(row)) for row in reversed(self._history[-_BACK:]))]
        told = list(dict.fromkeys(actor for row in rows for actor in row))
        persons = [actor for actor in told if self.entities[actor].kind == "person"]
        if reference == "person pair":
            return sorted(persons[:2]) if len(persons) >= 2 else []
        named = [actor for actor in told if self.entities[actor].kind in ("person", "country")]
        if reference == "pair" and len(persons) >= 2 and self.entities[named[0]].kind == "person":
            return sorted(persons[:2])
        sides: list[str] = []
        for row in rows:
            fresh = {side for actor in row if (side := self._country_of(actor))}.difference(sides)
            sides += sorted(fresh, key=lambda side: (-self._weight[side], side))[: 2 - len(sides)]
        return [self._gazetteer_entity(side) for side in sorted(sides)] if len(sides) == 2 else []

    def _country_of(self, actor: str) -> str | None:
        """The country that an actor is or stands for."""
        entity = self.entities[actor]
        of = entity.id if entity.kind == "country" else entity.of
        return of if of and self.knowledge.country(of) else None
