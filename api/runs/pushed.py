"""The posts that runs of `push` gave people, as records of services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl

from api.runs.errors import RunError
from api.runs.folder import RunFolder
from models.fields import SERVICES
from models.roster import Roster


def with_pushes(roster: Roster, folders: Sequence[str | Path]) -> Roster:
    """
    The roster with a record for every post pushed, on the reference day of its run.

    Parameters
    ----------
    roster
        The same post pushed to a person twice counts once anyway.
    folders
        Run folders of `push` whose messages have gone out.

    Raises
    ------
    RunError
        When a folder holds another run, or its day lies after the roster's.
    """
    records = [roster.services]
    for number, folder in enumerate(folders, 1):
        run = RunFolder(Path(folder))
        if run.job != "push":
            msg = f"{folder} 是 {run.job} 的结果；--pushed 要的是 push 的结果文件夹。"
            raise RunError(msg)
        day = date.fromisoformat(str(run.run["as_of"]))
        if day > roster.as_of:
            msg = (
                f"{folder} 的推送日 {day} 晚于基准日 {roster.as_of}；请用 --as-of 写明本期的日期。"
            )
            raise RunError(msg)
        made = run.matches.select(
            pl.format("推送{}-{}-{}", pl.lit(number), "worker_id", "vacancy_id").alias(
                "service_id"
            ),
            "worker_id",
            pl.lit("push").alias("kind"),
            pl.lit(day).alias("served_at"),
            "vacancy_id",
        )
        records.append(
            made.select(
                pl.col(name).cast(dtype)
                if name in made.columns
                else pl.lit(None, dtype).alias(name)
                for name, dtype in SERVICES.schema.items()
            )
        )
    return replace(roster, services=pl.concat(records))
