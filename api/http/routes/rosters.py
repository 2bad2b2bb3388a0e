"""Rosters: upload, lint, rows not used."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile

from api.http.bodies.rosters import (
    Finding,
    Lint,
    RejectedPage,
    RejectedRow,
    Roster,
    RosterPage,
)
from api.http.errors import UnusableError
from api.http.openapi import told
from api.http.service import PAGE, Limit, Offset, Parts
from api.store.frames import load_findings, rejected_rows

router = APIRouter(prefix="/v1/rosters", tags=["rosters"])
_UPLOAD = {
    "requestBody": {
        "content": {
            "multipart/form-data": {
                "example": {
                    "files": ["(workers.csv)", "(vacancies.csv)"],
                    "name": "示例县 2026年11月",
                    "as_of": "2026-11-20",
                }
            }
        }
    }
}


@router.post(
    "",
    status_code=201,
    summary="Upload a roster",
    responses=told(413, roster=True),
    openapi_extra=_UPLOAD,
)
def upload(
    parts: Parts,
    response: Response,
    files: Annotated[list[UploadFile], File(description="A workbook, or a file per table.")],
    name: Annotated[str | None, Form(max_length=200, description="For people.")] = None,
    as_of: Annotated[
        date | None, Form(description="Reference day; the latest date in it if left out.")
    ] = None,
) -> Roster:
    """
    Imports a workbook, or several tables (.xlsx, .xls, .csv, .parquet).

    A file `mapping.toml` among them settles headings that cannot be guessed.

    A roster that cannot be used is answered with what is wrong, by file,
    sheet, row and field, and nothing of it is kept.
    """
    most = parts.settings.upload_files
    if len(files) > most:
        raise UnusableError("files", f"一次最多上传 {most} 个文件。", "请合并到一个工作簿。")
    given = [(file.filename or "", file.file) for file in files]
    row = parts.imports.add(given, name, as_of)
    response.headers["Location"] = f"/v1/rosters/{row.id}"
    return Roster.model_validate(row)


@router.get("", summary="All rosters", responses=told())
def rosters(parts: Parts, offset: Offset = 0, limit: Limit = PAGE) -> RosterPage:
    """Lists the rosters, the newest first."""
    rows, total = parts.store.rosters.page(offset, limit)
    items = [Roster.model_validate(row) for row in rows]
    return RosterPage(items=items, total=total, offset=offset, limit=limit)


@router.get("/{roster_id}", summary="One roster", responses=told(404))
def roster(parts: Parts, roster_id: str) -> Roster:
    """Shows what was uploaded and what the import made of it."""
    return Roster.model_validate(parts.store.rosters.get(roster_id))


@router.get("/{roster_id}/lint", summary="What is wrong with it", responses=told(404))
def lint(parts: Parts, roster_id: str) -> Lint:
    """Shows what the lint has to say; no name, identity or telephone number is in it."""
    row = parts.store.rosters.get(roster_id)
    findings = load_findings(parts.store.rosters.tables(roster_id))
    return Lint(
        roster_id=roster_id,
        levels=row.levels,  # type: ignore[arg-type]  # Pydantic reads the dict
        findings=[Finding.model_validate(f) for f in findings],
    )


@router.get("/{roster_id}/rejected", summary="Rows not used", responses=told(404))
def rejected(parts: Parts, roster_id: str, offset: Offset = 0, limit: Limit = PAGE) -> RejectedPage:
    """Lists the input rows that are not used, with the reason of each."""
    parts.store.rosters.get(roster_id)
    found = rejected_rows(parts.store.rosters.tables(roster_id), offset, limit)
    items = [RejectedRow(**row) for row in found.rows]
    return RejectedPage(items=items, total=found.total, offset=offset, limit=limit)


@router.delete("/{roster_id}", status_code=204, summary="Delete it", responses=told(404, 409))
def delete(parts: Parts, roster_id: str) -> None:
    """Removes a roster and its files; its finished runs stay, without names."""
    parts.store.rosters.delete(roster_id)
    parts.warm.forget(roster_id)
