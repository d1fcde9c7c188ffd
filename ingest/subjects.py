"""Which actors are the subject of a verb, its object, or the owner of a noun, by the order of words.

For a language with a fixed order of words and a file `subjects.yaml` in its pack.  From the verb on the words are read
backwards: over auxiliaries and adverbs, over what stands between commas, from a relative pronoun to what it stands for,
from a joined verb to the one before it, from an infinitive to the verb that it hangs on, until actors are met.  What
was met on the way is told with them, since some ways are surer than others.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ingest.candidates import WHOLE, Candidate
from ingest.languages import SubjectWords
from ingest.reading import Mention, Reading, SentenceReading

_STEPS: Final = 6
"""Verbs that may be passed on the way from a verb to its subject."""
_OBJECT_REACH: Final = 5
"""Words between a verb and its object, or between the word for the doer and the doer."""
_LEAST_PARTICIPLE: Final = 5
"""Letters of a word without entry that may be a verb by its ending."""

_HANGING: Final = frozenset({"relative", "hanging", "participle", "opening", "to"})
"""Ways to the subject of a verb that is not the first one of its sentence."""

_BREAKS: Final = frozenset(",;:()–—…")
_QUOTES: Final = frozenset("“”«»‘’\"'")


class Related(NamedTuple):
    """How actors stand to a word for an act, by the id of the actor, and the way to its subject, who may be none."""

    sides: dict[str, str]
    way: str


class Standing(NamedTuple):
    """How a word for an act stands among the words beside it.

    `noun` tells that a noun stands there; `tense` is what the auxiliaries of a verb make of it, `beside` what stands
    before those and behind the word.  `way` leads to the subject, `subject` is who that is, None when it is no actor.
    """

    noun: bool
    tense: str
    beside: str
    way: str
    subject: Mention | None


def related(reading: Reading, candidate: Candidate, passive: bool) -> Related | None:
    """How actors stand to the words of a candidate; None in a language whose pack does not tell."""
    words = reading.grammar.subjects
    return None if words is None else subjects_of(reading, candidate.sentence, words).of(candidate, passive)


def subjects_of(reading: Reading, sentence: SentenceReading, words: SubjectWords) -> SubjectReader:
    """The reader of a sentence, made once."""
    if sentence.subjects is None:
        sentence.subjects = SubjectReader(reading, sentence, words)
    return sentence.subjects


class SubjectReader:
    """The words of one sentence by what they are to the verbs among them.

    Codes: M part of a mention, `,` a break, Q a quotation mark, R relative, T before an infinitive, C joining, S
    beginning a clause, P preposition, A auxiliary or adverb, Z time, D before a noun, V verb, X any other.
    """

    def __init__(self, reading: Reading, sentence: SentenceReading, words: SubjectWords) -> None:
        self._words = words
        self._sentence = sentence
        self._keys = reading.tokens.keys
        self._texts = reading.tokens.words
        self._first, self._end = sentence.first, sentence.end
        self._ending: dict[int, Mention] = {}
        self._codes = ["X"] * (self._end - self._first)
        for token in range(self._first, self._end):
            self._codes[token - self._first] = self._code_of_word(token)
        for first, behind, _ in sentence.times:
            if first > self._first and self._code(first - 1) == "P":
                first -= 1
            for token in range(first, min(behind, self._end)):
                self._codes[token - self._first] = "Z"
        for mention in sentence.mentions:
            self._ending[mention.end - 1] = mention
            for token in range(mention.first, min(mention.end, self._end)):
                self._codes[token - self._first] = "M"
        for act in sentence.acts:
            if not act.noun and not self._is_noun(act.first, act.form):
                self._codes[act.first - self._first] = "V"
        for mark in sentence.marks:
            if mark.role in ("says", "light") and self._code(mark.first) == "X" and not self._is_noun(mark.first, ""):
                self._codes[mark.first - self._first] = "V"

    def of(self, candidate: Candidate, passive: bool) -> Related:
        """How the actors of the sentence stand to a candidate; those without an entry are neither."""
        if candidate.phrase == WHOLE:
            found, way = self._of_sentence()
            return Related({mention.actor: f"doer {way}" for mention in found}, way)
        sides: dict[str, str] = {}
        first, end = candidate.first, candidate.trigger_end
        reach = _OBJECT_REACH
        if candidate.noun or self._is_noun(first, candidate.form):
            found, way = self._owner(first)
            if not found:
                before = self._verb_before(first - 1)
                found, way = self._subject(before, _STEPS) if before is not None else ([], "")
                way = f"of verb {way}"
        else:
            found, way = self._subject(first, _STEPS)
            reach = _OBJECT_REACH if passive else 1
            if not passive and (met := self._object(end)) is not None:
                sides |= {one.actor: "object" for one in self._meant(met)}
        side = "patient" if passive else "doer"
        for mention in found:
            sides[mention.actor] = f"{side} {way}"
        for mention in self._agents(end, reach):
            sides[mention.actor] = "agent"
        return Related(sides, way)

    def standing(self, candidate: Candidate) -> Standing:
        """How the word of a candidate stands in its sentence."""
        if candidate.phrase == WHOLE:
            found, way = self._of_sentence()
            return Standing(False, "", "", way, found[-1] if found else None)
        first, end = candidate.first, candidate.trigger_end
        behind = self._code(end) if end < self._end else ""
        if candidate.noun or self._is_noun(first, candidate.form):
            before = self._code(first - 1) if first > self._first else ""
            found, way = self._owner(first)
            return Standing(True, "", f"{before} {behind}", way, found[-1] if found else None)
        at = self._before_helpers(first)
        tenses = self._words.tenses
        tense = [tenses[key] for key in self._keys[at + 1 : first] if key in tenses]
        before = self._code(at) if at >= self._first else ""
        found, way = self._subject(first, _STEPS)
        return Standing(False, " ".join(tense), f"{before} {behind}", way, found[-1] if found else None)

    def subject(self, candidate: Candidate) -> list[Mention]:
        """The subject of a candidate that is a verb, the owner of one that is a noun."""
        first = candidate.first
        if candidate.noun or self._is_noun(first, candidate.form):
            return self._owner(first)[0]
        return self._subject(first, _STEPS)[0]

    def is_plain(self, begin: int, stop: int) -> bool:
        """Whether no clause, verb or joining word stands in a stretch but one that tells what is said."""
        told = {mark.first for mark in self._sentence.marks if mark.role == "that"}
        return all(self._code(token) not in "SVCR" or token in told for token in range(begin, stop))

    def begins_object(self, token: int) -> bool:
        """Whether what is said, or an actor, begins at a token."""
        return token < self._end and self._code(token) in "MQ"

    def of_verb(self, verb: int) -> list[Mention]:
        """The subject of the verb at a token."""
        return self._subject(verb, _STEPS)[0]

    def _of_sentence(self) -> tuple[list[Mention], str]:
        """The subject of the first verb that does not hang on another one."""
        for token in range(self._first, self._end):
            if self._code(token) == "V":
                found, way = self._subject(token, _STEPS)
                if found and way.partition(" ")[0] not in _HANGING:
                    return found, f"whole {way}"
        return [], "whole"

    # words

    def _code_of_word(self, token: int) -> str:
        text, key, words = self._texts[token], self._keys[token], self._words
        if text in _BREAKS:
            return ","
        if text in _QUOTES:
            return "Q"
        for code, keys in (
            ("R", words.relative), ("T", words.infinitive), ("C", words.coordinating), ("S", words.subordinating),
            ("P", words.prepositions), ("A", words.auxiliary), ("D", words.determiners),
        ):  # fmt: skip
            if key in keys:
                return code
        if not text[0].isupper() and key.endswith(words.adverb_endings):
            return "A"
        regular = len(key) >= _LEAST_PARTICIPLE and key.endswith(words.verb_endings)
        if text[0].islower() and (regular or key in words.irregular):
            return "V" if token == self._first or self._keys[token - 1] not in words.determiners else "X"
        return "X"

    def _code(self, token: int) -> str:
        return self._codes[token - self._first]

    def _is_noun(self, token: int, form: str) -> bool:
        """Whether a word that may be a verb or a noun stands where a noun does."""
        if token == self._first:
            return form in ("", "s")
        before, code = self._keys[token - 1], self._code(token - 1)
        if before in self._words.determiners and code == "D":
            return True
        if form in self._words.unfinished:
            return False
        if form == "s":
            return code in "PSCXD"
        if form == "base":
            mention = self._ending.get(token - 1)
            if mention is not None and mention.form not in ("group", "pronoun", "title"):
                return len(self._with_list(mention)) == 1
            return code in "PXDZ" or (code == "A" and before not in self._words.plain)
        return code in "PD"

    # subjects

    def _subject(self, verb: int, steps: int) -> tuple[list[Mention], str]:
        """The subject of a verb, and the way to it; nobody when there is none, or none that is an actor."""
        if steps == 0:
            return [], "far"
        if (behind := self._inverted(verb)) is not None:
            return [behind], "behind"
        return self._from(verb, self._before_helpers(verb), steps)

    def _from(self, verb: int, at: int, steps: int) -> tuple[list[Mention], str]:
        """The same from the token before the verb and its auxiliaries on."""
        if at < self._first:
            return self._after_opening(verb)
        code = self._code(at)
        if code == "T":
            return self._of_infinitive(at, steps)
        if code == "C":
            found, way = self._of_verb_before(at - 1, steps)
            return found, f"joined {way}"
        if code == "R":
            return self._antecedent(at - 1)
        if code == ",":
            return self._behind_break(verb, at, steps)
        if code == "P" and not self._keys[verb].endswith(self._words.continuing):
            return self._noun_ending(at - 1)
        if code == "P" or (code == "S" and self._keys[verb].endswith(self._words.verb_endings)):
            found, way = self._of_verb_before(at - 1, steps)
            if not found:
                found, way = self._after_opening(verb)
            return found, f"hanging {way}"
        if code in "SV":
            return [], "clause" if code == "S" else "verb"
        if self._keys[at] in self._words.pronouns and self._code(at) == "X":
            return self._of_pronoun(at, steps)
        return self._noun_ending(at)

    def _before_helpers(self, verb: int) -> int:
        """The token before a verb with its auxiliaries and adverbs; a word of time may stand among them."""
        at = verb - 1
        while at >= self._first:
            code = self._code(at)
            if code not in "AQZ" and not (code == "S" and at > self._first and self._code(at - 1) == "A"):
                break
            at -= 1
        return at

    def _of_pronoun(self, at: int, steps: int) -> tuple[list[Mention], str]:
        """Who a pronoun stands for that no mention was found for: the subject of the verb before it."""
        found, way = self._of_verb_before(at - 1, steps)
        return found, f"pronoun {way}"

    def _inverted(self, verb: int) -> Mention | None:
        """Who stands right behind a verb of saying that follows a quotation."""
        if verb == self._first or self._code(verb - 1) not in ",Q":
            return None
        if not any(mark.role == "says" and mark.first == verb for mark in self._sentence.marks):
            return None
        if not (verb - 2 < self._first or self._sentence.is_quoted(verb - 2) or self._code(verb - 1) == "Q"):
            return None
        return next((mention for mention in self._sentence.mentions if verb < mention.first <= verb + 2), None)

    def _after_opening(self, verb: int) -> tuple[list[Mention], str]:
        """The subject of a verb without one before it: who stands behind the comma that ends its phrase."""
        for token in range(verb, self._end - 1):
            if self._code(token) == ",":
                found = [mention for mention in self._sentence.mentions if token < mention.first <= token + 3]
                return (self._with_list(found[0]) if found else []), "opening"
        return [], "none"

    def _of_infinitive(self, at: int, steps: int) -> tuple[list[Mention], str]:
        """The subject of the infinitive whose particle stands at a token."""
        if at > self._first and self._code(at - 1) == "A":
            return self._from(at, self._before_helpers(at), steps - 1)
        before = self._verb_before(at - 1)
        if before is None:
            found, way = self._noun_ending(at - 1)
            return found, f"to {way}"
        directed = [mention for mention in self._sentence.mentions if before < mention.first and mention.end <= at]
        if directed and self._directs(before):
            return self._with_list(directed[-1]), "directed"
        found, way = self._subject(before, steps - 1)
        return found, f"to {way}"

    def _directs(self, verb: int) -> bool:
        keys = self._keys
        return any(
            tuple(keys[verb : verb + size]) in self._words.directs for size in (1, 2) if verb + size <= self._end
        )

    def _of_verb_before(self, at: int, steps: int) -> tuple[list[Mention], str]:
        before = self._verb_before(at)
        return self._subject(before, steps - 1) if before is not None else ([], "none")

    def _verb_before(self, at: int) -> int | None:
        """The nearest verb up to a token; not one of a clause between commas that a relative pronoun begins."""
        token = at
        while token >= self._first:
            code = self._code(token)
            if code == "," and (opening := self._opening(token)) is not None:
                token = opening
            elif code == "V":
                return token
            token -= 1
        return None

    def _opening(self, closing: int) -> int | None:
        """The comma before a relative or like clause that a comma at `closing` ends; None when it ends none."""
        for token in range(closing - 1, self._first, -1):
            if self._texts[token] in _BREAKS:
                behind = self._code(token + 1)
                if behind in "RD" or (behind in "APSX" and not self._has_verb(token + 1, closing)):
                    return token
                if behind == "V" and self._keys[token + 1].endswith(self._words.verb_endings):
                    return token
                if behind == "M" and not self._has_verb(token + 1, closing):
                    return token
                return None
        return None

    def _has_verb(self, begin: int, stop: int) -> bool:
        return "V" in self._codes[begin - self._first : stop - self._first]

    def _behind_break(self, verb: int, at: int, steps: int) -> tuple[list[Mention], str]:
        """The subject of a verb right behind a comma."""
        if self._keys[verb].endswith(self._words.continuing):
            found, way = self._of_verb_before(at - 1, steps)
            return found, f"participle {way}"
        opening = self._opening(at)
        if opening is not None:
            found, way = self._noun_ending(opening - 1) if opening > self._first else ([], "none")
            if found:
                return found, f"past {way}"
        found, way = self._of_verb_before(at - 1, steps)
        if found:
            return found, f"listed {way}"
        found, way = self._noun_ending(at - 1)
        return found, f"comma {way}"

    def _antecedent(self, at: int) -> tuple[list[Mention], str]:
        """What a relative pronoun behind a token stands for."""
        while at >= self._first and self._code(at) in ",Q":
            at -= 1
        mention = self._ending.get(at)
        if mention is not None:
            return [mention], "relative"
        found, _ = self._noun_ending(at)
        return found, "relative noun"

    def _noun_ending(self, at: int) -> tuple[list[Mention], str]:
        """The actors that the noun phrase ending at a token is about: itself, its owner, or one that it holds."""
        way = ""
        inner: list[Mention] = []
        while at >= self._first:
            code = self._code(at)
            mention = self._ending.get(at)
            if code == "M" and mention is None:
                return inner, way or "inside"
            if mention is not None:
                begin = mention.first
                while begin > self._first and self._code(begin - 1) in "DX" and not self._joins(begin - 1):
                    begin -= 1
                if begin == self._first or self._code(begin - 1) != "P" or inner:
                    found = self._with_list(mention)
                    return found, "head" if inner else way or ("list" if len(found) > 1 else "direct")
                inner, way = self._with_list(mention), "of noun"
                at = begin - 2
                continue
            if code in "XDAQZ":
                if not inner and code == "X" and not way:
                    way = "noun"
                at -= 1
                if inner and code == "X":
                    at = self._head_begin(at)
                continue
            if code == "P" and not inner:
                at -= 1
                continue
            if code == "C" and way == "noun" and not inner and at > self._first and self._code(at - 1) in "XM":
                at, way = at - 1, "noun joined"
                continue
            break
        return inner, way or "none"

    def _head_begin(self, at: int) -> int:
        """Before the words of a noun that stands before a token."""
        while at >= self._first and self._code(at) in "XD":
            at -= 1
        return at if at >= self._first and self._code(at) == "M" else self._first - 1

    def _joins(self, token: int) -> bool:
        return self._code(token) == "C"

    def _with_list(self, mention: Mention) -> list[Mention]:
        """A mention together with those of its list, if it is the last of one, or those that the same words mean."""
        run = next((run for run in self._sentence.runs if any(one is mention for one in run)), None)
        return list(run) if run is not None and run[-1] is mention else self._meant(mention)

    def _meant(self, mention: Mention) -> list[Mention]:
        """All mentions that the words of one stand for: "they", "both sides", "the presidents of two countries"."""
        return [one for one in self._sentence.mentions if (one.first, one.end) == (mention.first, mention.end)]

    # owners, objects, agents

    def _owner(self, noun: int) -> tuple[list[Mention], str]:
        """Who stands before a noun as its owner."""
        at = noun - 1
        for _ in range(_OBJECT_REACH):
            if at < self._first or self._code(at) not in "XDA":
                break
            at -= 1
        mention = self._ending.get(at)
        return ([mention], "owner") if mention is not None else ([], "")

    def _object(self, end: int) -> Mention | None:
        """Who stands behind a verb with nothing but small words between."""
        for token in range(end, min(end + _OBJECT_REACH, self._end)):
            code = self._code(token)
            if code == "M":
                return next(mention for mention in self._sentence.mentions if mention.first <= token < mention.end)
            if code not in "DXA":
                return None
        return None

    def _agents(self, end: int, reach: int) -> list[Mention]:
        """Who stands behind the word for the doer, where that follows within some words."""
        for token in range(end, min(end + reach, self._end)):
            if self._keys[token] in self._words.agent:
                for mention in self._sentence.mentions:
                    if token < mention.first <= token + _OBJECT_REACH:
                        run = next((run for run in self._sentence.runs if run[0] is mention), None)
                        return list(run) if run is not None else self._meant(mention)
            if self._code(token) in "VSR":
                return []
        return []
