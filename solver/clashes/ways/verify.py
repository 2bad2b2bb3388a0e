"""Whether a way out works: the changed case, solved and counted."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.pair_values import PairValues
from matcher.text import TextEncoder
from solver.clashes.case import Case, Compiled, compile_case, spare
from solver.clashes.line import Line
from solver.clashes.refusals import restricting
from solver.params import Params
from solver.result import Result
from solver.solve import solve

ROUNDS = 6  # of the solver: what is short is known by then, if not what the best is worth


@dataclass(frozen=True)
class Solved:
    """A case, its answer, and the lines that it leaves short or holds with nothing to spare."""

    compiled: Compiled
    result: Result
    short: tuple[Line, ...]
    tight: tuple[Line, ...]


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

    def solve(self, case: Case, before: Solved | None = None, rounds: int = ROUNDS) -> Solved:
        """
        Solves a case over all pairs, and counts its lines afresh.

        Parameters
        ----------
        case
            What is asked.
        before
            Of nearly the same case: where its pairs are the same, the solve of a large
            case begins there.
        rounds
            Of the solver at most.
        """
        if before is not None and case.same(before.compiled.case):
            return before
        values = self._values(case)
        start = refusals = None
        if before is not None and before.compiled.problem.values is values:
            start = before.result.start if before.compiled.large else None
            refusals = before.compiled.refusals
        compiled = compile_case(case, values, refusals)
        params = Params(gap=case.options.gap, seed=case.options.seed, rounds=rounds)
        result = solve(compiled.problem, params, start=start)
        left = spare(compiled, result)
        short = tuple(line for line, (more, _) in left.items() if more < 0)
        tight = tuple(line for line, (more, most) in left.items() if 0 <= more < most)
        return Solved(compiled, result, short, tight)

    def _values(self, case: Case) -> PairValues:
        same = case.roster is self.case.roster
        if same and restricting(case.pack) == restricting(self.case.pack):
            return self.values
        return PairValues(case.roster, case.pack, weights=self.values.weights, encoder=self.encoder)
