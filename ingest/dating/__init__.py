"""The publication date of an article, worked out as a historian would: clues in the text, weighed together.

Every clue says how well it goes with each day from 1990 on; their sum is a distribution over days.  The answer is the
finest value (day, month, year) that is likely enough; with no clue to the year there is no answer.  The clock of the
machine plays no part.  docs/dating.md tells of each kind of clue.
"""

from ingest.dating.advice import advice
from ingest.dating.inference import beside_text, published

__all__ = ["advice", "beside_text", "published"]
