"""
The price of every number of every rule: what one more of it costs.

    price  =  B(problem with one more | prices)  -  B(problem | prices)

No answer of the problem with one more is worth more than its bound at these prices,
so the objective changes by at most this much and the proved gap. One more is a
percentage point of a share, 1 of a count; another solve is not needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from models.packs import Pack, PackError
from models.roster import Roster
from solver.jobs import Decision
from solver.jobs.setup import make_draft
from solver.rules import MASKS
from solver.scenarios.cap_prices import cap_prices
from solver.scenarios.foretell import bound_at
from solver.scenarios.grid import PERCENT, unit_of


@dataclass(frozen=True)
class Marginal:
    """
    One number of one rule.

    Parameters
    ----------
    rule, field
        Which number.
    value
        What it is in this scenario.
    more
        What one more makes of it.
    percent
        Whether one more is a percentage point.
    change
        Of the objective's bound, at the scenario's prices; negative is a cost.
    """

    rule: str
    field: str
    value: str
    more: str
    percent: bool
    change: float


def marginals(roster: Roster, pack: Pack, answer: Decision) -> tuple[Marginal, ...]:
    """
    Prices every number of the rules of a job.

    Parameters
    ----------
    roster, pack
        The facts and the policy.
    answer
        The job's, under this pack.

    Returns
    -------
    tuple[Marginal, ...]
        In the pack's order. Left out: numbers of who may hold what (another mask
        has other pairs, which these prices have not seen), tiers, and numbers at
        the greatest value that is allowed.
    """
    found = []
    for rule, field, value, more, unit in _numbers(pack, answer.job):
        try:
            turned = pack.with_parameters({f"{rule}.{field}": more})
        except PackError:
            continue  # what is greatest already, or bound by another field
        draft = make_draft(answer.job, roster, turned, answer.options)
        problem = draft.problem(answer.values)
        bound = bound_at(problem, answer, same_pairs=True)
        change = bound - answer.result.priced_bound + _places(rule, answer)
        found.append(Marginal(rule, field, value, more, unit == PERCENT, change))
    return tuple(found)


def _places(rule: str, answer: Decision) -> float:
    """What one more place for every household of a cap is worth: the bound leaves caps out."""
    prices = cap_prices(answer.problem, answer.result.prices).tolist()
    own = zip(answer.problem.household_caps, prices, strict=True)
    units = sum(price for cap, price in own if cap.rule == rule)
    return float(units / answer.problem.values.unit)


def _numbers(pack: Pack, job: str) -> Iterator[tuple[str, str, str, str, Fraction]]:
    for rule in pack.rules_for(job):
        if rule.kind in MASKS:
            continue
        for field, param in rule.params().items():
            value = getattr(rule, field)
            if param.numeric and value is not None and param.type != "ratio":
                unit = unit_of([(rule.id, field, param)])
                step = Decimal("0.01") if unit == PERCENT else 1
                yield rule.id, field, str(value), str(value + step), unit
