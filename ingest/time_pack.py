"""The time words of a language (`languages/<code>/times.yaml`), validated and compiled once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Literal, NoReturn, get_args

import yaml

from graph.errors import KnowledgeError
from graph.model import TimeMod
from ingest.languages import folder
from ingest.time_patterns import DIGITS, NO_GAP, SIGNS, Compiled, Compiler, PatternError, Words
from ingest.time_values import READINGS

_RULE_KEYS: Final = {
    "name", "reads", "pattern", "set", "after", "not_after", "before", "not_before", "capital",
}  # fmt: skip
_SECTIONS: Final = {
    "classes": dict, "contexts": dict, "fragments": dict, "rules": list, "tense": dict, "joins": list, "holidays": dict,
}  # fmt: skip


_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The safe loader, in C where PyYAML was built with it."""


BEHIND: Final = 3
"""Words before an expression that a rule can look back at."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, how to read it, and what must (not) stand beside it.

    `capital` asks for a capital letter behind the first character (names of days against ordinal numbers), or, when
    `first`, for one at its very beginning (names of months against verbs).
    """

    name: str
    reads: str
    compiled: Compiled
    match: Callable[[str, int, int], re.Match[str] | None]
    constants: Mapping[str, Any]
    after: frozenset[str]
    not_after: frozenset[str]
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    capital: bool | Literal["first"]


