"""What the server has others do: one field per thing, so that a test can put its own in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.http.work.task import Progress
from api.runs.folder import RunFolder
from models.packs import Pack
from models.reach import Reach
from models.roster import Roster


def read_upload(path: Path, *, as_of: date | None, progress: Progress) -> Roster:
    """Reads an uploaded roster; raises RosterError where it cannot be used."""
    from models.reading import read_roster  # noqa: PLC0415 -- only worker processes read files

    roster: Roster = read_roster(path, as_of=as_of, progress=progress)
    return roster


@dataclass(frozen=True)
class Order:
    """
    What a run is asked to do.

    Parameters
    ----------
    job, pack
        Which job, under which pack.
    data
        File or folder of the roster.
    as_of
        The roster's reference day.
    out
        The run folder; it does not exist yet.
    options
        Fields of `JobOptions`.
    from_run
        Folder of an earlier run to begin at; None to begin from nothing.
    """

    job: str
    pack: str
    data: Path
    as_of: date
    out: Path
    options: dict[str, Any]
    from_run: Path | None = None


def execute_order(order: Order, progress: Progress) -> dict[str, Any]:
    """Does a job from files to a run folder; returns the content of run.json."""
    from api.runs import execute  # noqa: PLC0415 -- compiled code that the server never needs
    from solver.jobs.options import JobOptions  # noqa: PLC0415 -- as above

    asked = dict(order.options)
    reach = tuple(Reach.parse(text) for text in asked.pop("reach", ()))
    options = JobOptions(**asked, reach=reach)
    run = execute(
        order.job, order.data, order.pack, order.out, options, progress, as_of=order.as_of,
        from_run=order.from_run,
    )  # fmt: skip
    return run.run


def simulate_order(order: Order, progress: Progress) -> dict[str, Any]:
    """Does scenarios from files to their folder; returns how many there are."""
    from api.runs.simulate import simulate  # noqa: PLC0415 -- as above
    from solver.jobs.options import JobOptions  # noqa: PLC0415 -- as above
    from solver.scenarios import Axis  # noqa: PLC0415 -- as above

    asked = order.options
    record = simulate(
        order.data, order.pack, order.out,
        [Axis(name, tuple(values)) for name, values in asked["varied"].items()],
        JobOptions(gap=asked["gap"], seed=asked["seed"]), job=asked["job"],
        months=asked["months"], frontier=asked["frontier"], as_of=order.as_of, progress=progress,
    )  # fmt: skip
    return {"scenarios": len(record["scenarios"])}


def pair_values(roster: Roster, pack: Pack, weights: dict[str, float]) -> Any:
    """Returns the values of all pairs of a roster under a pack, at the weights of a run."""
    from matcher.components import Weights  # noqa: PLC0415 -- as below
    from matcher.pair_values import PairValues  # noqa: PLC0415 -- compiled: at the first question

    return PairValues(roster, pack, weights=Weights(**weights) if weights else None)


def explainer(run: RunFolder, roster: Roster, values: Any) -> Any:
    """Returns what explains a run; see `api.explain.Explainer`."""
    from api.explain import Explainer  # noqa: PLC0415 -- compiled: at the first question

    return Explainer(run, roster, values)


@dataclass(frozen=True)
class Engine:
    """
    The functions behind the routes; each a function of a module, as processes get it by name.

    Parameters
    ----------
    read
        See `read_upload`.
    execute
        See `execute_order`.
    simulate
        See `simulate_order`.
    values
        See `pair_values`.
    explain
        See `explainer`.
    """

    read: Callable[..., Roster] = read_upload
    execute: Callable[..., dict[str, Any]] = execute_order
    simulate: Callable[..., dict[str, Any]] = simulate_order
    values: Callable[[Roster, Pack, dict[str, float]], Any] = pair_values
    explain: Callable[[RunFolder, Roster, Any], Any] = explainer
