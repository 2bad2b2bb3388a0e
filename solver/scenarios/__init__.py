"""What would change if a rule did: scenarios, their prices, who wins and who loses."""

from solver.scenarios.changes import by_group, by_kind, compare
from solver.scenarios.frontier import undominated
from solver.scenarios.grid import Axis, Point, make_grid
from solver.scenarios.marginal import Marginal, marginals
from solver.scenarios.money import granted, would_owe
from solver.scenarios.rule_prices import rule_prices
from solver.scenarios.scenario import Scenario
from solver.scenarios.step import Step
from solver.scenarios.sweep import sweep

__all__ = [
    "Axis",
    "Marginal",
    "Point",
    "Scenario",
    "Step",
    "by_group",
    "by_kind",
    "compare",
    "granted",
    "make_grid",
    "marginals",
    "rule_prices",
    "sweep",
    "undominated",
    "would_owe",
]
