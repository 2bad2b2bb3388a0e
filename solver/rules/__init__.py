"""Rules to rows: one compiler for each kind. Eligibility is the matcher's: it is no row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from solver.rules.draft import Draft
from solver.rules.exposure_cap import compile_exposure_cap
from solver.rules.household_cap import compile_household_cap
from solver.rules.household_guarantee import compile_household_guarantee
from solver.rules.post_share import compile_post_share
from solver.rules.priority import compile_priority
from solver.rules.push_minimum import compile_push_minimum

COMPILERS: dict[str, Callable[[Any, Draft], None]] = {
    "post_share": compile_post_share,
    "household_guarantee": compile_household_guarantee,
    "household_cap": compile_household_cap,
    "push_minimum": compile_push_minimum,
    "exposure_cap": compile_exposure_cap,
    "priority": compile_priority,
}
"""By kind. `eligibility` is missing: `matcher.requirements` compiles it to the mask."""

__all__ = ["COMPILERS", "Draft"]
