"""Rules that cannot hold together: the smallest sets of them, and ways out that work."""

from solver.clashes.report import Clash, Report, Way, explain_clashes

__all__ = ["Clash", "Report", "Way", "explain_clashes"]
