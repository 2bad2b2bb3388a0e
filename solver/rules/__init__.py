"""Rules to rows: one compiler for each kind. Who may hold what is the matcher's: it is no row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.packs import Pack, PackError, PackProblem
from solver.rules.budget import compile_budget
from solver.rules.draft import Draft
from solver.rules.exposure_cap import compile_exposure_cap
from solver.rules.hire_share import compile_hire_share
from solver.rules.household_cap import compile_household_cap
from solver.rules.household_guarantee import compile_household_guarantee
from solver.rules.post_share import compile_post_share
from solver.rules.priority import compile_priority
from solver.rules.push_minimum import compile_push_minimum
from solver.rules.target import compile_target

COMPILERS: dict[str, Callable[[Any, Draft], None]] = {
    "post_share": compile_post_share,
    "hire_share": compile_hire_share,
    "target": compile_target,
    "budget": compile_budget,
    "household_guarantee": compile_household_guarantee,
    "household_cap": compile_household_cap,
    "push_minimum": compile_push_minimum,
    "exposure_cap": compile_exposure_cap,
    "priority": compile_priority,
}
"""By kind."""

MASKS = frozenset({"eligibility", "term_limit"})
"""Kinds that `matcher.requirements` compiles to the mask of allowed pairs."""


def compile_rules(pack: Pack, job: str, draft: Draft) -> None:
    """
    Compiles every rule that a job keeps.

    Raises
    ------
    PackError
        Naming each rule that no row is made of yet: none is left out in silence.
    """
    rules = [rule for rule in pack.rules_for(job) if rule.kind not in MASKS]
    unknown = tuple(
        _not_yet(pack, place, rule.kind)
        for place, rule in enumerate(pack.rules)
        if rule in rules and rule.kind not in COMPILERS
    )
    if unknown:
        raise PackError(unknown)
    for rule in rules:
        COMPILERS[rule.kind](rule, draft)


def _not_yet(pack: Pack, place: int, kind: str) -> PackProblem:
    line = pack.positions.line(("rule", place, "kind"))
    message = f"{kind} 类规则目前只登记和说明，还不能用于安置计算。"
    allowed = "删去这条规则（或在前面加 # 注释掉）后再计算"
    return PackProblem("not-yet-used", pack.path, line, pack.rules[place].id, message, allowed)


__all__ = ["COMPILERS", "MASKS", "Draft", "compile_rules"]
