"""`biennien` with two articles a transaction, which says `saving` and `saved` on standard output around each."""

from collections.abc import Iterable

from biennien.__main__ import main
from graph.model import ArticleRecord
from graph.store import Store
from graph.writing import SaveSummary
from ingest import run

save = Store.save


def told(self: Store, records: Iterable[ArticleRecord]) -> SaveSummary:
    print("saving", flush=True)
    done = save(self, records)
    print("saved", flush=True)
    return done


if __name__ == "__main__":
    run.BATCH = run.AHEAD = 2
    Store.save = told  # type: ignore[method-assign]
    main()
