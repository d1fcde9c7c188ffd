"""Other programs that find dates in Vietnamese, to be measured on the same articles."""

from __future__ import annotations

from benchmarks.peers import dateparser_search, duckling, heideltime
from benchmarks.peers.peer import Reader

READERS: dict[str, Reader] = {
    heideltime.NAME: heideltime.read,
    f"{dateparser_search.NAME} `search_dates`": dateparser_search.split,
    f"{dateparser_search.NAME} `search_dates`, n-grams": dateparser_search.ngram,
    duckling.NAME: duckling.read,
}
"""How each peer is run, by the name that tables show."""
