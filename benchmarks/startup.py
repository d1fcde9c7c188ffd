"""How long commands take from the shell's point of view: median and range of several runs, in seconds.

    python benchmarks/startup.py [--runs 11]

A warm query runs on an embedded database that is up; a cold one starts and stops it.  The graph holds the example
articles.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
BIENNIEN = Path(sys.executable).with_name("biennien")


def timed(arguments: list[str], environment: dict[str, str], runs: int) -> list[float]:
    """Seconds of each run, shortest first; the first run, which warms the disk cache, is left out."""
    seconds = []
    for _ in range(runs + 1):
        before = time.perf_counter()
        subprocess.run([BIENNIEN, *arguments], env=environment, capture_output=True, check=True)
        seconds.append(time.perf_counter() - before)
    return sorted(seconds[1:])


def report(title: str, seconds: list[float]) -> None:
    """One line of the table."""
    print(
        f"{title:<34} {statistics.median(seconds):6.3f} s   {seconds[0]:.3f} to {seconds[-1]:.3f}   n = {len(seconds)}"
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="Time the start of the commands.")
    parser.add_argument("--runs", type=int, default=11, help="timed runs of each command (cold ones: a third of it)")
    runs = parser.parse_args().runs
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "BIENNIEN_"))}
    with tempfile.TemporaryDirectory() as folder:
        warm = inherited | {"BIENNIEN_DATA_DIR": folder}
        cold = warm | {"BIENNIEN_LINGER": "0"}
        report("biennien --help", timed(["--help"], warm, runs))
        report("biennien query --help", timed(["query", "--help"], warm, runs))
        subprocess.run([BIENNIEN, "ingest", EXAMPLES], env=warm, capture_output=True, check=True)
        report("biennien query timeline, warm", timed(["query", "timeline"], warm, runs))
        report("biennien ingest, nothing new, warm", timed(["ingest", str(EXAMPLES)], warm, runs))
        subprocess.run([BIENNIEN, "db", "stop"], env=warm, capture_output=True, check=True)
        report("biennien query timeline, cold", timed(["query", "timeline"], cold, max(runs // 3, 1)))


if __name__ == "__main__":
    main()
