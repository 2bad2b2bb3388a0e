"""A job that chases thresholds: two problems of one draft, and what became of each threshold."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from matcher.pair_values import PairValues
from matcher.pairs import Values
from models.packs import Pack
from models.roster import Roster
from models.rules.chased import Chased, lay_out
from solver.jobs.options import JobOptions
from solver.params import Params, Progress
from solver.problem import Problem
from solver.reach import reach, reach_table
from solver.result import Result
from solver.rules import Draft
from solver.rules.threshold import add_chased


@dataclass
class Chasing:
    """
    The thresholds of a run.

    Parameters
    ----------
    chased
        Laid out over the roster.
    draft
        Of the job; rows are added to it.
    values
        Of all pairs.
    """

    chased: tuple[Chased, ...]
    draft: Draft
    values: Values
    whole: Problem = field(init=False)
    relaxed: Problem = field(init=False)

    def __post_init__(self) -> None:
        rows = [*self.draft.rows]
        add_chased(self.draft, self.chased, relaxed=False)
        self.whole = self.draft.problem(self.values)
        self.draft.rows[:] = rows
        add_chased(self.draft, self.chased, relaxed=True)
        self.relaxed = self.draft.problem(self.values)

    @classmethod
    def of(
        cls, options: JobOptions, pack: Pack, roster: Roster, draft: Draft, values: PairValues
    ) -> Chasing | None:
        """
        Those that are asked for; None where none is.

        Raises
        ------
        models.reach.ReachError
            See `models.rules.chased.lay_out`.
        """
        if not options.reach:
            return None
        return cls(lay_out(options.reach, pack, roster), draft, values)

    def solve(self, params: Params, progress: Progress) -> Result:
        """Decides."""
        return reach(self.whole, self.relaxed, params, progress)

    def table(self, result: Result, roster: Roster) -> pl.DataFrame:
        """What became of each threshold."""
        return reach_table(self.chased, self.draft, self.relaxed, result, roster)
