"""Scenarios: ask for them, follow them, read them."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.responses import FileResponse

from api.http.bodies.scenarios import NewScenarios, Scenarios, ScenariosPage, result_of
from api.http.openapi import told
from api.http.routes.packs import known_pack
from api.http.routes.results import BYTES
from api.http.routes.runs import progress_of
from api.http.service import PAGE, Limit, Offset, Parts
from api.runs.scenario_files import SCENARIO_FILES
from api.store.errors import NotFoundError
from api.store.runs import SIMULATE
from api.store.tables import RunRow

router = APIRouter(prefix="/v1/scenarios", tags=["scenarios"])


def asked_for(parts: Parts, scenarios_id: str) -> RunRow:
    """Returns the scenarios that a path names."""
    return parts.store.runs.scenarios(scenarios_id)


Known = Annotated[RunRow, Depends(asked_for)]


@router.post("", status_code=202, summary="Ask for scenarios", responses=told(404))
def start(parts: Parts, body: NewScenarios, response: Response) -> Scenarios:
    """Puts them into the queue of the runs; ask for them (the `Location`) now and then."""
    parts.store.rosters.get(body.roster_id)
    pack = known_pack(body.pack)
    for name, values in body.varied.items():
        for value in values:
            pack.with_parameters({name: value})
    options = body.model_dump(exclude={"roster_id", "pack"})
    row = parts.store.runs.add(body.roster_id, body.pack, SIMULATE, options)
    parts.queue.call()
    response.headers["Location"] = f"/v1/scenarios/{row.id}"
    return _shown(parts, row)


@router.get("", summary="All scenarios", responses=told())
def listed(parts: Parts, offset: Offset = 0, limit: Limit = PAGE) -> ScenariosPage:
    """Lists what was asked for, the newest first; each one's result is at its own address."""
    rows, total = parts.store.runs.page(offset, limit, scenarios=True)
    items = [_shown(parts, row, whole=False) for row in rows]
    return ScenariosPage(items=items, total=total, offset=offset, limit=limit)


@router.get("/{scenarios_id}", summary="Some scenarios", responses=told(404))
def one(parts: Parts, known: Known) -> Scenarios:
    """Shows how far they are, what came out, or why they failed."""
    return _shown(parts, known)


@router.get(
    "/{scenarios_id}/files/{name}",
    summary="One file of scenarios",
    response_class=FileResponse,
    responses={**BYTES, **told(404, 409)},
)
def file(parts: Parts, known: Known, name: str) -> FileResponse:
    """Sends a file of theirs as it is: scenarios.xlsx, scenarios.html, steps.csv, ..."""
    parts.store.runs.check_done(known)
    if name not in SCENARIO_FILES:
        raise NotFoundError("name", name, f"可用：{'、'.join(SCENARIO_FILES)}。")
    return FileResponse(parts.store.runs.folder(known.id) / name, filename=name)


@router.post("/{scenarios_id}/cancel", summary="Cancel scenarios", responses=told(404, 409))
def cancel(parts: Parts, known: Known) -> Scenarios:
    """Ends what is queued or running; nothing of it is kept."""
    parts.queue.cancel(known.id)
    return _shown(parts, parts.store.runs.scenarios(known.id))


@router.delete(
    "/{scenarios_id}", status_code=204, summary="Delete scenarios", responses=told(404, 409)
)
def delete(parts: Parts, known: Known) -> None:
    """Removes scenarios that have ended, with their files."""
    parts.store.runs.delete(known.id)


def _shown(parts: Parts, row: RunRow, *, whole: bool = True) -> Scenarios:
    result = None
    if whole and row.status == "done":
        path = parts.store.runs.folder(row.id) / "scenarios.json"
        result = result_of(json.loads(path.read_text(encoding="utf-8")))
    names = ("id", "roster_id", "pack", "created_at", "ended_at", "status", "problem")
    return Scenarios.model_validate(
        {
            **{name: getattr(row, name) for name in names},
            "varied": row.options["varied"],
            "job": row.options["job"],
            "progress": progress_of(row),
            "result": result,
        }
    )
