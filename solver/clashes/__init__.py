"""Rules that cannot hold together: the smallest sets of them, and ways out that work."""

from solver.clashes.report import explain_clashes
from solver.clashes.result import Clash, Report, Way

__all__ = ["Clash", "Report", "Way", "explain_clashes"]
