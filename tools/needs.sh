#!/bin/bash
# Bring what the tests need besides Python: a Neo4j with its Java, Chromium, and the readers of web formats.  What
# cannot be had is said in one line each; that is an error under CI=true, else the tests that need it are skipped.
set -euo pipefail
cd "$(dirname "$0")/.."

complete=1
if [ -n "${BIENNIEN_TEST_NEO4J_URI:-}" ]; then
    echo "needs: the tests use the Neo4j at $BIENNIEN_TEST_NEO4J_URI"
else
    if ! .venv/bin/python tests/neo4j_server.py check 2>/dev/null; then
        command -v mvn >/dev/null || tools/apt.sh maven || true
        .venv/bin/python tests/neo4j_server.py fetch || complete=0
    fi
fi

if ! .venv/bin/python tests/web_readers.py check 2>/dev/null; then
    command -v npm >/dev/null || tools/apt.sh npm || true
    .venv/bin/python tests/web_readers.py fetch || complete=0
fi

browser() {
    command -v chromium chromium-browser google-chrome >/dev/null
}

# Playwright, which steers the browser, brings a Node.js that needs a library of GCC.
steering() {
    .venv/lib/python3*/site-packages/playwright/driver/node --version >/dev/null 2>&1
}

browser || tools/apt.sh chromium || true
steering || tools/apt.sh libatomic1 || true
browser || {
    echo "not tested in a browser: no Chromium (install it: apt-get install chromium)" >&2
    complete=0
}
steering || {
    echo "not tested in a browser: Playwright's driver does not run (install its library: apt-get install libatomic1)" >&2
    complete=0
}

if [ "$complete" = 0 ] && [ "${CI:-}" = true ]; then
    echo "needs: under CI=true nothing may be missing" >&2
    exit 1
fi
