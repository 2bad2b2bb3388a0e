"""The decision: prices, an auction, flows, a certificate. Knows no text, no file and no HTTP."""

from matcher.dense import DenseValues
from solver.params import Params
from solver.problem import Household, HouseholdCap, Problem
from solver.result import Result, Status
from solver.row import Row
from solver.solve import solve

__all__ = [
    "DenseValues",
    "Household",
    "HouseholdCap",
    "Params",
    "Problem",
    "Result",
    "Row",
    "Status",
    "solve",
]
