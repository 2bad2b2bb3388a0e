"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

from pydantic import Field

from api.http.bodies.base import Body, example


class Item(Body):
    """One thing that is wrong: where it is, what it is, what to do."""

    model_config = example(
        file="岗位.csv",
        sheet=None,
        row=17,
        field="openings",
        rule=None,
        message="招聘人数“三十”不是人数。",
        hint="请填写数字，或“若干”“数名”。",
    )

    file: str | None = Field(default=None, description="File of the roster or of the pack.")
    sheet: str | None = Field(default=None, description="Sheet of the workbook.")
    row: int | None = Field(default=None, description="As a spreadsheet counts: the first is 1.")
    field: str | None = Field(
        default=None, description="Column of a table or field of the request."
    )
    rule: str | None = Field(default=None, description="Rule of the pack.")
    message: str
    hint: str | None = None


class Problem(Body):
    """Why a request (or a run) came to nothing."""

    model_config = example(
        type="urn:gangpei:problem:roster",
        title="花名册不能使用",
        status=422,
        detail="岗位.csv 第 17 行：招聘人数“三十”不是人数。",
        problems=[
            {
                "file": "岗位.csv",
                "sheet": None,
                "row": 17,
                "field": "openings",
                "rule": None,
                "message": "招聘人数“三十”不是人数。",
                "hint": "请填写数字，或“若干”“数名”。",
            }
        ],
    )

    type: str = Field(description="Stable name of the kind of problem.")
    title: str
    status: int
    detail: str
    problems: list[Item] = Field(default_factory=list)
