"""A run: from files to an answer, checked and written to a folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from api.runs.errors import CheckFailedError, RunError
from api.runs.folder import RunFolder

if TYPE_CHECKING:
    from api.runs.execution import execute

__all__ = ["CheckFailedError", "RunError", "RunFolder", "execute"]


def __getattr__(name: str) -> Any:
    # Loaded on first use: whoever reads a folder needs no solver.
    if name != "execute":
        msg = f"module 'api.runs' has no attribute {name!r}"
        raise AttributeError(msg)
    return import_module("api.runs.execution").execute
