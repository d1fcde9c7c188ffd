"""Every error that biennien raises on purpose.

BienNienError
├── UsageError          what was asked for cannot be done as asked            (exit code 2)
│   ├── UnknownName     a query, parameter, actor or article that is not there
│   └── BadValue        a value of the wrong type or form
├── InputError          a file or text that cannot be read as an article      (exit code 1)
├── OutputError         a file that cannot be written                         (exit code 1)
├── KnowledgeError      a data file that does not hold what it should         (exit code 1)
└── DatabaseError       anything between us and the database                  (exit code 1)
    ├── Unreachable     no server answers, or the embedded one cannot start
    ├── Refused         user, password or rights are wrong
    ├── SchemaMismatch  the graph was made by another version
    ├── ReadOnly        a saved query that would write
    └── StorageFull     the disk or folder does not take more
"""

from __future__ import annotations


class BienNienError(Exception):
    """One line that says what went wrong, and `advice`, one line that says what to do next."""

    exit_code = 1

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice
        if advice:
            self.add_note(advice)  # stands below the message in a traceback


class UsageError(BienNienError):
    """What was asked for cannot be done as asked."""

    exit_code = 2


class UnknownName(UsageError):
    """A query, parameter, actor or article that is not there."""


class BadValue(UsageError):
    """A value of the wrong type or form."""


class InputError(BienNienError):
    """A file or text that cannot be read as an article."""


class OutputError(BienNienError):
    """A file that cannot be written."""


class KnowledgeError(BienNienError):
    """A data file that does not hold what it should; the message names file and line."""


class DatabaseError(BienNienError):
    """Anything between us and the database."""


class Unreachable(DatabaseError):
    """No server answers, or the embedded one cannot start."""


class Refused(DatabaseError):
    """User, password or rights are wrong."""


class SchemaMismatch(DatabaseError):
    """The graph was made by another version of biennien."""


class ReadOnly(DatabaseError):
    """A saved query that would write."""


class StorageFull(DatabaseError):
    """The disk or folder does not take more."""
