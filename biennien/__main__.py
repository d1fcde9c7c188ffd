"""Entry point: `biennien` and `python -m biennien`."""

from __future__ import annotations

from biennien.app import app


def main() -> None:
    """Run the command line."""
    app(prog_name="biennien")


if __name__ == "__main__":
    main()
