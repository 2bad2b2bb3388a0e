"""Lines of re-counted rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from matcher.units import IntArray
from solver.checker.report import LINE_SCHEMA


def lines(
    rule: str,
    kind: str,
    entities: Sequence[str] | pl.Series,
    required: IntArray,
    achieved: IntArray,
    *,
    most: bool = False,
    penalty: int | IntArray = 0,
    listed: bool = True,
) -> pl.DataFrame:
    """
    Builds the lines of one rule, each entity by itself.

        at least so many    shortfall = max(0, required - achieved)
        at most so many     shortfall = max(0, achieved - required)

    Parameters
    ----------
    rule, kind
        The rule's id and kind.
    entities, required, achieved
        Shapes (E,).
    most
        Whether the rule allows at most `required`.
    penalty
        In units, for each one short, one number or shape (E,); 0 where the rule
        may not be short at all.
    listed
        Whether the answer must have a line for every entity that is owed
        something, not only for those that are short.
    """
    over: Any = achieved - required if most else required - achieved
    return pl.DataFrame(
        {
            "rule": [rule] * len(entities),
            "kind": [kind] * len(entities),
            "entity": entities,
            "required": required,
            "achieved": achieved,
            "shortfall": over.clip(min=0),
            "penalty": np.broadcast_to(penalty, len(entities)),
            "listed": [listed] * len(entities),
        },
        schema=LINE_SCHEMA,
    )
