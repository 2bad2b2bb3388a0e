"""Who fits where, and how well: texts, eligibility with reasons, values of pairs."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from matcher.occupations import OccupationCoder
    from matcher.pair_values import PairValues
    from matcher.text import TextEncoder

# Loaded on first use: scikit-learn takes a second to import, and most commands need none of it.
_HOME = {
    "OccupationCoder": "matcher.occupations",
    "PairValues": "matcher.pair_values",
    "TextEncoder": "matcher.text",
}

__all__ = ["OccupationCoder", "PairValues", "TextEncoder"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        msg = f"module 'matcher' has no attribute {name!r}"
        raise AttributeError(msg)
    return getattr(import_module(_HOME[name]), name)
