"""The script that scores records against annotations, which lies beside these and is no part of the project."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType


def scoring_script(path: Path) -> ModuleType:
    """The script as a module.  Raises ImportError when it is no Python."""
    spec = importlib.util.spec_from_file_location("annotation_score", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no Python module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
