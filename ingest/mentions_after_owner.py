"""Words that stand for actors in languages that name the owner before what belongs to it.

"The Russian foreign minister Sergei Lavrov", "Iran's supreme leader", "EU officials", "the Turkish Ministry of Foreign
Affairs": the country comes first, so that every form of a mention is tried from its owner on.  What stands behind a
title ("president of Ukraine", "ambassador to Germany") counts too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.gazetteer import Gazetteer, ReferenceKind, Title
from ingest.mentions import Found
from ingest.organisation_names import OrganisationReader
from ingest.owners import Owner
from ingest.sentence_phrases import PhrasesAt
from ingest.tokens import HYPHENS, Tokens

_LONGEST_LIST: Final = 6
"""Countries or names of a list."""
_LONGEST_GROUP: Final = 4
"""Small words between a country and the group that belongs to it."""
_FULL_NAME: Final = 2
"""Parts of a name behind a comma that make it one."""
_PERSONS: Final[tuple[ReferenceKind, ...]] = ("person act", "person noun")


class OwnerFirstReader(OrganisationReader):
    """Tries the forms of a mention at a token, the owner first."""

    def __init__(self, tokens: Tokens, within: range, gazetteer: Gazetteer) -> None:
        super().__init__(tokens, within, gazetteer)
        self._queue: list[Found] = []

    def read(self, token: int) -> Found | None:
        """The mention that begins at a token; one with `first` -1 only says how far to skip."""
        if self._queue and self._queue[0].first == token:
            return self._queue.pop(0)
        first = self.tokens.words[token][0]
        here = self._at[token - self.start]
        if not (first.isalpha() or (first.isdigit() and here.opens)):
            return None
        return self._with_owner(token) or self._without_owner(token, here)

    # an owner and what belongs to it

    def _named(self, token: int) -> Found | None:
        """A name, unless a longer one begins behind its first small word ("the United Nations Security Council")."""
        if self.tokens.keys[token] in self._definite and token + 1 < self.stop:
            whole, inner = self.name(token), self.name(token + 1)
            if whole is not None and inner is not None and inner[1] >= whole[1]:
                return None
        return super()._named(token)

    def _with_owner(self, token: int) -> Found | None:
        if self.tokens.keys[token] in self._definite:
            return None
        modifiers, at = self.modifiers(token)
        at = self._skip_hyphen(at)
        owners = self._owners(at)
        if owners is None:
            return None
        return (
            self._title_behind(token, owners, modifiers)
            or (self._counterparts_behind(token, owners) if not modifiers else None)
            or (self._body_behind(token, owners) if not modifiers else None)
            or (self._group_behind(token, owners) if not modifiers else None)
            or (self._organisation_behind(token, owners) if not modifiers else None)
        )

    def _title_behind(self, token: int, owners: Owner, modifiers: tuple[str, ...]) -> Found | None:
        """A title behind its owner: "former US president Barack Obama", "the White House spokeswoman"."""
        more, at = self.modifiers(owners.end)
        at = self._skip_hyphen(at)
        of: str | None = owners.ids[0]
        body = None
        head = self.body(at)
        if head and (title := self._title(self._behind_clitic(head[1]))) is not None:
            body, at = head[0], self._behind_clitic(head[1])
        else:
            title = self._title(at)
        if title is None:
            return None
        return self._titled_person(token, at, title, (*modifiers, *more), of, owners.ids[1:], body)

    def _title(self, token: int) -> tuple[int, Title] | None:
        """The title at a token, with the fields of government before it; its end."""
        at = token
        for _ in range(3):
            title = self.title(at) if at < self.stop else None
            if title is not None:
                if at > token:
                    words = " ".join(self.tokens.words[token : title[0]]).casefold()
                    return title[0], replace(title[1], words=words, role=title[1].role, office=False)
                return title
            field = self.reference(at, "portfolio") if at < self.stop else None
            if field is None:
                return None
            at = field
            while at < self.stop and (self.reference(at, "and") or self.tokens.words[at] in HYPHENS):
                following = self.reference(at, "and") or at + 1
                further = self.reference(following, "portfolio") if following < self.stop else None
                if further is None:
                    break
                at = further
        return None

    def _titled_person(
        self,
        token: int,
        at: int,
        title: tuple[int, Title],
        modifiers: tuple[str, ...],
        of: str | None,
        others: Sequence[str],
        body: str | None,
    ) -> Found | None:
        """A title with the name beside it, its further owners and its host."""
        end, payload = title
        host = None
        more, end = self.modifiers(self._skip_hyphen(end)) if self._skip_hyphen(end) < self.stop else ((), end)
        modifiers = (*modifiers, *more)
        if of is None and body is None:
            of, others, end = self._owner_behind(end)
        if (place := self.reference(end, "host")) and (where := self._place(place)) is not None and where[0] != of:
            host, end = self._host(end, *where), where[1]
        name = self._name_beside(end)
        plural = payload.plural
        if name is not None:
            behind = name[1]
            if of is None:
                of, _, behind = self._owner_behind(behind)
            found = Found(
                token, behind, "person", name=name, title=payload, modifiers=modifiers, of=of, host=host, body=body
            )
            if plural:
                self._more_persons(behind, payload, of if of == found.of else None)
            return found
        if of and others and (payload.office or payload.role == "leader"):
            found = Found(token, end, "person", title=payload, modifiers=modifiers, of=of, others=tuple(others))
            return self._named_one_by_one(found, (of, *others), end) or found
        definite = self._is_definite(token)
        if plural:
            return Found(token, end, "person", title=payload) if definite and of is None and body is None else None
        if of is None and body is None and not definite:
            return None
        if not payload.office and payload.role not in _UNNAMED and not (definite and of is None):
            return None
        return Found(
            token, end, "person", title=payload, modifiers=modifiers, of=of, host=host, body=body, definite=definite
        )

    def _host(self, token: int, place: str, end: int) -> str:
        """The words for where an envoy is sent to, with an organisation by its full name."""
        organisation = self.gazetteer.knowledge.organisations.get(place)
        if organisation is None:
            return " ".join(self.tokens.words[token:end]).casefold()
        begin = next(at for at in range(token, end) if (name := self.name(at)) and name[0].entity == place)
        return " ".join([*self.tokens.words[token:begin], organisation.name]).casefold()

    def _name_beside(self, token: int) -> tuple[int, int] | None:
        """The tokens of a name right behind a title, or of a full name behind a comma that another mark closes."""
        if token >= self.stop:
            return None
        comma = self.tokens.words[token] == ","
        at = token + 1 if comma else token
        if at >= self.stop:
            return None
        if honorific := self.honorific(at):
            at = honorific[1]
        end = self.name_end(at) if at < self.stop else None
        if end is None:
            return None
        if comma and (end - at < _FULL_NAME or end >= self.stop):
            return None
        if comma and self.tokens.words[end] not in _CLOSING and self.reference(end, "host") is None:
            return None
        return at, end

    def _more_persons(self, token: int, title: Title, of: str | None) -> None:
        """Queue the further names of a title in the plural: "Presidents X of one country and Y of another"."""
        at = token
        while at < self.stop and len(self._queue) < _LONGEST_LIST:
            joined = self.reference(at, "and") or (at + 1 if self.tokens.words[at] == "," else None)
            end = self.name_end(joined) if joined and joined < self.stop else None
            if joined is None or end is None:
                return
            owner, _, behind = self._owner_behind(end)
            self._queue.append(Found(joined, behind, "person", name=(joined, end), title=title, of=owner or of))
            at = behind

    def _counterparts_behind(self, token: int, owners: Owner) -> Found | None:
        """ "His Chinese counterpart Wang Yi", "his Greek and French counterparts, X and Y"."""
        end = self.reference(owners.end, "counterpart")
        if end is None:
            return None
        name = self._name_beside(end)
        if name is None or len(owners.ids) > 1:
            found = Found(token, end, "counterpart", of=owners.ids[0], others=owners.ids[1:])
            return self._named_one_by_one(found, owners.ids, end) or found
        return Found(token, name[1], "counterpart", name=name, of=owners.ids[0])

    def _named_one_by_one(self, found: Found, countries: Sequence[str], end: int) -> Found | None:
        """Officials of several countries whose names follow in the same order."""
        at = end
        names: list[tuple[int, int]] = []
        while at < self.stop and len(names) < len(countries):
            joined = self.reference(at, "and") or (at + 1 if self.tokens.words[at] == "," else at)
            after = self.name_end(joined) if joined < self.stop else None
            if after is None:
                break
            names.append((joined, after))
            at = after
        if len(names) != len(countries):
            return None
        (name, of), *rest = zip(names, countries, strict=True)
        first = replace(found, end=name[1], name=name, of=of, others=())
        self._queue += [replace(first, first=name[0], end=name[1], name=name, of=of) for name, of in rest]
        return first

    def _body_behind(self, token: int, owners: Owner) -> Found | None:
        """ "The Turkish Ministry of Foreign Affairs", "Iran's parliament"."""
        if self.gazetteer.knowledge.country(owners.ids[0]) is None:
            return None
        for at in (owners.end, *self._behind_qualities(owners.end)):
            state = self.reference(at, "state") if at < self.stop else None
            head = self.body(at)
            if state is not None and (head is None or state >= head[1]):
                return Found(token, state, "named", entities=owners.ids[:1], others=owners.ids[1:])
            if head is not None:
                return Found(token, head[1], "body", body=head[0], of=owners.ids[0])
        # an organ known by the name of another country's: "the Libyan House of Representatives"
        named = self.name(owners.end) if owners.end < self.stop else None
        organ = self.gazetteer.knowledge.organisations.get(named[0].entity) if named else None
        if named and organ and organ.body and organ.of not in (None, owners.ids[0]):
            return Found(token, named[1], "body", body=organ.body, of=owners.ids[0])
        return None

    def _group_behind(self, token: int, owners: Owner) -> Found | None:
        """ "Iranian officials", "the EU's foreign ministers"."""
        at = owners.end
        for _ in range(_LONGEST_GROUP):
            if (called := self._called(token, at, owners.ids[0])) is not None:
                return called
            head = self.reference(at, "group") if at < self.stop else None
            if head is not None:
                if self.gazetteer.knowledge.country(owners.ids[0]) and (
                    len(owners.ids) > 1 or self.reference(at, "state") == head
                ):
                    return Found(token, head, "named", entities=owners.ids[:1], others=owners.ids[1:])
                return Found(token, head, "group", of=owners.ids[0], name=(token, head))
            following = (
                (self.reference(at, "quality") or self.reference(at, "portfolio") or self.modifiers(at)[1])
                if at < self.stop
                else at
            )
            if following is None or following == at:
                return None
            at = following
        return None

    def _organisation_behind(self, token: int, owners: Owner) -> Found | None:
        """ "The Libyan Football Federation", unless the knowledge base has its name."""
        if len(owners.ids) > 1 or self.gazetteer.knowledge.country(owners.ids[0]) is None:
            return None
        known = self.name(token)
        found = self._organisation(token) if known is None or known[1] <= owners.end else None
        return replace(found, of=owners.ids[0]) if found is not None and found.end > owners.end else None

    # without an owner before it

    def _without_owner(self, token: int, here: PhrasesAt) -> Found | None:
        first = self.tokens.words[token][0]
        found: Found | None = None
        if here.titles or here.modifiers or "portfolio" in here.references:
            found = self._title_alone(token)
        if found is None and "number" in here.references:
            found = self._counted_officials(token)
        if found is None and here.bodies:
            found = self._body_of(token)
        if found is None and here.references:
            found = self._by_reference(token, here)
        if found is None and here.names:
            found = self._named(token)
        if found is None and first.isupper():
            found = self._organisation(token)
        if found is None and (first.isupper() or self.tokens.keys[token] in self.gazetteer.particles):
            found = self._capitals(token)
        return found

    def _by_reference(self, token: int, here: PhrasesAt) -> Found | None:
        references = here.references
        pronoun = self._pronoun(token) if here.pronoun else None
        if pronoun is not None and self._owner_behind(pronoun.end)[0] is not None:
            pronoun = None
        return (
            (self._honoured(token) if here.honorific else None)
            or (self._counterpart_alone(token) if "counterpart" in references else None)
            or (self._of_country(token) if "of_country" in references else None)
            or (self._longer(self._group(token), pronoun) if not _GROUPED.isdisjoint(references) else None)
            or (self._called(token, token, None) if "called" in references else None)
            or (self._named(token) if here.names else None)
            or pronoun
        )

    def _title_alone(self, token: int) -> Found | None:
        """A title without an owner before it: "President Xi", "the president of Ukraine", "the then president"."""
        modifiers, at = self.modifiers(token)
        at = self._skip_hyphen(at)
        title = self._title(at)
        known = self.name(token)
        if title is None or (known is not None and known[1] > title[0]):
            return None
        return self._titled_person(token, at, title, modifiers, None, (), None)

    def _counted_officials(self, token: int) -> Found | None:
        """Officials told of before whose number is given: "the three foreign ministers"."""
        at = self.reference(token, "number") if self._is_definite(token) else None
        title = self._title(at) if at is not None and at < self.stop else None
        if title is None or not title[1].plural or self._owner_behind(title[0])[0] is not None:
            return None
        return Found(token, title[0], "person", title=title[1], definite=True)

    def _body_of(self, token: int) -> Found | None:
        """ "The foreign ministry", "the Ministry of Defence of Russia"."""
        body = self.body(token)
        named = self.name(token)
        if body is None or (named and named[1] > body[1]):
            return None
        title = self._title(self._behind_clitic(body[1]))
        if title is not None:
            return self._titled_person(token, token, title, (), None, (), body[0])
        of, _, end = self._owner_behind(body[1])
        if of is not None and self.reference(token, "state") == body[1] and self.gazetteer.knowledge.country(of):
            return Found(token, end, "named", entities=(of,))
        if of is None and (self.reference(token, "owned") == body[1] or not self._is_definite(token)):
            return None
        return Found(token, end, "body", body=body[0], of=of)

    def _counterpart_alone(self, token: int) -> Found | None:
        head = self.reference(token, "counterpart")
        if head is None:
            return None
        of, others, end = self._owner_behind(head)
        name = self._name_beside(end)
        if name:
            return Found(token, name[1], "counterpart", name=name, of=of)
        return Found(token, end, "counterpart", of=of, others=others) if of else None

    def _group(self, token: int) -> Found | None:
        """A group with its number or its owner behind it: "dozens of protesters", "officials from Iran"."""
        at = token
        counted = many = token > self.start and self.tokens.words[token - 1].isdigit()
        while end := self._many(at):
            counted = counted or self.reference(at, "number") == end
            at, many = end, True
        if at > token and at < self.stop:
            for begin in (at, at + 1):
                owners = self._owners(begin) if begin < self.stop else None
                if owners is not None and (begin == at or self.tokens.keys[at] in self._definite):
                    behind = self._group_behind(begin, owners)
                    if behind is not None:
                        return replace(behind, first=token)
                    return self._members(token, at, owners) if self.reference(at - 1, "of") else None
        head = self.reference(at, "group") if at < self.stop else None
        if at == token and (called := self._called(token, at, None)) is not None:
            return called
        named = self.name(at) if at < self.stop else None
        if named and (head is None or named[1] > head):
            return None
        region = self.reference(at, "region") if at < self.stop else None
        if region and (head is None or region > head):
            return Found(token, region, "group")
        quality = False
        if head is None:
            begin = at
            while begin < self.stop and (more := self.reference(begin, "quality")):
                begin, quality = more, True
            head = self.reference(begin, "group") if quality and begin < self.stop else None
            if head is None:
                return None
        of, others, last = self._owner_behind(head)
        if of and self.gazetteer.knowledge.country(of) and (others or self.reference(at, "state") == head):
            return Found(token, last, "named", entities=(of,), others=others)
        if of is None and not (many and quality) and not self._known_alone(at, head, many, counted):
            return None
        return Found(token, last, "group", of=of, name=(at, last))

    def _members(self, token: int, owner: int, owners: Owner) -> Found | None:
        """ "Members of the European Union": a group named by what it belongs to, unless it is a country itself."""
        if self.gazetteer.knowledge.country(owners.ids[0]) and self._is_state_alone(token, owner):
            return Found(token, owners.end, "named", entities=owners.ids[:1], others=owners.ids[1:])
        return Found(token, owners.end, "group", of=owners.ids[0], name=(token, owners.end))

    def _is_state_alone(self, token: int, owner: int) -> bool:
        """Whether the words up to an owner name those who, with a country beside them, are the country."""
        head = self.reference(token, "state")
        return head is not None and self.reference(head, "of") == owner

    # names

    def _pronoun(self, token: int) -> Found | None:
        """A pronoun, unless a longer name or title begins behind its first small word ("the State Department")."""
        found = super()._pronoun(token)
        if found is None or self.tokens.keys[token] not in self._definite:
            return found
        called = self.reference(token + 1, "called") if token + 1 < self.stop else None
        others = (self.name(token + 1), self.body(token + 1), self.title(token + 1), (called,))
        whole = max((end for one in others if one for end in one if isinstance(end, int)), default=0)
        return None if whole > found.end else found

    def _capitals(self, token: int) -> Found | None:
        found = super()._capitals(token)
        if found is None or found.name is None:
            return found
        described = self._described(found.name[1])
        if described is not None and self._may_be_person(*found.name):
            return replace(
                found,
                kind="person",
                title=described.title,
                of=described.of,
                modifiers=described.modifiers,
                initial=False,
            )
        return found

    def _described(self, token: int) -> Found | None:
        """What a person is said to be behind a comma: "Sergei Lavrov, the Russian foreign minister,"."""
        if token + 1 >= self.stop or self.tokens.words[token] != ",":
            return None
        at = token + 1
        if self.tokens.keys[at] in self._definite and at + 1 < self.stop:
            at += 1
        queue = list(self._queue)
        found = self._with_owner(at) or self._title_alone(at)
        self._queue = queue
        if found is None or found.kind != "person" or found.name is not None or found.others:
            return None
        return found

    def _acts_as_person(self, token: int, end: int) -> bool:
        if not self._may_be_person(token, end):
            return False
        return any(self.reference(end, kind) is not None for kind in _PERSONS if end < self.stop)

    def _description(self, token: int, end: int) -> Title | None:
        return None

    def _starts_other(self, token: int) -> bool:
        """Whether a word that is no part of a person's name stands at a token."""
        if self.reference(token, "no person") is not None:
            return True
        here = self.phrases(token)
        if here.title is not None and self.tokens.words[token][0].isupper() and len(self.tokens.words[token]) > 1:
            return True
        return super()._starts_other(token)

    def name_end(self, token: int) -> int | None:
        """The end of a run of capitalised words at a token; None when its first word is no part of a name."""
        if token >= self.stop:
            return None
        known = self.name(token)
        whole = known[1] if known is not None and known[0].entity_kind == "person" else None
        if whole is None and self._starts_other(token):
            return None
        end = super().name_end(token)
        return whole if end is None or (whole is not None and whole > end) else end


_CLOSING = frozenset(",.;:)–—")
_GROUPED: Final[frozenset[ReferenceKind]] = frozenset({"many", "group", "region"})
_UNNAMED: Final = frozenset(
    {"leader", "spokesperson", "ambassador", "special envoy", "commander", "speaker", "minister"}
)
"""Roles that are no single office, whose bearer a country with the title alone may mean."""
