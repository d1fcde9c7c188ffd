"""What the clues to a publication date are read from: the article's sentences, mentions and times, and its page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Span
from ingest import times
from ingest.cleaning import CleanText
from ingest.mentions import Found
from ingest.sentences import Sentence
from ingest.time_pack import TimePack
from ingest.time_values import Calendar
from ingest.times import TimeExpression
from ingest.tokens import Tokens


@dataclass(frozen=True, slots=True)
class DatedText:
    """An article with what was found in it; `mentions` has a list for each sentence."""

    clean: CleanText
    tokens: Tokens
    sentences: Sequence[Sentence]
    expressions: Sequence[TimeExpression]
    mentions: Sequence[Sequence[Found]]
    pack: TimePack

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that an offset stands in."""
        index = bisect_right([sentence.span[0] for sentence in self.sentences], offset) - 1
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

    def bare_month_near(self, span: Span) -> int | None:
        """A month told without a year in the sentence of a stretch of text."""
        sentence = self.sentence_at(span[0])
        if sentence is None:
            return None
        for expression in self.expressions:
            meaning = expression.meaning
            if (
                sentence.span[0] <= expression.span[0] < sentence.span[1]
                and isinstance(meaning, Calendar)
                and meaning.month is not None
                and meaning.year is None
                and meaning.years is None
                and meaning.day is None
            ):
                return meaning.month
        return None

    def page_expressions(self) -> list[TimeExpression]:
        """Times in what is not the article."""
        return times.find(self.clean.text, [debris.span for debris in self.clean.debris], self.pack)
