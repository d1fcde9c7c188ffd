"""A clue in the names that stand together in an article: dated articles tell of them in some months more than others.

A classifier that learned from dated articles (`training.periods`) gives the probability of each quarter of a year that
it knows; a day outside all of them is as likely as the average of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from graph.errors import KnowledgeError
from graph.model import Span
from ingest import classifier
from ingest.classifier import LinearModel, normalised
from ingest.dated_text import DatedText
from ingest.dating.days import COUNT, Clue, clipped, numbers
from ingest.languages import FOLDER
from ingest.tokens import HYPHENS, Tokens

RULE: Final = "names of the time"
PERIOD: Final = "period"
"""Name of the classifier in its file; its labels are periods in EDTF."""
_LONGEST: Final = 3
"""Words of a name at most; a longer run of capitalised words counts by its parts."""
_SHOWN: Final = 3
"""Names that are shown as evidence."""


def names(tokens: Tokens, sentences: Iterable[range]) -> dict[str, Span]:
    """Runs of capitalised words, and of numbers joined to them, up to three words: each with its first place."""
    found: dict[str, Span] = {}
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    for sentence in sentences:
        run: list[int] = []
        for at in sentence:
            word = words[at]
            if word in HYPHENS and run and starts[at] == ends[at - 1]:
                continue
            joined = bool(run) and word[0].isdigit() and starts[at] == ends[at - 1]
            if not (word[0].isupper() or joined):
                run.clear()
                continue
            run.append(at)
            for length in range(1, min(len(run), _LONGEST) + 1):
                name = " ".join(words[i] for i in run[-length:])
                found.setdefault(name, (starts[run[-length]], ends[at]))
    return found


@lru_cache(maxsize=4)
def _model(language: str) -> LinearModel | None:
    """The classifier of a language; one that has no dated articles to learn from has none."""
    path = FOLDER / language / "periods.npz"
    if not path.exists():
        return None
    found = classifier.load(path)
    if PERIOD not in found:
        raise KnowledgeError(f"{path} has no model {PERIOD!r}", "Run `make train`, or install again.")
    return found[PERIOD]


@lru_cache(maxsize=4)
def _label_of_days(labels: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """For each day the position of its period, or the number of periods for a day in none."""
    of_days = np.full(COUNT, len(labels), dtype=np.intp)
    for position, label in enumerate(labels):
        at = numbers(label)
        if at:
            of_days[clipped(at[0]) : clipped(at[1] + 1)] = position
    return of_days


def clues(text: DatedText) -> Iterator[Clue]:
    """One clue when the article tells any name that dated articles told."""
    model = _model(text.pack.language)
    if model is None:
        return
    told = names(text.tokens, (text.tokens.inside(sentence.span) for sentence in text.sentences))
    known = {name: span for name, span in told.items() if name in model.index}
    begins = {sentence.span[0] for sentence in text.sentences}
    # a single word that begins a sentence need not be a name
    sure = [name for name in known if " " in name or known[name][0] not in begins]
    if not sure:
        return
    with_names, without = np.log(normalised(np.stack([model.scores([known])[0], model.bias])))
    gains = with_names - without
    of_days = _label_of_days(model.labels)
    weights = np.append(gains, np.float32(0.0))[of_days].astype(np.float32)

    def tell(found: int) -> tuple[Span, str]:
        period = of_days[found]
        if period == len(model.labels):
            return known[sure[0]], ""
        ahead = {name: float(_ahead(model, name, int(period))) for name in sure}
        shown = sorted(sure, key=lambda name: (-ahead[name], known[name]))[:_SHOWN]
        label = model.labels[period].replace("/", " to ")
        return known[shown[0]], f"{_list(shown)}: told together in the news of {label} more than at other times."

    yield Clue(RULE, weights, tell)


def _ahead(model: LinearModel, name: str, period: int) -> np.float32:
    """How much more a name goes with a period than with all of them on average."""
    row = model.weights[model.index[name]]
    return np.float32(row[period] - row.mean())


def _list(names: list[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else names[0]
