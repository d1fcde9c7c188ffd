#!/bin/bash
# Read the example articles into a graph of their own below build/demo, show what is in it, and draw the timeline.
# Every run starts from nothing and leaves no server behind.
set -euo pipefail
cd "$(dirname "$0")/.."

biennien=$PWD/.venv/bin/biennien
export BIENNIEN_DATA_DIR=$PWD/build/demo/data
unset NEO4J_URI NEO4J_USERNAME NEO4J_PASSWORD NEO4J_DATABASE

stop() {
    [ ! -d "$BIENNIEN_DATA_DIR" ] || "$biennien" db stop >/dev/null
}

show() {
    printf '\n$ biennien %s\n' "$*"
    "$biennien" "$@"
}

stop
rm -rf build/demo
mkdir -p build/demo
trap stop EXIT
[ -t 1 ] || export COLUMNS=120

show ingest examples
show query timeline
show export build/demo/timeline.html
show export build/demo/timeline.md

printf '\nThe timeline is in %s\n' "$PWD/build/demo/timeline.html"
printf 'and, to read in a terminal, in %s\n' "$PWD/build/demo/timeline.md"
