"""What the clues to a publication date are read from: the article's sentences, mentions and times, and its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache

from graph.errors import KnowledgeError
from graph.model import Span
from ingest.cleaning import CleanText
from ingest.languages import pack_file, read_mapping
from ingest.mentions import Found
from ingest.sentences import Sentence
from ingest.time_pack import TimePack
from ingest.time_values import Shift
from ingest.times import TimeExpression
from ingest.tokens import Tokens

_ANNIVERSARY_REACH = 25
"""Characters before a length of time in which a word of anniversaries stands."""


@dataclass(frozen=True, slots=True)
class DatingWords:
    """Words of a language by which articles are dated: before a day that is over, of its morning, of ages, of
    anniversaries."""

    gone: frozenset[str]
    morning: frozenset[str]
    age: frozenset[str]
    anniversary: frozenset[str]


@lru_cache(maxsize=4)
def load_dating_words(language: str) -> DatingWords:
    """The words of a language; raises KnowledgeError when its file is missing or wrong."""
    path = pack_file(language, "dating.yaml")
    content = read_mapping(path)
    wrong = set(content) ^ {item.name for item in fields(DatingWords)}
    if wrong or not all(isinstance(words, list) for words in content.values()):
        raise KnowledgeError(f"{path}: it lists words under gone, morning, age and anniversary", "Mend the file.")
    return DatingWords(**{key: frozenset(words) for key, words in content.items()})


@dataclass(frozen=True, slots=True)
class DatedText:
    """An article with what was found in it; `mentions` has a list for each sentence."""

    clean: CleanText
    tokens: Tokens
    sentences: Sequence[Sentence]
    expressions: Sequence[TimeExpression]
    mentions: Sequence[Sequence[Found]]
    pack: TimePack

    @property
    def words_of_dating(self) -> DatingWords:
        """The language's words for dating."""
        return load_dating_words(self.pack.language)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that an offset stands in."""
        index = bisect_right(self.sentences, offset, key=lambda sentence: sentence.span[0]) - 1
        if index < 0 or offset >= self.sentences[index].span[1]:
            return None
        return self.sentences[index]

    def leans_ahead(self, span: Span) -> bool:
        """Whether the words of an expression's sentence put it in the future."""
        sentence = self.sentence_at(span[0])
        if sentence is None:
            return False
        start = max(sentence.span[0], span[0] - 80)
        near = self.clean.text[start : min(sentence.span[1], span[1] + 20)].lower()
        return bool(self.pack.future.search(near)) and not self.pack.past.search(near)

    def says_gone(self, span: Span) -> bool:
        """Whether the first word of a time with a number tells that it is over."""
        return self._begins(span, self.words_of_dating.gone)

    def says_morning(self, span: Span) -> bool:
        """Whether the first word of a time with a number tells of its morning."""
        return self._begins(span, self.words_of_dating.morning)

    def _begins(self, span: Span, words: frozenset[str]) -> bool:
        first, _, rest = self.clean.text[slice(*span)].lower().partition(" ")
        return first in words and any(char.isdigit() for char in rest)

    def says_anniversary(self, span: Span) -> bool:
        """Whether the words right before a length of time make it an anniversary."""
        before = self.clean.text[max(0, span[0] - _ANNIVERSARY_REACH) : span[0]].lower()
        return any(word in before for word in self.words_of_dating.anniversary)

    def is_caption(self, span: Span) -> bool:
        """Whether a stretch of text stands in a caption."""
        sentence = self.sentence_at(span[0])
        return sentence is not None and sentence.kind == "caption"

    def words(self, span: Span) -> str:
        """A stretch of the text on one line."""
        return " ".join(self.clean.text[slice(*span)].split())

    def expressions_in(self, sentence: Sentence) -> list[TimeExpression]:
        """The times told in a sentence."""
        return [e for e in self.expressions if sentence.span[0] <= e.span[0] < sentence.span[1]]

    def tells_day(self, amount: int) -> bool:
        """Whether the article tells of the day that far from its own: 0 today, -1 yesterday."""
        wanted = Shift("day", amount)
        return any(expression.meaning == wanted for expression in self.expressions)

    def first_telling_of_day(self, amount: int) -> int | None:
        """Index of the first sentence that tells of the day that far from the article's own; None when none does."""
        wanted = Shift("day", amount)
        told = (self.sentence_at(e.span[0]) for e in self.expressions if e.meaning == wanted)
        return min((sentence.index for sentence in told if sentence is not None), default=None)
