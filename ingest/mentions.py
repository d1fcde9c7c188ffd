"""Words that stand for actors, found sentence by sentence; who they are is told by `ingest.actors`.

At each word the forms are tried from the most to the least explicit: a title with what follows it, an honorific with a
name, a body of a state, a group, a name of the gazetteer, a pronoun, and last any run of capitalised words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from ingest.gazetteer import BodyHead, Gazetteer, Lookalike, Modifier, Reference, ReferenceKind, Title, Word
from ingest.knowledge.model import Name
from ingest.lexicon import Hit
from ingest.tokens import HYPHENS, Tokens

FoundKind = Literal["named", "person", "body", "group", "pronoun", "capitals", "counterpart"]

_LONGEST_NAME = 6
_PRONOUNS: Final[frozenset[ReferenceKind]] = frozenset({"pair", "country", "organisation", "person"})


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as found: tokens `first` up to `end`.

    `entities` are ids of the knowledge base that the words may name; `name` the tokens of a person's name; `of` the
    id of the country or organisation named with it; `host` the words that tell where an envoy is sent to.
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


def find(tokens: Tokens, within: range, gazetteer: Gazetteer) -> list[Found]:
    """Mentions of one sentence from left to right; none inside another."""
    reader = _Reader(tokens, within, gazetteer)
    found: list[Found] = []
    token = within.start
    while token < within.stop:
        mention = reader.read(token)
        if mention is None:
            token += 1
        else:
            if mention.first >= 0:
                found.append(mention)
            token = max(mention.end, token + 1)
    return found


class _Words:
    """Phrases that begin at one token, by what they are, shortest first."""

    __slots__ = ("bodies", "modifiers", "names", "references", "titles")

    def __init__(self, hits: list[Hit[Word]]) -> None:
        self.names = [hit for hit in hits if isinstance(hit.payload, (Name, Lookalike))]
        self.titles: list[tuple[int, Title]] = []
        self.references: list[tuple[int, ReferenceKind]] = []
        self.bodies: list[tuple[int, str]] = []
        self.modifiers: list[tuple[int, str]] = []
        for hit in hits:
            payload = hit.payload
            if isinstance(payload, Title):
                self.titles.append((hit.end, payload))
            elif isinstance(payload, Reference):
                self.references.append((hit.end, payload.kind))
            elif isinstance(payload, BodyHead):
                self.bodies.append((hit.end, payload.body))
            elif isinstance(payload, Modifier):
                self.modifiers.append((hit.end, payload.kind))


_NOTHING = _Words([])


class _Reader:
    """Tries the forms of a mention at a token."""

    def __init__(self, tokens: Tokens, within: range, gazetteer: Gazetteer) -> None:
        self.tokens = tokens
        self.start = within.start
        self.stop = within.stop
        self.gazetteer = gazetteer
        self._known: dict[int, _Words] = {}

    def read(self, token: int) -> Found | None:
        """The mention that begins at a token; one with `first` -1 only says how far to skip."""
        if not self._may_begin(token):
            return None
        return (
            self._titled(token)
            or self._honoured(token)
            or self._counterpart(token)
            or self._body(token)
            or self._of_country(token)
            or self._group(token)
            or self._named(token)
            or self._pronoun(token)
            or self._capitals(token)
        )

    def _may_begin(self, token: int) -> bool:
        """Whether any form can begin at a token: it has a capital, or the gazetteer knows a phrase that begins so."""
        first = self.tokens.words[token][0]
        if not first.isalpha():
            return False
        key = self.tokens.keys[token]
        return first.isupper() or self.gazetteer.words.may_begin(key) or key in self.gazetteer.particles

    def _words(self, token: int) -> _Words:
        """All phrases of the gazetteer that begin at a token, shortest first, by what they are."""
        found = self._known.get(token)
        if found is None:
            found = _NOTHING
            if token < self.stop and self.gazetteer.words.may_begin(self.tokens.keys[token]):
                hits = list(self.gazetteer.words.at(self.tokens, token, self.stop))
                if hits:
                    found = _Words(hits)
            self._known[token] = found
        return found

    # a title with what follows it

    def _titled(self, token: int) -> Found | None:
        modifiers: tuple[str, ...] = ()
        at = token
        title = self._title(token)
        if title is None:
            modifiers, at = self._modifiers(token)
            title = self._title(at)
        if title is None:
            return None
        end = title[0]
        more, end = self._modifiers(end)
        modifiers += more
        of = host = body = None
        if portfolio := self._reference(end, "portfolio"):
            end = portfolio
        if office := self._body_at(end):
            body, end = office
        of, end = self._owner(end)
        if portfolio is None and body is None and (late := self._reference(end, "portfolio")) and of is None:
            end = late
        more, end = self._modifiers(end)
        modifiers += more
        if of and (at_place := self._reference(end, "host")):
            place, after = self._owner(at_place)
            if place:
                host, end = " ".join(self.tokens.words[end:after]).casefold(), after
        name = self._appositive(end)
        payload = self._with_portfolio(title[1], at, portfolio)
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
        if not payload.office and (self._reference(at, "group") or (of is None and host is None and body is None)):
            return None
        return Found(token, end, "person", title=payload, modifiers=modifiers, of=of, host=host, body=body)

    def _with_portfolio(self, title: Title, first: int, portfolio: int | None) -> Title:
        """The title together with the field of government behind it."""
        if portfolio is None:
            return title
        for end, known in self._words(first).titles:
            if end == portfolio:
                return known
        return replace(title, words=" ".join(self.tokens.words[first:portfolio]).casefold())

    def _title(self, token: int) -> tuple[int, Title] | None:
        """The longest title at a token, with its end; one of the language before one of an office."""
        titles = self._words(token).titles
        return next(item for item in titles if item[0] == titles[-1][0]) if titles else None

    def _modifiers(self, token: int) -> tuple[tuple[str, ...], int]:
        found: list[str] = []
        while token < self.stop:
            words = self._words(token).modifiers
            if not words:
                break
            token, modifier = words[-1]
            found.append(modifier)
        return tuple(found), token

    def _owner(self, token: int) -> tuple[str | None, int]:
        """The country or organisation named at a token, after a word of belonging or none."""
        at = token
        if end := self._reference(token, "of"):
            at = end
        name = self._name_at(at)
        if name and name[0].entity_kind != "person":
            return name[0].entity, name[1]
        body = self._body_at(at)
        if body:
            owner = self._name_at(body[1])
            if owner and owner[0].entity_kind == "country":
                return owner[0].entity, owner[1]
        return None, token

    def _appositive(self, token: int) -> tuple[int, int, tuple[int, int], str | None] | None:
        """A name right behind, or behind a comma with an honorific: where it begins, ends, its tokens, its gender."""
        at = token
        if at < self.stop and self.tokens.words[at] == ",":
            honorific = self._honorific(at + 1)
            if honorific is None:
                return None
            at += 1
        gender = None
        if honorific := self._honorific(at):
            gender, at = honorific
        end = self._name_end(at)
        if end is None:
            return None
        return token, end, (at, end), gender

    def _honorific(self, token: int) -> tuple[str, int] | None:
        for kind in ("man", "woman"):
            if end := self._reference(token, kind):
                return kind, end
        return None

    def _honoured(self, token: int) -> Found | None:
        honorific = self._honorific(token)
        if honorific is None:
            return None
        end = self._name_end(honorific[1])
        if end is None:
            return None
        return Found(token, end, "person", name=(honorific[1], end), gender=honorific[0])

    def _counterpart(self, token: int) -> Found | None:
        head = self._reference(token, "counterpart")
        if head is None:
            return None
        of, end = self._owner(head)
        name = self._appositive(end)
        if name:
            return Found(token, name[1], "counterpart", name=name[2], of=of, gender=name[3])
        return Found(token, end, "counterpart", of=of) if of else None

    # bodies and groups

    def _body_at(self, token: int) -> tuple[str, int] | None:
        bodies = self._words(token).bodies
        return (bodies[-1][1], bodies[-1][0]) if bodies else None

    def _body(self, token: int) -> Found | None:
        body = self._body_at(token)
        named = self._name_at(token)
        if body is None or (named and named[1] > body[1]):
            return None
        of, end = self._owner(body[1])
        if of is None:
            leader = self._titled(end)
            if leader and leader.name and not self.tokens.words[token][0].isdigit():
                end = leader.end
        return Found(token, end, "body", body=body[0], of=of)

    def _of_country(self, token: int) -> Found | None:
        head = self._reference(token, "of_country")
        if head is None:
            return None
        name = self._name_at(head)
        if name and name[0].entity_kind == "country":
            return Found(token, name[1], "named", entities=(name[0].entity,))
        return None

    def _group(self, token: int) -> Found | None:
        many = False
        at = token
        while end := self._reference(at, "many"):
            at, many = end, True
        head = self._reference(at, "group")
        region = self._reference(at, "region")
        if region and (head is None or region > head):
            return Found(token, region, "group")
        if head is None:
            return None
        end = last = head
        of = None
        quality = False
        for _ in range(4):
            if more := self._reference(end, "quality") or self._reference(end, "region"):
                end = last = more
                quality = True
                continue
            of, after = self._owner(end)
            if of:
                last = after
                break
            if (more := self._reference(end, "of")) is None:
                break
            end = more
        if of is None and not (many and quality):
            return None
        return Found(token, last, "group", of=of)

    # names

    def _name_at(self, token: int) -> tuple[Name, int] | None:
        """The longest name of the gazetteer at a token that its letters and neighbours allow."""
        best: tuple[Name, int] | None = None
        blocked = 0
        for hit in self._words(token).names:
            if isinstance(hit.payload, Lookalike):
                blocked = hit.end
            elif isinstance(hit.payload, Name) and self._allowed(hit.payload, hit.first, hit.end):
                best = (hit.payload, hit.end)
        if blocked and (best is None or blocked >= best[1]):
            return None
        return best

    def _allowed(self, name: Name, begin: int, end: int) -> bool:
        words = self.tokens.words
        first = words[begin]
        if name.text[0].isupper() and not first[0].isupper() and (name.exact_case or end - begin < 3):
            return False
        if name.exact_case and len(name.text) <= 4 and name.text.isupper() and not first.isupper():
            return False
        if (
            name.exact_case
            and end - begin > 1
            and not words[end - 1][0].isupper()
            and name.text.split()[-1][0].isupper()
        ):
            return False
        if name.kind == "short" and not self._in_compound(begin, end):
            return False
        if name.ambiguity:
            before = words[begin - 1] if begin > self.start else ""
            after = words[end] if end < self.stop else ""
            if before in name.ambiguity.not_after or before.lower() in name.ambiguity.not_after:
                return False
            if after in name.ambiguity.not_before or after.lower() in name.ambiguity.not_before:
                return False
        return True

    def _in_compound(self, begin: int, end: int) -> bool:
        words = self.tokens.words
        before = begin - 1 > self.start and words[begin - 1] in HYPHENS and words[begin - 2][0].isupper()
        after = end + 1 < self.stop and words[end] in HYPHENS and words[end + 1][0].isupper()
        return before or after

    def _named(self, token: int) -> Found | None:
        name = self._name_at(token)
        if name is None:
            blocked = [hit.end for hit in self._words(token).names if isinstance(hit.payload, Lookalike)]
            return Found(-1, max(blocked), "named") if blocked else None
        if name[0].entity_kind == "person":
            end = self._name_end(token) or name[1]
            if end > name[1] and not self._more_of_person(token, end):
                end = name[1]
            return Found(token, end, "capitals", name=(token, end))
        end = name[1]
        # an abbreviation in brackets behind the name belongs to it
        if end + 2 < self.stop and self.tokens.words[end] == "(" and self.tokens.words[end + 2] == ")":
            again = self._name_at(end + 1)
            if again and again[0].entity == name[0].entity:
                end += 3
        return Found(token, end, "named", entities=(name[0].entity,))

    def _more_of_person(self, token: int, end: int) -> bool:
        text = " ".join(self.tokens.words[token:end])
        return bool(self.gazetteer.knowledge.persons_by_name(text))

    def _pronoun(self, token: int) -> Found | None:
        best: tuple[int, ReferenceKind] | None = None
        for end, kind in self._words(token).references:
            if kind in _PRONOUNS and (best is None or end >= best[0]):
                best = end, kind
        if best is None:
            return None
        honorific = self._honorific(token)
        return Found(token, best[0], "pronoun", reference=best[1], gender=honorific[0] if honorific else None)

    def _capitals(self, token: int) -> Found | None:
        end = self._name_end(token)
        if end is None or (end - token == 1 and token == self.start):
            return None
        return Found(token, end, "capitals", name=(token, end))

    def _name_end(self, token: int) -> int | None:
        """The end of a run of capitalised words with its hyphens, particles and initials; None when none begins."""
        words = self.tokens.words
        if token >= self.stop or not words[token][0].isupper() or not words[token].isalpha():
            return self._particle_name(token)
        end = at = token + 1
        count = 1
        while at < self.stop and count < _LONGEST_NAME:
            word = words[at]
            if word in HYPHENS and at + 1 < self.stop and self._joins(at):
                if words[at + 1][0].isupper() and self._starts_other(at + 1):
                    break
                end = at = at + 2
                count += 1
            elif word[0].isupper() and word.isalpha():
                if self._starts_other(at):
                    break
                end = at = at + 1
                count += 1
            elif self._inside_name(at):
                at += 1
            else:
                break
        return end

    def _inside_name(self, token: int) -> bool:
        """Whether a stop after an initial or a small word of names stands between two parts of a name."""
        words = self.tokens.words
        if token + 1 >= self.stop:
            return False
        if words[token] == "." and len(words[token - 1]) == 1:
            return words[token + 1][0].isupper()
        return self.tokens.keys[token] in self.gazetteer.particles and self._after_particle(token + 1)

    def _particle_name(self, token: int) -> int | None:
        if token + 1 >= self.stop or self.tokens.keys[token] not in self.gazetteer.particles:
            return None
        after = token + 1
        if self.tokens.words[after] in HYPHENS:
            after += 1
        if after < self.stop and self.tokens.words[after][0].isupper():
            return self._name_end(after)
        return None

    def _after_particle(self, token: int) -> bool:
        words = self.tokens.words
        if words[token] in HYPHENS:
            return token + 1 < self.stop and words[token + 1][0].isupper()
        return words[token][0].isupper()

    def _joins(self, hyphen: int) -> bool:
        """Whether a hyphen stands inside a name: small letters follow it, or no space is beside it."""
        words, tokens = self.tokens.words, self.tokens
        following = words[hyphen + 1]
        if not following.isalpha():
            return False
        tight = tokens.ends[hyphen - 1] == tokens.starts[hyphen] and tokens.ends[hyphen] == tokens.starts[hyphen + 1]
        return (
            following[0].islower()
            or tight
            or (len(words[hyphen - 1]) <= 7 and len(following) <= 5 and hyphen - 1 > self.start)
        )

    def _starts_other(self, token: int) -> bool:
        name = self._name_at(token)
        return name is not None and name[0].entity_kind != "person" and name[0].kind != "short"

    # references

    def _reference(self, token: int, kind: ReferenceKind) -> int | None:
        """The end of the longest reference word of a kind at a token."""
        best = None
        for end, found in self._words(token).references:
            if found == kind:
                best = end
        return best
