"""Facts of the world that the articles take for granted: who, since when, and what was signed.

`load()` reads the YAML files beside this module, checks them, and gives a `Knowledge` with its look-ups.
"""

from ingest.knowledge.knowledge import Knowledge, name_key
from ingest.knowledge.loading import load

__all__ = ["Knowledge", "load", "name_key"]
