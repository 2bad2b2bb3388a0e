"""Whether a way out works: the changed case, solved and counted."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.pair_values import PairValues
from matcher.text import TextEncoder
from solver.clashes.case import Case, Compiled, compile_case, short_lines
from solver.clashes.line import Line
from solver.clashes.refusals import restricting
from solver.params import Params
from solver.result import Result
from solver.solve import solve


@dataclass(frozen=True)
class Solved:
    """A case, its answer and the floors that the answer leaves short."""

    compiled: Compiled
    result: Result
    short: tuple[Line, ...]


@dataclass(frozen=True)
class Solver:
    """
    Solves cases that are changes of one.

    Parameters
    ----------
    values
        Of the unchanged case's pairs.
    case
        The unchanged case.
    encoder
        Of the texts.
    """

    values: PairValues
    case: Case
    encoder: TextEncoder

    def solve(self, case: Case) -> Solved:
        """Solves a case over all pairs, and counts its floors afresh."""
        compiled = compile_case(case, self._values(case))
        options = case.options
        result = solve(compiled.problem, Params(gap=options.gap, seed=options.seed))
        return Solved(compiled, result, tuple(short_lines(compiled, result)))

    def _values(self, case: Case) -> PairValues:
        same = case.roster is self.case.roster
        if same and restricting(case.pack) == restricting(self.case.pack):
            return self.values
        return PairValues(case.roster, case.pack, weights=self.values.weights, encoder=self.encoder)
