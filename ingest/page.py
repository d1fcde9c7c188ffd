"""The lines of a page, and what each of them says by itself: title-like, a credit, a by-line, a timestamp and so on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from graph.model import Span
from ingest.lexicon import phrase_keys
from ingest.wordlists import WordList, word_lists

_LISTS = (
    "letters", "end_marks", "see_also", "navigation", "prompts", "tags", "credits", "bare_credits", "sources",
    "bylines", "outlets", "timestamp_words",
)  # fmt: skip
_FINAL = re.compile(r"[.!?…][\"”’»')\]\s]*\Z")
_CUT_SHORT = re.compile(r"(?:\.\.\.|…)[\"”’»')\]\s]*\Z")
_WORDS = re.compile(r"\w+")
_LETTER = re.compile(r"[^\W\d_]")
_CONTINUES = re.compile(r"[\"”’»']?\s*[.,;:!?…)]")
_LOWER_AFTER_QUESTION = re.compile(r"[?!…][\"”’»'\s]*\Z")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBERED = re.compile(r"\s*\(?\d+\)?\Z")
_DATE_LIKE = re.compile(r"(?<![\d:])(?:(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2})(?![\d:])")
_CRUMBS = re.compile(r"[^\s»›>][^»›>]*(?:\s*[»›]\s*|\s+>\s+)[^\s»›>]")
_BRACKETS = re.compile(r"\([^()]{1,60}\)")
_POINTER = re.compile(r"\s*(?:>+|»+|→|►|▶|:)")

CREDIT_REACH = 120
SHORT_LINE = 12
CAPTION_WORDS = 60
_TITLE_WORDS = 40
_WRAP_WIDTH = (40, 130)
_WRAPPED_PAIRS = 8


class Line:
    """A line of a page without the space around it; `gap` tells of a blank line before it.

    `words` is how many words it has, `is_sentence` whether it ends as a sentence does.
    """

    __slots__ = ("_credit", "_key", "_opening", "gap", "is_sentence", "start", "text", "words")

    def __init__(self, start: int, text: str, gap: bool) -> None:
        self.start = start
        self.text = text
        self.gap = gap
        self.words = len(text.split())
        self.is_sentence = _FINAL.search(text[-8:]) is not None
        self._key: str | None = None
        self._opening: str | None = None
        self._credit: int | None = None

    @property
    def end(self) -> int:
        """Where the line ends in the page."""
        return self.start + len(self.text)

    @property
    def key(self) -> str:
        """The line as compared with others: its words without case and marks."""
        if self._key is None:
            self._key = " ".join(_WORDS.findall(self.text.casefold()))
        return self._key

    @property
    def opening(self) -> str:
        """How the key begins: most lines differ here already."""
        if self._opening is None:
            word = _WORDS.search(self.text.casefold())
            self._opening = word.group() if word else ""
        return self._opening

    def is_like(self, other: Line) -> bool:
        """Whether two lines have the same words."""
        return self.opening == other.opening and self.key == other.key

    def credit_start(self, wording: Wording) -> int:
        """Where the credit begins that the line ends with; its length when there is none."""
        if self._credit is None:
            self._credit = wording.credit_start(self.text)
        return self._credit

    @property
    def is_wordless(self) -> bool:
        """Whether the line has neither a word nor a date, as the clock of a player."""
        return _LETTER.search(self.text) is None and _DATE_LIKE.search(self.text) is None

    @property
    def is_cut_short(self) -> bool:
        """Whether the line ends in an ellipsis."""
        return _CUT_SHORT.search(self.text[-8:]) is not None

    @property
    def is_title_like(self) -> bool:
        """Whether the line may be a headline: some words, no full stop behind them."""
        return 3 <= self.words <= _TITLE_WORDS and (not self.is_sentence or self.text[-1] in "?!")

    @property
    def is_paragraph(self) -> bool:
        """Whether the line is running text rather than a heading, caption or remark."""
        return self.is_sentence and self.words >= SHORT_LINE


def lines(text: str, goes_on: Callable[[str], bool]) -> list[Line]:
    """The lines of a page; those that were broken in mid-sentence are one.

    `goes_on` tells whether a line that ends in a full stop ends in an abbreviation.
    """
    found: list[Line] = []
    gap = False
    at = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            found.append(Line(at + raw.index(stripped), stripped, gap))
        gap = not stripped
        at += len(raw) + 1
    wrapped = _is_wrapped(found)
    joined: list[list[Line]] = []
    for line in found:
        if joined and not line.gap and (wrapped or _continues(joined[-1][-1], line, goes_on)):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [
        run[0] if len(run) == 1 else Line(run[0].start, text[run[0].start : run[-1].end], run[0].gap) for run in joined
    ]


def _continues(before: Line, line: Line, goes_on: Callable[[str], bool]) -> bool:
    """Whether a line goes on with the sentence of the line before."""
    if _CONTINUES.match(line.text):
        return _LETTER.search(line.text) is not None or len(line.text) < 4
    if line.text[0].islower():
        return not before.is_sentence or _LOWER_AFTER_QUESTION.search(before.text[-8:]) is not None
    return goes_on(before.text[-48:])


def _is_wrapped(found: list[Line]) -> bool:
    """Whether the text was broken at a fixed width, as mail and printed text is."""
    narrow, wide = _WRAP_WIDTH
    pairs = [before for before, line in pairwise(found) if not line.gap]
    if len(pairs) < _WRAPPED_PAIRS or max(len(line.text) for line in found) > wide:
        return False
    return sum(not line.is_sentence and len(line.text) >= narrow for line in pairs) * 2 > len(pairs)


class Wording:
    """What the lines of a page look like in one language."""

    def __init__(self, lists: dict[str, WordList]) -> None:
        self.letters = {ord(pair[0]): pair[1:] for pair in lists["letters"].entries}
        self._end_marks = _keys(lists["end_marks"])
        self._navigation = _keys(lists["navigation"])
        self._prompts = lists["prompts"].compiled()
        self._byline_words = {word.casefold() for entry in lists["bylines"].entries for word in entry.split()}
        self._see_also = re.compile(lists["see_also"].either() + r"(?=\W|\Z)", re.IGNORECASE)
        self._tags = re.compile(lists["tags"].either() + r"\s*:|(?:#\w+\s*)+\Z", re.IGNORECASE)
        self._sources = re.compile(rf"{lists['sources'].either()}\s*:?\s+", re.IGNORECASE)
        self._timestamp = re.compile(
            # possessive: a number can be cut into groups of digits in more ways than there is time for
            rf"(?>{lists['timestamp_words'].either()}(?!\w)|\d{{1,4}}(?:[hg]\d\d)?|[-–—|,.:/()+•·\s])++",
            re.IGNORECASE,
        )
        credit = (
            rf"(?:{lists['credits'].either()}[^:.()]{{0,20}}:\s*[^:()\[\]]{{1,60}}|{lists['bare_credits'].either()})"
        )
        self._credit_inside = re.compile(
            rf"\s*(?:\({lists['credits'].either()}[^:.()]{{0,20}}:\s*[^()]{{1,40}}\)|"
            rf"(?:[-–—]\s*|(?<=[.!?…\"”])\s+){lists['credits'].either()}:\s*[^\W\d_][\w/+.]*)\s+(?=[\"“‘'(]?[^\W_])"
        )
        self._credit = re.compile(rf"(?:\A|\s*[-–—(\[|]\s*|(?<=[.!?…\"”])\s*){credit}\s*[)\]]?[.\s]*\Z", re.IGNORECASE)
        outlets = lists["outlets"].either()
        self._dateline = re.compile(rf"(?:\([^\W\d_][^()]{{1,30}}\)|{outlets})\s*[-–—]+\s*(?=\S)")

    def is_end_mark(self, line: Line) -> bool:
        """Whether the line says that the article is over."""
        return line.words <= SHORT_LINE and phrase_keys(_NUMBERED.sub("", line.text).rstrip(" :.>»")) in self._end_marks

    def is_navigation(self, line: Line) -> bool:
        """Whether the line is a name of a section, a path of sections or a button."""
        if line.words > SHORT_LINE or line.is_sentence:
            return False
        return phrase_keys(line.text) in self._navigation or _CRUMBS.match(line.text) is not None

    def is_prompt(self, line: Line) -> bool:
        """Whether the line asks the reader to do something on the page."""
        return line.words <= 2 * SHORT_LINE and any(pattern.match(line.text) for pattern in self._prompts)

    def is_tags(self, line: Line) -> bool:
        """Whether the line lists tags, or stands above them."""
        return self._tags.match(line.text) is not None

    def see_also(self, line: Line) -> str | None:
        """The rest of a line that points to other articles, empty when they stand below it; None for other lines."""
        if line.words > _TITLE_WORDS:
            return None
        if line.text.startswith((">>", "»", "►", "▶")):
            return line.text.lstrip("> »►▶")
        mark = self._see_also.match(line.text)
        if mark is None:
            return None
        rest = line.text[mark.end() :]
        if rest.strip(" .") and not _POINTER.match(rest):
            return None
        return rest.strip(" :>»→►▶.")

    def is_timestamp(self, line: Line) -> bool:
        """Whether the line tells a date with its year and nothing else."""
        return (
            line.words <= SHORT_LINE
            and _YEAR.search(line.text) is not None
            and self._timestamp.fullmatch(line.text) is not None
        )

    def credit_start(self, text: str) -> int:
        """Where the credit begins that a text ends with; its length when there is none."""
        tail = max(0, len(text) - CREDIT_REACH)
        match = self._credit.search(text, tail)
        if match is None or (match.start() == tail and tail > 0):
            return len(text)
        return match.start()

    def credits_inside(self, text: str) -> Iterator[Span]:
        """Spans of credits with text behind them, where a page's captions ran into its paragraphs."""
        if ":" not in text:
            return
        for match in self._credit_inside.finditer(text):
            following = text[match.end() : match.end() + 2].lstrip("\"“‘'(")
            if following[:1].isupper() or following[:1].isdigit():
                yield match.span()

    def dateline_end(self, text: str) -> int:
        """Where the report begins behind the name of the agency or paper that opens it; 0 when none does."""
        match = self._dateline.match(text)
        return match.end() if match else 0

    def is_source_note(self, line: Line) -> bool:
        """Whether the line names sources and nothing else: `Theo Reuters, AFP`, `(TASS)`."""
        if line.words > SHORT_LINE:
            return False
        inner = line.text.rstrip(" .")
        bracketed = inner.startswith("(") and inner.endswith(")")
        inner = inner.strip("() ")
        opening = self._sources.match(inner)
        if not bracketed and opening is None:
            return False
        return _is_names(inner[opening.end() if opening else 0 :], self._byline_words)

    def is_byline(self, text: str) -> bool:
        """Whether a text is names of authors, perhaps with what they did or used: `Name Surname (Theo Reuters)`."""
        if len(text) > CREDIT_REACH or text[-1:] in ".!?…,;:":
            return False
        notes = _BRACKETS.findall(text)
        names = _BRACKETS.sub(" ", text)
        words = [word for word in re.split(r"[\s,/&–—:-]+", names) if word]
        own = [word for word in words if word.casefold() not in self._byline_words]
        if not words:
            return len(notes) == 1 and self._is_byline_note(notes[0][1:-1])
        if not _is_names(names, self._byline_words) or len(own) > 8:
            return False
        noted = any(self._is_byline_note(note[1:-1]) for note in notes)
        if len(notes) > noted:
            return False
        return len(own) >= 2 or noted or "." in names or (len(words) > len(own))

    def _is_byline_note(self, note: str) -> bool:
        return _is_names(note, self._byline_words) and len(note.split()) <= 8


def _is_names(text: str, also: set[str]) -> bool:
    """Whether every word begins with a capital and holds letters only, but for the words `also` allowed."""
    words = [word for word in re.split(r"[\s,;/&–—:-]+", text) if word]
    return bool(words) and all(
        word.casefold() in also
        or (word[0].isupper() and all(char.isalpha() or char in ".'’+" for char in word))
        or (word.isalnum() and word[:1].isupper())
        for word in words
    )


def _keys(words: WordList) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase_keys(entry) for entry in words.entries)


@cache
def wording(language: str) -> Wording:
    """The wording of a language, read once."""
    return Wording(word_lists(language, "cleaning", _LISTS))
