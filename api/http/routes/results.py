"""What came out of a run: its tables, a page at a time, and its files."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import FileResponse

from api.http.bodies import results as bodies
from api.http.bodies.results import (
    Match,
    MatchPage,
    RuleLine,
    RulePage,
    Unfilled,
    UnfilledPage,
    Unplaced,
    UnplacedPage,
    VacancyBrief,
    WorkerBrief,
)
from api.http.bodies.runs import RunFile, RunFileList
from api.http.openapi import told
from api.http.service import PAGE, Limit, Offset, Parts, Service
from api.runs.folder import FILES, RunFolder
from api.store import results
from api.store.frames import lookup
from api.store.tables import RunRow

router = APIRouter(prefix="/v1/runs/{run_id}", tags=["results"])
BYTES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file as it is",
        "content": {
            "application/octet-stream": {
                "schema": {"type": "string", "format": "binary"},
                "example": "(the bytes of matches.xlsx)",
            }
        },
    }
}


def done_run(parts: Parts, run_id: str) -> RunRow:
    """Returns the run that a path names, which must be done."""
    return parts.store.runs.done(run_id)


Done = Annotated[RunRow, Depends(done_run)]


@router.get("/matches", summary="The matches", responses=told(404, 409))
def matches(
    *,
    parts: Parts,
    run: Done,
    worker_id: Annotated[str | None, Query(description="Of this worker alone.")] = None,
    vacancy_id: Annotated[str | None, Query(description="Of this vacancy alone.")] = None,
    offset: Offset = 0,
    limit: Limit = PAGE,
) -> MatchPage:
    """Lists who got which post, with the value of each pair and its parts; names are masked."""
    found = results.matches(parts.store.runs.folder(run.id), offset, limit, worker_id, vacancy_id)
    workers = worker_briefs(parts, run, [row["worker_id"] for row in found.rows])
    vacancies = vacancy_briefs(parts, run, [row["vacancy_id"] for row in found.rows])
    items = [
        Match(
            worker=workers[row["worker_id"]],
            vacancy=vacancies[row["vacancy_id"]],
            rank=row["rank"],
            value=row["value"],
            parts=bodies.Parts(**{name: row[name] for name in bodies.Parts.model_fields}),
            pinned=row.get("pinned", False),
        )
        for row in found.rows
    ]
    return MatchPage(items=items, total=found.total, offset=offset, limit=limit)


@router.get("/rules", summary="How each rule came out", responses=told(404, 409))
def rules(parts: Parts, run: Done, offset: Offset = 0, limit: Limit = PAGE) -> RulePage:
    """Lists what each rule asked of each entity, what it got, and its price."""
    found = results.table(parts.store.runs.folder(run.id), "rules", offset, limit)
    items = [RuleLine(**_only(row, RuleLine)) for row in found.rows]
    return RulePage(items=items, total=found.total, offset=offset, limit=limit)


@router.get("/unplaced", summary="Workers without a post", responses=told(404, 409))
def unplaced(parts: Parts, run: Done, offset: Offset = 0, limit: Limit = PAGE) -> UnplacedPage:
    """Lists who got no post, why, and what it would take; names are masked."""
    found = results.table(parts.store.runs.folder(run.id), "unplaced", offset, limit)
    workers = worker_briefs(parts, run, [row["worker_id"] for row in found.rows])
    items = [
        Unplaced(worker=workers[row["worker_id"]], **_only(row, Unplaced)) for row in found.rows
    ]
    return UnplacedPage(items=items, total=found.total, offset=offset, limit=limit)


@router.get("/unfilled", summary="Vacancies with openings left", responses=told(404, 409))
def unfilled(parts: Parts, run: Done, offset: Offset = 0, limit: Limit = PAGE) -> UnfilledPage:
    """Lists which posts are not filled, and why."""
    found = results.table(parts.store.runs.folder(run.id), "unfilled", offset, limit)
    vacancies = vacancy_briefs(parts, run, [row["vacancy_id"] for row in found.rows])
    items = [
        Unfilled(vacancy=vacancies[row["vacancy_id"]], **_only(row, Unfilled)) for row in found.rows
    ]
    return UnfilledPage(items=items, total=found.total, offset=offset, limit=limit)


@router.get("/files", summary="The files of a run", responses=told(404, 409))
def files(parts: Parts, run: Done) -> RunFileList:
    """Lists the files that the run wrote."""
    folder = RunFolder(parts.store.runs.folder(run.id))
    items = [
        RunFile(name=name, bytes=folder.file(name).stat().st_size, meaning=_meaning(name))
        for name in folder.files
    ]
    return RunFileList(items=items)


@router.get(
    "/files/{name}",
    summary="One file",
    response_class=FileResponse,
    responses={**BYTES, **told(404, 409)},
)
def file(parts: Parts, run: Done, name: str) -> FileResponse:
    """Sends a file of a run as it is."""
    return FileResponse(results.file(parts.store.runs.folder(run.id), name), filename=name)


def worker_briefs(parts: Service, run: RunRow, ids: list[str]) -> dict[str, WorkerBrief]:
    """Returns masked briefs of workers by ID; bare IDs where the roster has been deleted."""
    return _briefs(parts, run, "workers", ids, WorkerBrief)


def vacancy_briefs(parts: Service, run: RunRow, ids: list[str]) -> dict[str, VacancyBrief]:
    """Returns briefs of vacancies by ID; bare IDs where the roster has been deleted."""
    return _briefs(parts, run, "vacancies", ids, VacancyBrief)


def _briefs(parts: Service, run: RunRow, table: str, ids: list[str], brief: Any) -> dict[str, Any]:
    key, *columns = brief.model_fields
    rows = lookup(parts.store.rosters.tables(run.roster_id), table, ids, columns)
    return {i: brief(**rows.get(i, {key: i})) for i in ids}


def _only(row: dict[str, Any], body: Any) -> dict[str, Any]:
    return {name: row[name] for name in body.model_fields if name in row}


def _meaning(name: str) -> str:
    return FILES.get(name, FILES["matches.xlsx"])
