"""Entry point: `biennien` and `python -m biennien`."""

from __future__ import annotations

import io
import sys

from biennien.app import app


def main() -> None:
    """Run the command line, which prints UTF-8 wherever it runs: a Windows pipe takes no Vietnamese otherwise."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    app(prog_name="biennien")


if __name__ == "__main__":
    main()
