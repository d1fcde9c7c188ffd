#!/bin/bash
# Make .venv, or bring it up to date.
# usage: setup.sh PYTHON
set -euo pipefail
cd "$(dirname "$0")/.."

python=${1:-}
if [ -z "$python" ]; then
    echo "setup: no Python 3.11 or later was found; install one, or name it: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    # Debian keeps the part of Python that makes environments in a package of its own.
    if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        tools/apt.sh "python$version-venv" || {
            echo "setup: $python cannot make environments; install python$version-venv" >&2
            exit 1
        }
    fi
    "$python" -m venv .venv
fi
echo "setup: installing biennien and what it needs into .venv"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
echo "setup: $(.venv/bin/biennien --version) is at .venv/bin/biennien"
