"""One cadre to one household: near home, with even loads."""

from solver.caseworkers.assign import assign
from solver.caseworkers.check import check
from solver.caseworkers.households import to_look_after
from solver.caseworkers.result import Caseloads

__all__ = ["Caseloads", "assign", "check", "to_look_after"]
