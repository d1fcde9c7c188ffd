"""The ingest run: batches, what is left alone, interruptions."""

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from graph.console import TextConsole
from graph.derivation import Change
from graph.errors import StorageFull
from graph.ids import content_key
from graph.labels import load
from graph.model import Article, ArticleRecord, EventRecord, Published
from graph.writing import SaveSummary
from ingest import extraction, run
from ingest.identity import content_hash
from ingest.run import BATCH, PATIENCE, Held, Ingest, uninterrupted
from ingest.sources import Reject, Skip
from ingest.terminal import print_rejects


class Shelf:
    """A store that keeps records in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, ArticleRecord] = {}
        self.batches: list[int] = []

    def article_hashes(self, ids: Iterable[str]) -> dict[str, str]:
        return {id: content_key(self.kept[id].text_hash, self.kept[id].extractor) for id in ids if id in self.kept}

    def save(self, records: list[ArticleRecord]) -> SaveSummary:
        self.kept.update({record.article.id: record for record in records})
        self.batches.append(len(records))
        return SaveSummary(articles=Change(new=len(records)))


class FullShelf(Shelf):
    """A store whose disk is full after a batch."""

    def save(self, records: list[ArticleRecord]) -> SaveSummary:
        if self.batches:
            raise StorageFull("the disk is full")
        return super().save(records)


def record(article: Article, published: Published) -> ArticleRecord:
    event = EventRecord("e", "r", "AGREE", "happened", None, "none", (), (), (0, 1), (0, 1), "a", "a")
    return ArticleRecord(article, content_hash(article), "vi", "", published, run.extractor(), events=(event,))


@pytest.fixture(autouse=True)
def extracted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Articles are extracted to a record without reading them; the list tells which."""
    done: list[str] = []

    def extract(article: Article, *, facts: Path | None) -> ArticleRecord:
        if article.text == "interrupt":
            raise KeyboardInterrupt
        done.append(article.id)
        return record(article, Published("2010", "inferred", 0.2 if "unsure" in article.text else 0.9))

    monkeypatch.setattr(extraction, "extract", extract)
    return done


def articles(number: int, text: str = "a") -> list[Article]:
    return [Article(f"id-{n}", text, path=f"/articles/{n}.txt") for n in range(number)]


def ingest(store: Shelf | None, items: Iterable[Article | Reject | Skip]) -> run.IngestSummary:
    return Ingest(store).run(items)  # type: ignore[arg-type]


def test_articles_are_stored_in_batches() -> None:
    shelf = Shelf()
    summary = ingest(shelf, articles(2 * BATCH + 1))
    assert shelf.batches == [BATCH, BATCH, 1]
    assert (summary.articles, summary.extracted, summary.events) == (2 * BATCH + 1,) * 3
    assert summary.stored.articles.new == 2 * BATCH + 1


def test_what_a_slow_source_gave_is_read_and_stored_without_waiting_for_a_whole_batch(
    monkeypatch: pytest.MonkeyPatch, extracted: list[str]
) -> None:
    now = 0.0
    monkeypatch.setattr(run, "monotonic", lambda: now)
    shelf = Shelf()

    def items() -> Iterator[Article]:
        nonlocal now
        for number, article in enumerate(articles(BATCH)):
            now += PATIENCE / 2
            if number:
                assert len(extracted) >= number - 2
                assert len(shelf.kept) >= number - 5
            yield article

    assert ingest(shelf, items()).stored.articles.new == BATCH


def test_what_is_stored_already_is_not_extracted_again(extracted: list[str]) -> None:
    shelf = Shelf()
    ingest(shelf, articles(3))
    changed = [*articles(2), Article("id-2", "b", path="/articles/2.txt")]
    extracted.clear()
    summary = ingest(shelf, changed)
    assert extracted == ["id-2"]
    assert summary.stored.articles.unchanged == 2


def test_a_date_that_is_given_later_counts(extracted: list[str]) -> None:
    shelf = Shelf()
    ingest(shelf, articles(1))
    ingest(shelf, [Article("id-0", "a", path="/articles/0.txt", published_given="2010-04-08")])
    assert extracted == ["id-0", "id-0"]


def test_an_article_told_twice_is_read_once(extracted: list[str]) -> None:
    copy = Article("id-0", "a", path="/articles/copy.txt")
    other = Article("id-0", "b", path="/articles/other.txt")
    summary = ingest(Shelf(), [*articles(1), copy, other])
    assert extracted == ["id-0"]
    assert summary.skipped == {"same article as another": 1}
    assert [(reject.where, reject.id) for reject in summary.rejects] == [("/articles/other.txt", "id-0")]


def test_of_many_rejects_the_first_are_kept(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ingest.sources.items.REJECTS_KEPT", 12)
    told: list[Reject] = []
    summary = Ingest(on_reject=told.append).run(Reject(f"file-{number}", "is broken") for number in range(1, 2001))
    assert (summary.rejects.number, len(summary.rejects), len(told)) == (2000, 12, 2000)
    print_rejects(summary.rejects, TextConsole(), load("en"))
    shown = capsys.readouterr().out
    assert "2,000 rejected" in shown and "file-10" in shown and "file-11" not in shown and "and 1,990 more" in shown


def test_rejects_and_skips_are_counted() -> None:
    told: list[Reject] = []
    reject = Reject("a.txt", "is empty")
    summary = Ingest(on_reject=told.append).run([Skip("a.json", ".json file"), reject, Skip("b.json", ".json file")])
    assert summary.skipped == {".json file": 2}
    assert summary.rejects == told == [reject]


def test_without_a_store_articles_are_counted_alone() -> None:
    summary = ingest(None, articles(3))
    assert (summary.articles, summary.events, summary.stored) == (3, 3, SaveSummary())


def test_articles_of_an_unsure_year_are_told() -> None:
    (told,) = ingest(None, [*articles(1), Article("x", "unsure", path="/x.txt")]).unsure
    assert told[0] == "/x.txt" and "--published" in told[1]


def test_progress_is_told_after_each_article() -> None:
    told: list[int] = []
    working = Ingest()
    working.on_article = lambda summary: told.append(summary.articles)
    working.run(articles(3))
    assert told == [1, 2, 3]


def test_an_interruption_drops_the_batch_in_work_alone() -> None:
    shelf = Shelf()
    summary = ingest(shelf, [*articles(BATCH + 1), Article("stop", "interrupt")])
    assert summary.interrupted
    assert len(shelf.kept) == BATCH


def test_an_interruption_while_reading_ends_the_run() -> None:
    def items() -> Iterator[Article]:
        yield from articles(BATCH)
        raise KeyboardInterrupt

    shelf = Shelf()
    assert ingest(shelf, items()).interrupted
    assert len(shelf.kept) == BATCH


def test_an_error_of_the_store_leaves_the_summary_of_what_was_done() -> None:
    working = Ingest(FullShelf())  # type: ignore[arg-type]
    with pytest.raises(StorageFull):
        working.run(articles(2 * BATCH))
    assert working.summary.stored.articles.new == BATCH


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_batch_that_is_being_written_is_finished() -> None:
    finished = False
    with pytest.raises(KeyboardInterrupt), uninterrupted(Held()):
        os.kill(os.getpid(), signal.SIGINT)
        finished = True
    assert finished
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_a_second_interruption_is_let_through() -> None:
    with pytest.raises(KeyboardInterrupt), uninterrupted(Held()):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)
        pytest.fail("the second one was held back")
