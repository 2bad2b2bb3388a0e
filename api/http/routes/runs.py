"""Runs: start, follow, cancel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Query, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http.bodies.runs import NewRun, Progress, Run, RunPage
from api.http.openapi import told
from api.http.routes.packs import known_pack
from api.http.service import PAGE, Limit, Offset, Parts
from api.store.errors import NotFoundError
from api.store.runs import ENDED
from api.store.tables import RunRow

router = APIRouter(prefix="/v1/runs", tags=["runs"])
LOOK = 0.2  # seconds between two looks at a run that is followed
_EVENTS = """event: progress
data: {"status": "running", "phase": "求解", "fraction": 0.62}

event: end
data: {"status": "done", "phase": "写入结果", "fraction": 1.0}

"""


def run_of(parts: Parts, run_id: str) -> RunRow:
    """Returns the run that a path names."""
    return parts.store.runs.get(run_id)


Known = Annotated[RunRow, Depends(run_of)]


@router.post("", status_code=202, summary="Start a run", responses=told(404, 409))
def start(parts: Parts, body: NewRun, response: Response) -> Run:
    """
    Puts a job into the queue.

    Follow it by its `events`, or ask for it (the `Location`) now and then.
    """
    parts.store.rosters.get(body.roster_id)
    known_pack(body.pack)
    if body.options.from_run is not None:
        parts.store.runs.done(body.options.from_run)
    row = parts.store.runs.add(body.roster_id, body.pack, body.job, body.options.model_dump())
    parts.queue.call()
    response.headers["Location"] = f"/v1/runs/{row.id}"
    return shown(row)


@router.get("", summary="All runs", responses=told())
def runs(
    parts: Parts,
    roster_id: Annotated[str | None, Query(description="Of this roster alone.")] = None,
    offset: Offset = 0,
    limit: Limit = PAGE,
) -> RunPage:
    """Lists the runs, the newest first."""
    rows, total = parts.store.runs.page(offset, limit, roster_id)
    return RunPage(items=[shown(r) for r in rows], total=total, offset=offset, limit=limit)


@router.get("/{run_id}", summary="One run", responses=told(404))
def run(known: Known) -> Run:
    """Shows how far a run is, what came out, or why it failed."""
    return shown(known)


@router.get(
    "/{run_id}/events",
    summary="Follow a run",
    response_class=EventSourceResponse,
    responses={
        200: {"content": {"text/event-stream": {"example": _EVENTS}}},
        **told(404),
    },
)
async def events(parts: Parts, known: Known) -> AsyncIterator[ServerSentEvent]:
    """Sends each step of a run as an event `progress`, and at last an event `end`."""
    row, sent = known, None
    while True:
        told_now = progress_of(row)
        ended = row.status in ENDED
        if told_now != sent or ended:
            yield ServerSentEvent(event="end" if ended else "progress", data=told_now)
            sent = told_now
        if ended:
            return
        await anyio.sleep(LOOK)
        try:
            row = await run_sync(parts.store.runs.get, row.id)
        except NotFoundError:  # it was deleted meanwhile
            return


@router.post("/{run_id}/cancel", summary="Cancel a run", responses=told(404, 409))
def cancel(parts: Parts, known: Known) -> Run:
    """Ends a queued or running run; nothing of its result is kept."""
    parts.queue.cancel(known.id)
    return shown(parts.store.runs.get(known.id))


@router.delete("/{run_id}", status_code=204, summary="Delete a run", responses=told(404, 409))
def delete(parts: Parts, known: Known) -> None:
    """Removes a run that has ended, with its files."""
    parts.store.runs.delete(known.id)


def progress_of(row: RunRow) -> Progress:
    """Returns how far a run is."""
    return Progress.model_validate(row)


def shown(row: RunRow) -> Run:
    """Returns a run as the API shows it."""
    fields = {name: getattr(row, name) for name in Run.model_fields if name != "progress"}
    return Run.model_validate({**fields, "progress": progress_of(row)})
