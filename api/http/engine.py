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
    """

    job: str
    pack: str
    data: Path
    as_of: date
    out: Path
    options: dict[str, Any]


def execute_order(order: Order, progress: Progress) -> dict[str, Any]:
    """Does a job from files to a run folder; returns the content of run.json."""
    from api.runs import execute  # noqa: PLC0415 -- compiled code that the server never needs
    from solver.jobs.options import JobOptions  # noqa: PLC0415 -- as above

    options = JobOptions(**order.options)
    run = execute(
        order.job, order.data, order.pack, order.out, options, progress, as_of=order.as_of
    )
    return run.run


def pair_values(roster: Roster, pack: Pack) -> Any:
    """Returns the values of all pairs of a roster under a pack."""
    from matcher.pair_values import PairValues  # noqa: PLC0415 -- compiled: at the first question

    return PairValues(roster, pack)


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
    values
        See `pair_values`.
    explain
        See `explainer`.
    """

    read: Callable[..., Roster] = read_upload
    execute: Callable[..., dict[str, Any]] = execute_order
    values: Callable[[Roster, Pack], Any] = pair_values
    explain: Callable[[RunFolder, Roster, Any], Any] = explainer
