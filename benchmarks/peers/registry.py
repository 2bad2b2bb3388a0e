"""The peers: what each is, what it sees, how it is called. A new one is a file and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, cast

from benchmarks.peers.dense import lists_of_players, matrix_by_opening, matrix_by_vacancy
from benchmarks.peers.market import Found, Market, Task

Solve = Callable[[Task], Found]
Sees = Literal["priced", "naive", "all"]


@dataclass(frozen=True)
class Peer:
    """
    A solver to compare with.

    Parameters
    ----------
    name
        On the command line.
    label
        In the table.
    module, function
        Where it is; imported in its own process only, so that a package that
        is missing costs no other peer anything.
    sees
        "priced": everybody's best candidates at our final prices, with our
        answer among them; "naive": everybody's best by value; "all" pairs.
    job
        "allocate" or "push".
    keeps_limit
        Whether it stops by itself at the limit with the best it has.
    needs
        Bytes that it takes where it sees all pairs.
    """

    name: str
    label: str
    module: str
    function: str
    sees: tuple[Sees, ...] = ("priced", "naive")
    job: str = "allocate"
    keeps_limit: bool = True
    needs: Callable[[Market], int] | None = None

    def load(self) -> Solve:
        """Imports its function into this process; raises ImportError where a package is missing."""
        module = import_module(f"benchmarks.peers.{self.module}")
        return cast("Solve", getattr(module, self.function))


PEERS: dict[str, Peer] = {
    peer.name: peer
    for peer in (
        Peer("cp-sat", "CP-SAT", "cpsat", "cp_sat"),
        Peer("highs-mip", "HiGHS MIP", "highs", "highs_mip"),
        Peer("highs-lp", "HiGHS LP", "highs", "highs_lp"),
        Peer("glop", "GLOP", "ortools_lp", "glop"),
        Peer("pdlp", "PDLP", "ortools_lp", "pdlp"),
        Peer(
            "hungarian",
            "SciPy linear_sum_assignment",
            "hungarian",
            "hungarian",
            sees=("all",),
            keeps_limit=False,
            needs=matrix_by_opening,
        ),
        Peer("greedy", "greedy by value", "greedy", "greedy", sees=("all",), keeps_limit=False),
        Peer(
            "deferred",
            "deferred acceptance (matching)",
            "deferred",
            "deferred",
            sees=("all", "naive"),
            keeps_limit=False,
            needs=lists_of_players,
        ),
        Peer(
            "transport",
            "entropic transport (POT)",
            "transport",
            "transport",
            sees=("all",),
            job="push",
            keeps_limit=False,
            needs=matrix_by_vacancy,
        ),
        Peer(
            "greedy-push",
            "greedy by value",
            "greedy",
            "greedy",
            sees=("all",),
            job="push",
            keeps_limit=False,
        ),
    )
}
