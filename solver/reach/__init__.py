"""Thresholds that the planner chooses to chase: which employers reach them, and what it costs."""

from solver.reach.report import REACH_SCHEMA, reach_table
from solver.reach.solve import reach

__all__ = ["REACH_SCHEMA", "reach", "reach_table"]
