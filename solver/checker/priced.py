"""The rules whose rows have prices in a certificate, beside shares of posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from models.rules import Budget, HireShare, Target
from solver.checker import budget, hire_share, reach, target
from solver.checker.facts import Facts
from solver.checker.terms import Terms

TERMS: dict[type, Callable[[Any, Facts], Terms]] = {
    HireShare: hire_share.terms,
    Target: target.terms,
    Budget: budget.terms,
}
"""By kind."""


def all_terms(facts: Facts) -> Iterator[Terms]:
    """The lines of every such rule that the job keeps, and of thresholds that are chased."""
    ruled = (TERMS[type(rule)](rule, facts) for rule in facts.rules if type(rule) in TERMS)
    return chain(ruled, reach.terms(facts))
