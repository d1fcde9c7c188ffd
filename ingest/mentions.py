"""Words that stand for actors, found sentence by sentence; who they are is told by `ingest.actors`.

At each word the forms are tried from the most to the least explicit: a title with what follows it, an honorific with a
name, a body of a state, a group, a name of the gazetteer, a pronoun, and last any run of capitalised words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from ingest.gazetteer import Gazetteer, ReferenceKind, Title
from ingest.languages import grammar
from ingest.sentence_phrases import PhrasesAt, SentencePhrases
from ingest.tokens import HYPHENS, Tokens

FoundKind = Literal["named", "person", "body", "group", "pronoun", "capitals", "counterpart"]

_LONGEST_ORGAN = 9
"""Words between the kind of an organ and the country it belongs to."""
_SURNAME = 4
"""Letters of a word that may be a surname at the head of a sentence, where every word has a capital."""
_TITLE_REACH = 4
"""Tokens between the beginning of a title and the name it belongs to when other words stand between."""
_LOOSE: Final = frozenset({"leader", "politician", "candidate", "official", "expert", "military officer"})
"""Roles whose title may have a word between itself and the name."""
_BEFORE_DESCRIPTION: Final = HYPHENS | {","}
_SOMEBODY: Final = Title("", "person")
"""The title of one who is only said to be somebody."""
_GROUPED: Final[frozenset[ReferenceKind]] = frozenset({"many", "group", "region"})
"""References with which the words for a group begin."""


@dataclass(slots=True)
class Found:
    """A mention as found: tokens `first` up to `end`.

    `entities` are ids of the knowledge base that the words may name; `name` the tokens of a person's name (for a body
    that of the person it goes by, who may be a mention behind it); `of` the id of the country or organisation named
    with it, `others` those of further countries whose officials of the same title are meant; `host` the words that tell
    where an envoy is sent to.  An `initial` name is one word at the head of its sentence, which may be no name at all;
    a `definite` title has a word before it that means one told of.  A `full` name has the parts of a
    person's; that of a group is its own.
    """

    first: int
    end: int
    kind: FoundKind
    entities: tuple[str, ...] = ()
    name: tuple[int, int] | None = None
    title: Title | None = None
    modifiers: tuple[str, ...] = ()
    of: str | None = None
    host: str | None = None
    body: str | None = None
    gender: str | None = None
    reference: ReferenceKind | None = None
    others: tuple[str, ...] = ()
    initial: bool = False
    definite: bool = False
    full: bool = False


def find(tokens: Tokens, within: range, gazetteer: Gazetteer) -> list[Found]:
    """Mentions of one sentence from left to right; none inside another."""
    reader = _reader(gazetteer)(tokens, within, gazetteer)
    found: list[Found] = []
    following = within.start
    for token in reader.openings():
        if token < following:
            continue
        mention = reader.read(token)
        if mention is not None:
            if mention.first >= 0:
                found.append(mention)
            following = mention.end
    return found


@lru_cache(maxsize=8)
def _reader(gazetteer: Gazetteer) -> type[Reader]:
    """The reader for the order of a language's words."""
    if grammar(gazetteer.language).owner == "before":
        from ingest.mentions_after_owner import OwnerFirstReader

        return OwnerFirstReader
    return Reader


