#!/bin/sh
# Print a Python of 3.11 or later: `python3` if it is one, else the newest that has its version in its name.
for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
done
