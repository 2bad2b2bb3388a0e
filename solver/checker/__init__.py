"""
The checker: every answer is re-counted from roster, policy and answer alone.

It imports nothing of the solver, so that a mistake there cannot hide here.
"""

from solver.checker.check import check
from solver.checker.folder import verify_run
from solver.checker.report import Fault, Report

__all__ = ["Fault", "Report", "check", "verify_run"]
