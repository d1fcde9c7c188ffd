"""Which language an article is in: as its source says, as the user says, else as its words tell.

Letters that one language alone has tell it at once, else a model of all languages does (py3langid, offline).
Quotations in another language are outvoted by the text around them.  A text without enough words to tell is taken for
one of the default language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from graph.errors import InputError, UsageError
from graph.model import Article
from ingest import languages
from ingest.sources.items import Item, Reject

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

DEFAULT: Final = "vi"
"""The language of a text that does not tell."""
AUTO: Final = "auto"
"""Asks for the language to be found."""
_LOOKED_AT: Final = 1500
"""Characters of an article that are looked at, from its middle, where the page around it has no say."""
_LEAST: Final = 24
"""Letters that a text needs to tell its language."""
_SURE: Final = 0.8
"""Confidence from which a language without a pack is believed."""
_MANY: Final = 0.08
"""Share of a text's letters that those of one language alone have to be."""
_LETTERS = re.compile(r"[^\W\d_]+")


class Unsupported(InputError):
    """An article in a language that there is no pack for."""


def of_article(article: Article, language: str | None = None) -> str:
    """The language to read an article in; `language` is the user's word, which comes first.

    Raises Unsupported when the article is in a language without a pack.
    """
    if language is not None:
        return language
    said = _code(article.language) if article.language else None
    found, sure = (said, 1.0) if said and is_language(said) else detect(article.text)
    if languages.has_pack(found):
        return found
    if sure < _SURE:
        return DEFAULT
    raise Unsupported(f"is in {name(found)}; supported are {supported()}")


def _code(said: str) -> str:
    """The code in what a source says of its language: a tag ("en-GB") or an English name ("Vietnamese")."""
    said = said.strip().casefold()
    named = next((code for code in languages.codes() if name(code).casefold() == said), None)
    return named or said.replace("_", "-").partition("-")[0]


def readable(items: Iterable[Item], language: str | None = None) -> Iterator[Item]:
    """The items of a source, with a Reject for each article in a language without a pack.

    `language` is the user's word for all of them.
    """
    for item in items:
        if not isinstance(item, Article):
            yield item
        elif language is not None:
            yield replace(item, language=language)
        else:
            try:
                of_article(item)
            except Unsupported as error:
                yield Reject(item.path or item.id, error.message, item.id)
            else:
                yield item


@lru_cache(maxsize=64)
def detect(text: str) -> tuple[str, float]:
    """The language of a text (ISO 639-1) and how sure it is, from 0 to 1."""
    middle = max(0, len(text) - _LOOKED_AT) // 2
    part = text[middle : middle + _LOOKED_AT]
    letters = _length(_LETTERS.findall(part))
    if letters < _LEAST:
        return DEFAULT, 0.0
    for language, own in _own_letters():
        if _length(own.findall(part)) >= _MANY * letters:
            return language, 1.0
    code, sure = _identifier().classify(part)
    return str(code), float(sure)


def _length(runs: list[str]) -> int:
    """Characters of runs of letters."""
    return sum(map(len, runs))


def checked(language: str | None) -> str | None:
    """What the user asked for: a language that there is a pack for, or None to find it.  UsageError for another."""
    if language is None or language == AUTO:
        return None
    if language not in languages.codes():
        raise UsageError(f"there is no language {language!r}", f"Choose {AUTO}, {' or '.join(languages.codes())}.")
    return language


def supported() -> str:
    """The names of the languages that there are packs for."""
    return ", ".join(name(code) for code in languages.codes())


def is_language(code: str) -> bool:
    """Whether a code is that of a language; sources also say what names none."""
    return code in languages.codes() or name(code) != code


def name(code: str) -> str:
    """The English name of a language."""
    from babel import Locale

    return str(Locale("en").languages.get(code, code))


@cache
def _own_letters() -> list[tuple[str, re.Pattern[str]]]:
    """For each language with letters of its own an expression for them."""
    own = [(code, languages.grammar(code).letters) for code in languages.codes()]
    return [(code, re.compile(f"[{letters}]+", re.IGNORECASE)) for code, letters in own if letters]


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
