"""Rosters: uploads, their lint, and rows not used."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from api.http.bodies.base import Body, example, example_of, page_of


class UploadedFile(Body):
    """A file as it was uploaded."""

    model_config = example(name="workers.csv", bytes=9_480_211, sha256="9f86d081884c7d65" * 4)

    name: str
    bytes: int
    sha256: str


class Levels(Body):
    """How many findings the lint has of each level."""

    model_config = example(error=2, warning=5, note=1)

    error: int
    warning: int
    note: int


class Roster(Body):
    """A roster that was imported."""

    model_config = example(
        id="r0c4f1d2e3a4b5c6d",
        name="示例县 2026年11月",
        created_at="2026-11-20T08:30:00Z",
        as_of="2026-11-20",
        sha256="2c26b46b68ffc68f" * 4,
        files=[example_of(UploadedFile)],
        counts={
            "workers": 60000,
            "vacancies": 5000,
            "households": 21430,
            "employers": 912,
            "placements": 0,
            "caseworkers": 0,
            "services": 0,
        },
        rejected=37,
        levels=example_of(Levels),
    )

    id: str
    name: str
    created_at: datetime
    as_of: date = Field(description="Ages and deadlines count from this day.")
    sha256: str = Field(description="Of all files, in name order.")
    files: list[UploadedFile]
    counts: dict[str, int] = Field(description="Rows used, per table.")
    rejected: int = Field(description="Rows not used.")
    levels: Levels


class RosterPage(Body):
    """Some rosters, the newest first."""

    model_config = page_of(Roster)

    items: list[Roster]
    total: int
    offset: int
    limit: int


class Finding(Body):
    """One thing that the lint has to say."""

    model_config = example(
        level="warning",
        code="wage_implausible",
        message="3 个岗位的月薪低于 500 元，请核对单位是否为“元/天”。",
        table="vacancies",
        field="wage_min",
        rows=3,
        where=["岗位.csv 第 12 行", "岗位.csv 第 40 行", "岗位.csv 第 77 行"],
    )

    level: Literal["error", "warning", "note"]
    code: str
    message: str
    table: str
    field: str
    rows: int = Field(description="How many rows it concerns.")
    where: list[str] = Field(description="The first of them.")


class Lint(Body):
    """What is wrong with a roster, and what to look at."""

    model_config = example(
        roster_id="r0c4f1d2e3a4b5c6d", levels=example_of(Levels), findings=[example_of(Finding)]
    )

    roster_id: str
    levels: Levels
    findings: list[Finding]


class RejectedRow(Body):
    """An input row that is not used. `value` is hidden where the field is personal."""

    model_config = example(
        file="人员.xlsx",
        sheet="人员名单",
        row=208,
        table="workers",
        field="worker_id",
        value="A00931",
        reason="人员编号重复，前一次出现在第 197 行。",
    )

    file: str | None
    sheet: str | None
    row: int | None
    table: str | None
    field: str | None
    value: str | None
    reason: str | None


class RejectedPage(Body):
    """Some rows that are not used, in the order of the files."""

    model_config = page_of(RejectedRow)

    items: list[RejectedRow]
    total: int
    offset: int
    limit: int