class Reader(SentencePhrases):
    """Tries the forms of a mention at a token, with the owner of a title or body behind it."""

    def openings(self) -> list[int]:
        """The tokens at which a mention can begin: words that the gazetteer knows, capitals, particles of names."""
        start, stop, particles = self.start, self.stop, self.gazetteer.particles
        here = zip(self._at, self.tokens.words[start:stop], self.tokens.keys[start:stop], strict=False)
        return [
            token
            for token, (phrases, word, key) in enumerate(here, start)
            if phrases.opens or word[0].isupper() or key in particles
        ]

    def read(self, token: int) -> Found | None:
        """The mention that begins at a token; one with `first` -1 only says how far to skip."""
        first = self.tokens.words[token][0]
        here = self._at[token - self.start]
        if not first.isalpha():
            return self._pronoun(token) if first.isdigit() and here.pronoun else None
        found: Found | None = None
        if here.titles or here.modifiers:
            found = self._titled(token)
        if found is None and (here.references or here.bodies):
            found = self._by_reference(token, here)
        elif found is None and here.names:
            found = self._named(token)
        if found is None and (first.isupper() or self.tokens.keys[token] in self.gazetteer.particles):
            found = self._capitals(token)
        return found

    def _by_reference(self, token: int, here: PhrasesAt) -> Found | None:
        """The mention that begins with a word of reference or a body."""
        references = here.references
        pronoun = self._pronoun(token) if here.pronoun else None
        return (
            (self._honoured(token) if here.honorific else None)
            or (self._counterpart(token) if "counterpart" in references else None)
            or (self._body(token) if here.bodies else None)
            or (self._of_country(token) if "of_country" in references else None)
            or (self._longer(self._group(token), pronoun) if not _GROUPED.isdisjoint(references) else None)
            or (self._named(token) if here.names else None)
            or pronoun
        )

    def _longer(self, group: Found | None, pronoun: Found | None) -> Found | None:
        """A group, unless a pronoun of the same words stands there ("the two countries")."""
        return pronoun if group and pronoun and pronoun.end >= group.end else group

    # a title with what follows it

    def _titled(self, token: int) -> Found | None:
        modifiers: tuple[str, ...] = ()
        at = token
        title = self.title(token)
        if title is None:
            modifiers, at = self.modifiers(token)
            title = self.title(at)
        if title is None:
            return None
        end = title[0]
        more, end = self.modifiers(end)
        modifiers += more
        of = host = body = None
        if portfolio := self.reference(end, "portfolio"):
            end = portfolio
        if office := self.body(end):
            body, end = office
        of, end = self.owner(end)
        if of is None and portfolio is None and body is None and (organ := self._organ(end)):
            of, end = organ
        if portfolio is None and body is None and (late := self.reference(end, "portfolio")) and of is None:
            end = late
        more, end = self.modifiers(end)
        modifiers += more
        if (party := self.reference(end, "party")) and self.tokens.words[end][0].isupper() and not self.name(end):
            end = party
        if of and (at_place := self.reference(end, "host")):
            place, after = self.owner(at_place)
            if place:
                host, end = " ".join(self.tokens.words[end:after]).casefold(), after
        payload = self._with_portfolio(title[1], at, portfolio)
        if of is None and body is None and not modifiers and (pair := self.reference(end, "country pair")):
            return Found(token, pair, "person", title=payload, reference="country pair")
        shared = of is not None and (payload.office or payload.role == "leader")
        others, after = self._further_countries(end) if shared else ((), end)
        if others:
            return Found(token, after, "person", title=payload, modifiers=modifiers, of=of, others=others)
        name = self._appositive(end)
        if name:
            return Found(
                token,
                name[1],
                "person",
                name=name[2],
                title=payload,
                modifiers=modifiers,
                of=of,
                host=host,
                body=body,
                gender=name[3],
            )
        leads = payload.role == "leader" and of is not None
        if not (payload.office or leads) and (
            self.reference(at, "group") or (of is None and host is None and body is None)
        ):
            return None
        return Found(token, end, "person", title=payload, modifiers=modifiers, of=of, host=host, body=body)

    def _with_portfolio(self, title: Title, first: int, portfolio: int | None) -> Title:
        """The title together with the field of government behind it."""
        if portfolio is None:
            return title
        for length, known in self.phrases(first).titles:
            if first + length == portfolio:
                return known
        return replace(title, words=" ".join(self.tokens.words[first:portfolio]).casefold())

    def _organ(self, token: int) -> tuple[str | None, int] | None:
        """An organ that a title belongs to, told by its kind and what it does: its country, if any, and its end."""
        if (at := self.reference(token, "organ")) is None:
            return None
        end = at
        for step in range(at, min(at + _LONGEST_ORGAN, self.stop)):
            name = self.name(step)
            if name and name[0].entity_kind == "country":
                return name[0].entity, name[1]
            if step > at and ((name and name[0].entity_kind == "person") or self._is_foreign_name(step)):
                return None, step
            if not self.tokens.words[step][0].isalpha():
                break
            end = step + 1
        return None, end

    def _is_foreign_name(self, token: int) -> bool:
        """Whether two capitalised words without any diacritics stand in a row."""
        pair = self.tokens.words[token : min(token + 2, self.stop)]
        return len(pair) == 2 and all(word.isascii() and word.isalpha() and word[0].isupper() for word in pair)

    def _further_countries(self, token: int) -> tuple[tuple[str, ...], int]:
        """Countries that go on a list whose first one ends at a token: the last is joined by a word or a hyphen."""
        found: list[str] = []
        end = at = token
        while at < self.stop:
            joined = self.reference(at, "and")
            hyphen = self.tokens.words[at] in HYPHENS
            if joined is None and not hyphen and self.tokens.words[at] != ",":
                break
            name = self.name(joined or at + 1)
            if name is None or name[0].entity_kind != "country":
                break
            found.append(name[0].entity)
            at = name[1]
            if joined or hyphen:
                return tuple(found), at
        return (), end

    def _appositive(self, token: int) -> tuple[int, int, tuple[int, int], str | None] | None:
        """A name right behind, or behind a comma with an honorific: where it begins, ends, its tokens, its gender."""
        at = token
        if at < self.stop and self.tokens.words[at] == ",":
            honorific = self.honorific(at + 1)
            if honorific is None:
                return None
            at += 1
        gender = None
        if honorific := self.honorific(at):
            gender, at = honorific
        end = self.name_end(at)
        if end is None:
            return None
        return token, end, (at, end), gender

    def _honoured(self, token: int) -> Found | None:
        honorific = self.honorific(token)
        if honorific is None:
            return None
        end = self.name_end(honorific[1])
        if end is None:
            return None
        return Found(token, end, "person", name=(honorific[1], end), gender=honorific[0])

    def _counterpart(self, token: int) -> Found | None:
        head = self.reference(token, "counterpart")
        if head is None:
            return None
        of, end = self.owner(head)
        others, after = self._further_countries(end) if of else ((), end)
        if others:
            return Found(token, after, "counterpart", of=of, others=others)
        name = self._appositive(end)
        if name:
            return Found(token, name[1], "counterpart", name=name[2], of=of, gender=name[3])
        return Found(token, end, "counterpart", of=of) if of else None

    # bodies and groups

    def _body(self, token: int) -> Found | None:
        body = self.body(token)
        named = self.name(token)
        if body is None or (named and named[1] > body[1]):
            return None
        of, end = self.owner(body[1])
        if of is None and self.reference(token, "owned") == body[1]:
            return None
        leader = self._namesake(end) if of is None else None
        if leader is None or self.tokens.words[token][0].isdigit():
            return Found(token, end, "body", body=body[0], of=of)
        # a titled name right behind the body is part of its own
        behind = leader.end if leader.title and leader.first == end else end
        return Found(token, behind, "body", body=body[0], of=leader.of, name=leader.name)

    def _namesake(self, token: int) -> Found | None:
        """The person by whose name a body goes: "chính quyền Trump", "chính phủ của bà May"."""
        at = self.reference(token, "of") or token
        titled = self._titled(at)
        if titled and titled.name:
            return titled
        end = self.name_end(at)
        return self._honoured(at) or (Found(at, end, "person", name=(at, end)) if end else None)

    def _of_country(self, token: int) -> Found | None:
        head = self.reference(token, "of_country")
        if head is None:
            return None
        name = self.name(head)
        if name and name[0].entity_kind == "country":
            return Found(token, name[1], "named", entities=(name[0].entity,))
        return None

    def _group(self, token: int) -> Found | None:
        many = counted = token > self.start and self.tokens.words[token - 1].isdigit()
        at = token
        while end := self._many(at):
            counted = counted or self.reference(at, "number") == end
            at, many = end, True
        head = self.reference(at, "group")
        named = self.name(at)
        if named and (head is None or named[1] > head):
            return None
        region = self.reference(at, "region")
        if region and (head is None or region > head):
            return Found(token, region, "group")
        if head is None:
            return None
        end = last = head
        of = None
        quality = False
        for _ in range(4):
            if more := self.reference(end, "quality") or self.reference(end, "region"):
                end = last = more
                quality = True
                continue
            of, after = self.owner(end)
            if of:
                last = after
                break
            if (more := self.reference(end, "of")) is None:
                break
            end = more
        if of is None and self.reference(at, "team") == head and (led := self._led_by(head)):
            return led if token == led.first else replace(led, first=token)
        if of is None and not (many and quality) and not self._known_alone(at, head, many, counted):
            return None
        return Found(token, last, "group", of=of, name=(at, last))

    def _known_alone(self, token: int, head: int, many: bool, counted: bool) -> bool:
        """Whether a noun for a group needs nothing behind it, given what stands before it."""
        kinds: tuple[ReferenceKind, ...] = ("alone", "plural", "counted")
        return any(
            self.reference(token, kind) == head
            for kind, enough in zip(kinds, (True, many, counted), strict=True)
            if enough
        )

    def _led_by(self, head: int) -> Found | None:
        """A group named by the person it belongs to, right behind it or behind a word of belonging."""
        end = head
        while more := self.reference(end, "quality"):
            end = more
        belongs = self.reference(end, "of")
        person = self._titled(belongs or end) or self._honoured(belongs or end)
        if person is None and belongs:
            name = self.name(belongs)
            if name and name[0].entity_kind == "person":
                person = Found(belongs, name[1], "person")
        if person is None or person.kind != "person" or (belongs is None and person.name is None):
            return None
        return Found(head, person.end, "group", of=person.of)

    def _many(self, token: int) -> int | None:
        """The end of a word of number at a token, unless a longer noun for a group begins with it."""
        end = self.reference(token, "many")
        return None if end is None or (self.reference(token, "group") or 0) > end else end

    # names

    def _named(self, token: int) -> Found | None:
        name = self.name(token)
        if name is None:
            blocked = self.phrases(token).blocked
            return Found(-1, token + blocked, "named") if blocked else None
        if name[0].entity_kind == "person":
            end = self.name_end(token) or name[1]
            if end > name[1] and not self._more_of_person(token, end):
                end = name[1]
            return Found(token, end, "capitals", name=(token, end))
        end = name[1]
        # an abbreviation in brackets behind the name belongs to it
        if end + 2 < self.stop and self.tokens.words[end] == "(" and self.tokens.words[end + 2] == ")":
            again = self.name(end + 1)
            if again and again[0].entity == name[0].entity:
                end += 3
        return Found(token, end, "named", entities=(name[0].entity,))

    def _more_of_person(self, token: int, end: int) -> bool:
        text = " ".join(self.tokens.words[token:end])
        return bool(self.gazetteer.knowledge.persons_by_name(text))

    def _pronoun(self, token: int) -> Found | None:
        best = self.phrases(token).pronoun
        if best is None:
            return None
        honorific = self.honorific(token)
        end = token + best[0]
        return Found(token, end, "pronoun", reference=best[1], gender=honorific[0] if honorific else None)

    def _capitals(self, token: int) -> Found | None:
        end = self.name_end(token)
        if end is None or (end - token == 1 and token == self.start and not self._may_be_surname(token)):
            return None
        described = self._description(token, end)
        kind: FoundKind = "person" if described or self._acts_as_person(token, end) else "capitals"
        initial = end - token == 1 and token == self.start
        full = self._may_be_person(token, end)
        return Found(token, end, kind, name=(token, end), title=described or None, initial=initial, full=full)

    def _may_be_surname(self, token: int) -> bool:
        """Whether a word at the head of a sentence looks foreign enough to be a name."""
        word = self.tokens.words[token]
        return len(word) >= _SURNAME and word.isascii()

    def _may_be_person(self, token: int, end: int) -> bool:
        """Whether a run of capitalised words has the parts of a full name, and is not a place or a paper."""
        if end - token < 2 or any(self.reference(at, "no person") for at in range(token, end)):
            return False
        return token == self.start or self.reference(token - 1, "not before person") is None

    def _acts_as_person(self, token: int, end: int) -> bool:
        """Whether a title a word or two before a name, or what is done right behind it, is said of persons only."""
        if not self._may_be_person(token, end):
            return False
        if self.reference(end, "person act"):
            return True
        at = token - 1
        while at > max(self.start, token - _TITLE_REACH) and self.tokens.words[at].islower():
            at -= 1
            if any(title.role in _LOOSE and at + length <= token for length, title in self.phrases(at).titles):
                return True
        return False

    def _description(self, token: int, end: int) -> Title | None:
        """What a person of that name is said to be behind a comma or dash; a title with its own name is another's."""
        if end + 1 >= self.stop or not self._may_be_person(token, end):
            return None
        if self.tokens.words[end] not in _BEFORE_DESCRIPTION:
            return None
        if self.reference(end + 1, "person noun"):
            return _SOMEBODY
        title = self.title(end + 1)
        if title is None:
            return None
        whole = self._titled(end + 1)
        return None if whole and whole.name else title[1]

    # references
