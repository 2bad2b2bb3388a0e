"""The monitoring of a roster, as counts and as tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

import polars as pl
from fastapi import APIRouter, Depends, Query

from api.http.bodies.monitoring import Monitoring, MonitoringPage
from api.http.errors import UnusableError
from api.http.openapi import told
from api.http.routes.packs import known_pack
from api.http.service import PAGE, Limit, Offset, Parts
from api.runs.errors import RunError
from api.runs.monitor import figures, watched
from api.store.frames import load_roster
from solver.monitoring import Monitoring as Found

router = APIRouter(prefix="/v1/rosters/{roster_id}/monitoring", tags=["monitoring"])
Table = Literal[
    "changes", "late", "households", "terms", "pay", "indicators", "progress", "reviews",
    "services", "served", "graduates",
]  # fmt: skip
_NUMBER = r"^[a-z0-9-]{1,100}=[0-9]{1,15}(\.[0-9]{1,6})?$"
Entered = Annotated[str, Query(pattern=_NUMBER)]


def found_of(
    parts: Parts,
    roster_id: str,
    pack: Annotated[str, Query(description="ID of a pack, as GET /v1/packs lists it.")],
    before: Annotated[
        str | None, Query(description="An earlier roster to compare with, person by person.")
    ] = None,
    since: Annotated[
        date | None,
        Query(description="Day of the ledger to compare with; the end of last month if left out."),
    ] = None,
    entered: Annotated[
        list[Entered] | None,
        Query(description="RULE=NUMBER: a number that the office enters; again for another."),
    ] = None,
) -> Found:
    """Watches a roster under a pack; kept, so that its tables are answered at once."""
    rules = known_pack(pack)
    for key in (roster_id, before):
        if key is not None:
            parts.store.rosters.get(key)
    numbers = dict(text.split("=") for text in entered or [])

    def watch() -> Found:
        tables = parts.store.rosters.tables
        earlier = load_roster(tables(before)) if before is not None else None
        return watched(
            load_roster(tables(roster_id)),
            rules,
            before=earlier,
            since=since,
            entered={rule: Decimal(number) for rule, number in numbers.items()},
        )

    try:
        return parts.warm.monitoring(roster_id, f"{pack} {before} {since} {numbers}", watch)
    except RunError as error:
        field = "entered" if "填报" in str(error) else "before" if before else "since"
        hint = "对比日要早于花名册的基准日；填报的规则见 GET /v1/packs/{pack_id}。"
        raise UnusableError(field, str(error), hint) from error


Watched = Annotated[Found, Depends(found_of)]


@router.get("", summary="What the month brought", responses=told(404))
def counts(found: Watched, roster_id: str, pack: str) -> Monitoring:
    """Counts changes, warnings, targets, services and graduates; see the tables for the lines."""
    return Monitoring.model_validate({"roster_id": roster_id, "pack": pack, **figures(found)})


@router.get("/{table}", summary="One table of it", responses=told(404))
def table(found: Watched, table: Table, offset: Offset = 0, limit: Limit = PAGE) -> MonitoringPage:
    """Lists the lines of one table; people are named by their IDs alone."""
    frame: pl.DataFrame = getattr(found, table)
    items = frame.slice(offset, limit).with_columns(pl.col(pl.Date).cast(pl.String)).to_dicts()
    return MonitoringPage(items=items, total=frame.height, offset=offset, limit=limit)
