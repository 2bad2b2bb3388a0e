"""Do the figures that an answer claims follow from its pairs and prices?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from solver.checker.facts import Facts
from solver.checker.report import Fault

_RELATIVE = 1e-9
_ABSOLUTE = 1e-6
_PROVED = ("optimal", "within_gap")
STATUSES = ("optimal", "within_gap", "relaxed", "infeasible", "limit")


@dataclass(frozen=True)
class Figures:
    """
    The figures recomputed, in value.

    `bound` is None where the certificate proves nothing; `gap` is
    (bound - objective) / value, None where nothing is placed.
    """

    objective: float
    value: float
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How far the answer may be from the best, as a part of its value."""
        if self.bound is None or self.value == 0:
            return None
        return (self.bound - self.objective) / self.value


def near(one: float, other: float) -> bool:
    """Whether two figures agree but for rounding when they were written."""
    return abs(one - other) <= _ABSOLUTE + _RELATIVE * max(abs(one), abs(other))


def check_figures(true: Figures, claimed: Mapping[str, Any]) -> Iterator[Fault]:
    """Compares value (where given), objective, bound and gap with what was recomputed."""
    objective, bound, gap = (claimed.get(name) for name in ("objective", "bound", "gap"))
    if "value" in claimed and not near(claimed["value"], true.value):
        message = f"匹配值之和写的是 {claimed['value']}，按匹配结果复算为 {true.value:.6f}。"
        yield Fault("objective_wrong", message)
    if objective is None or not near(objective, true.objective):
        message = f"目标值写的是 {objective}，按匹配结果复算为 {true.objective:.6f}。"
        yield Fault("objective_wrong", message)
    if bound is None:
        yield Fault("bound_absent", "没有写明上界。")
        return
    if true.bound is not None and bound < true.bound and not near(bound, true.bound):
        message = f"上界写的是 {bound}，证书只能证明 {true.bound:.6f}。"
        yield Fault("bound_better", message)
    if objective is None:
        return
    if bound < objective and not near(bound, objective):
        yield Fault("bound_below_objective", f"上界 {bound} 低于目标值 {objective}。")
    if true.value == 0:
        if gap is not None:
            yield Fault("gap_wrong", f"没有安置任何人，差距应为空，写的是 {gap}。")
        return
    stated = (bound - objective) / true.value
    if gap is None or abs(gap - stated) > _RELATIVE + _ABSOLUTE / max(1.0, true.value):
        yield Fault("gap_wrong", f"差距写的是 {gap}，由上界和目标值算得 {stated:.9f}。")


def check_status(
    true: Figures, short: int, asked: float, claimed: Mapping[str, Any]
) -> Iterator[Fault]:
    """
    The status says no more than what was found.

        optimal      nothing short, bound = objective
        within_gap   nothing short, gap <= the gap asked for
        relaxed      something short, gap <= the gap asked for

    Parameters
    ----------
    true
        Recomputed figures.
    short
        How much is short over all rules.
    asked
        The gap asked for.
    claimed
        Its `status` is read.
    """
    status = str(claimed.get("status"))
    if status not in STATUSES:
        yield Fault("status_wrong", f"状态 {status} 不在 {'、'.join(STATUSES)} 之中。")
    if status in _PROVED and short:
        yield Fault("status_short", f"状态写的是 {status}，但规则共差 {short}。")
    if status == "relaxed" and not short:
        yield Fault("status_wrong", "状态写的是 relaxed，但没有一条规则有差额。")
    if true.bound is None:
        return
    left = true.bound - true.objective
    if status == "optimal" and not near(true.bound, true.objective):
        yield Fault("status_wrong", f"状态写的是 optimal，但上界还高出 {left:.6f}。")
    reached = left <= asked * true.value or near(true.bound, true.objective)
    if status in {"within_gap", "relaxed"} and not reached:
        message = f"状态写的是 {status}，但复算的差距为 {true.gap}，要求 {asked}。"
        yield Fault("status_wrong", message)


def check_counts(facts: Facts, claimed: Mapping[str, Any]) -> Iterator[Fault]:
    """The counts given agree with the tables; a count not given is not checked."""
    counts = {
        "placed": int((facts.posts_of > 0).sum()),
        "matches": facts.worker.size,
        "workers": facts.workers,
        "vacancies": facts.vacancies,
        "openings": int(facts.openings.sum()),
        "pairs_priced": facts.workers * facts.vacancies,
    }
    for name, true in counts.items():
        if name in claimed and claimed[name] != true:
            message = f"{name} 写的是 {claimed[name]}，复核为 {true}。"
            yield Fault("count_wrong", message, entity=name)
