"""Loads the driver without numpy, pandas and pyarrow.  Import it before `neo4j`.

Where they are installed the driver imports them for values of their types, which are never sent here: 0.1 s of each
command.
"""

from __future__ import annotations

import sys
from importlib import import_module

_kept_out = [name for name in ("numpy", "pandas", "pyarrow") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_kept_out))  # type: ignore[arg-type]  # None there makes an import fail
try:
    import_module("neo4j")
finally:
    for _name in _kept_out:
        del sys.modules[_name]