class Rules:
    """Rules that can begin with a word, in order."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        seconds = frozenset().union(*(rule.compiled.second_words or () for rule in rules))
        self._by_second = {second: tuple(rule for rule in rules if _goes_on(rule, second)) for second in seconds}
        self._others = tuple(rule for rule in rules if rule.compiled.second_words is None)

    def before(self, second: str) -> tuple[Rule, ...]:
        """Those that can match where this word follows (`#`: a number, empty: a mark)."""
        return self._by_second.get(second, self._others)


def _goes_on(rule: Rule, second: str) -> bool:
    seconds = rule.compiled.second_words
    return seconds is None or second in seconds


@dataclass(frozen=True, slots=True)
class TimePack:
    """What `times.find` and `times.resolve` need of a language.

    `rules` are by the first word of what they match (`#`: a number); `trigger` finds such words.  `future` and `past`
    are words of tense; with `nearest_tense` those nearest to an expression tell, else any of the future.  `joins` is
    what may stand between the days of a list.  `holidays` are (month, day) every year, or a date by year.
    """

    language: str
    rules: Mapping[str, Rules]
    trigger: re.Pattern[str]
    future: re.Pattern[str]
    past: re.Pattern[str]
    nearest_tense: bool
    joins: re.Pattern[str]
    holidays: Mapping[str, tuple[int, int] | Mapping[int, date]]


@lru_cache(maxsize=8)
def load(language: str) -> TimePack:
    """The pack of a language; raises KnowledgeError when its file is missing or wrong."""
    source = folder(language) / "times.yaml"
    try:
        text = source.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"no time words for language {language!r}", "Add languages/<code>/times.yaml.") from error
    return parse(text, language, f"{language}/times.yaml")


def parse(text: str, language: str, name: str) -> TimePack:
    """The pack written in a YAML text; `name` is for messages.  Raises KnowledgeError with file and line."""
    return _Reader(text, language, name).pack()


class _Reader:
    def __init__(self, text: str, language: str, name: str) -> None:
        self._name = name
        self._language = language
        try:
            loader = _Loader(text)
            root = loader.get_single_node()
            self._data: Any = loader.construct_document(root) if root is not None else None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise KnowledgeError(f"{name}, line {line}: {error.problem}", "Mend the YAML.") from error
        self._root: yaml.Node = root or yaml.ScalarNode("", "", yaml.Mark(name, 0, 0, 0, None, 0))

    def pack(self) -> TimePack:
        data = self._data
        if not isinstance(data, dict) or set(data) != set(_SECTIONS):
            self._fail(f"the sections are {', '.join(sorted(_SECTIONS))}")
        for section, form in _SECTIONS.items():
            if not isinstance(data[section], form):
                self._fail(f"section {section!r} is a {'list' if form is list else 'mapping'}", section)
        classes = {name: self._class(name, forms) for name, forms in data["classes"].items()}
        for name, words in data["contexts"].items():
            if name in classes:
                self._fail(f"{name!r} is a class already", "contexts", name)
            classes[name] = self._class(name, words, "contexts")
        fragments = data["fragments"]
        for name, pattern in fragments.items():
            if not isinstance(pattern, str):
                self._fail(f"fragment {name!r} is no pattern", "fragments", name)
        for holiday in classes.get("holiday", {}).values():
            if holiday not in data["holidays"]:
                self._fail(f"no dates are given for {holiday!r}", "classes", "holiday")
        compiler = Compiler(classes, fragments)
        by_word: dict[str, list[Rule]] = {}
        seen: set[str] = set()
        for at, entry in enumerate(data["rules"]):
            rule = self._rule(entry, compiler, classes, at)
            if rule.name in seen:
                self._fail(f"two rules are named {rule.name!r}", "rules", at)
            seen.add(rule.name)
            for word in rule.compiled.first_words:
                by_word.setdefault(word, []).append(rule)
        return TimePack(
            language=self._language,
            rules={word: Rules(rules) for word, rules in by_word.items()},
            trigger=_trigger(by_word),
            future=self._tense(compiler, "future"),
            past=self._tense(compiler, "past"),
            nearest_tense=data["tense"].get("nearest") is True,
            joins=re.compile(rf"{NO_GAP}{compiler.context(self._joins())}{NO_GAP}"),
            holidays={name: self._holiday(name, when) for name, when in data["holidays"].items()},
        )

    def _class(self, name: str, forms: Any, section: str = "classes") -> Words:
        if isinstance(forms, list) and all(isinstance(form, str) for form in forms):
            words: dict[str, Any] = {form if form in SIGNS else form.lower(): form for form in forms}
        elif isinstance(forms, dict) and all(isinstance(form, str) for form in forms):
            words = {form.lower(): value for form, value in forms.items()}
        else:
            self._fail(f"{name!r} must list words (quote numbers, yes and no)", section, name)
        return words

    def _joins(self) -> list[str]:
        words = self._data["joins"]
        if not words or not all(isinstance(word, str) for word in words):
            self._fail("joins must list words and marks", "joins")
        return list(words)

    def _tense(self, compiler: Compiler, name: str) -> re.Pattern[str]:
        words = self._data["tense"].get(name)
        if not isinstance(words, list) or not words or not all(isinstance(word, str) for word in words):
            self._fail(f"tense {name!r} must list words", "tense")
        return re.compile(r"(?<!\w)" + compiler.context(words))

    def _holiday(self, name: str, when: Any) -> tuple[int, int] | dict[int, date]:
        try:
            if isinstance(when, str):
                month, day = (int(part) for part in when.split("-"))
                date(2000, month, day)
                return month, day
            return {int(year): date(int(year), *(int(part) for part in day.split("-"))) for year, day in when.items()}
        except (ValueError, AttributeError, TypeError):
            self._fail(f"holiday {name!r} is MM-DD, or MM-DD by year", "holidays", name)

    def _rule(self, entry: Any, compiler: Compiler, classes: Mapping[str, Words], at: int) -> Rule:
        if not isinstance(entry, dict) or not {"name", "reads", "pattern"} <= set(entry) <= _RULE_KEYS:
            self._fail(f"a rule has name, reads, pattern, and any of {', '.join(sorted(_RULE_KEYS))}", "rules", at)
        reads = entry["reads"]
        if reads not in READINGS:
            self._fail(f"no reading {reads!r}; there are {', '.join(READINGS)}", "rules", at)
        constants = entry.get("set", {})
        if not isinstance(constants, dict):
            self._fail("set is a mapping of fields to values", "rules", at)
        if constants.get("mod", "mid") not in get_args(TimeMod):
            self._fail(f"mod is {', '.join(get_args(TimeMod))}", "rules", at)
        try:
            compiled = compiler.compile(entry["pattern"])
        except (PatternError, re.error) as error:
            self._fail(str(error), "rules", at)
        before, not_before = (
            re.compile(NO_GAP + compiler.context(words)) if words else None
            for words in (self._words(entry, key, classes, at) for key in ("before", "not_before"))
        )
        return Rule(
            name=entry["name"],
            reads=reads,
            compiled=compiled,
            match=compiled.expression.match,
            constants=constants,
            after=frozenset(self._words(entry, "after", classes, at)),
            not_after=frozenset(self._words(entry, "not_after", classes, at)),
            before=before,
            not_before=not_before,
            capital=self._capital(entry, at),
        )

    def _capital(self, entry: dict[str, Any], at: int) -> bool | Literal["first"]:
        capital: bool | Literal["first"] = entry.get("capital", False)
        if capital not in (True, False, "first"):
            self._fail("capital is true, false or first", "rules", at)
        return capital

    def _words(self, entry: dict[str, Any], key: str, classes: Mapping[str, Words], at: int) -> list[str]:
        """The words and marks of one side of a rule; `<class>` stands for those of a class."""
        words: list[str] = []
        for word in entry.get(key) or []:
            if not isinstance(word, str):
                self._fail(f"{key} lists words (quote numbers)", "rules", at)
            if word[0] + word[-1] == "<>" and word[1:-1] in classes:
                words += classes[word[1:-1]]
            else:
                words.append(word)
        if "after" in key and any(len(word.split()) > BEHIND for word in words):
            self._fail(f"{key}: at most {BEHIND} words can be looked back at", "rules", at)
        return words

    def _fail(self, problem: str, *path: str | int) -> NoReturn:
        node = self._root
        line = 1
        for step in path:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), node)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step]
            line = node.start_mark.line + 1
        raise KnowledgeError(f"{self._name}, line {line}: {problem}", "Mend the file; docs tell its form.")


def _trigger(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the words, and any digit, fast: it branches on the first letter, so text between is skipped."""
    rests: dict[str, list[str]] = {}
    for word in words:
        if word != DIGITS:
            rests.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = [
        re.escape(first) + "(?:" + "|".join(sorted(rest, key=len, reverse=True)) + r")\b"
        for first, rest in rests.items()
    ]
    return re.compile("|".join([*branches, "[0-9]"]))
