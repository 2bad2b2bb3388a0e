"""The OpenAPI document: the documentation, with an example for every body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.http.bodies.base import Body, example_of
from api.http.bodies.problem import Item, Problem
from api.http.problems import MEDIA, unauthorized

_REFERENCE = "#/components/schemas/{model}"
_SHOWN: dict[int, tuple[str, dict[str, Any]]] = {
    401: ("No key, or a wrong one", unauthorized().model_dump()),
    404: (
        "No such thing",
        {
            "type": "urn:gangpei:problem:not-found",
            "title": "找不到",
            "status": 404,
            "detail": "没有这个 run_id：a0",
            "problems": [
                {
                    "field": "run_id",
                    "message": "没有这个 run_id：a0",
                    "hint": "GET /v1/runs 列出全部运行。",
                }
            ],
        },
    ),
    409: (
        "Not in this state",
        {
            "type": "urn:gangpei:problem:conflict",
            "title": "当前状态不允许",
            "status": 409,
            "detail": "运行 a7d1c9b3e5f60812 没有结果（running）。",
            "problems": [
                {
                    "field": "run_id",
                    "message": "运行 a7d1c9b3e5f60812 没有结果（running）。",
                    "hint": "用 GET /v1/runs/a7d1c9b3e5f60812/events 等它结束。",
                }
            ],
        },
    ),
    413: (
        "Body too large",
        {
            "type": "urn:gangpei:problem:too-large",
            "title": "上传内容过大",
            "status": 413,
            "detail": "上传内容超过 512 MiB。",
            "problems": [
                {
                    "field": "files",
                    "message": "上传内容超过 512 MiB。",
                    "hint": "请拆分文件，或改用 .parquet。",
                }
            ],
        },
    ),
    422: (
        "Something of the request cannot be used",
        {
            "type": "urn:gangpei:problem:request",
            "title": "请求内容有误",
            "status": 422,
            "detail": "limit：太大。",
            "problems": [{"field": "limit", "message": "太大。", "hint": "应不大于 1000。"}],
        },
    ),
}
_ROSTER = (422, "The roster cannot be used", example_of(Problem))


def told(*statuses: int, roster: bool = False) -> dict[int | str, dict[str, Any]]:
    """
    Returns the `responses` of a route: its problem documents.

    Parameters
    ----------
    statuses
        Beside 401 and 422, which every route has.
    roster
        Whether 422 tells of a roster.
    """
    shown = {status: _SHOWN[status] for status in (401, 422, *statuses)}
    if roster:
        shown[422] = (_ROSTER[1], _ROSTER[2])
    reference = {"$ref": _REFERENCE.format(model="Problem")}
    return {
        status: {
            "description": description,
            "content": {MEDIA: {"schema": reference, "example": document}},
        }
        for status, (description, document) in shown.items()
    }


def _bodies(base: type[Body]) -> Iterator[type[Body]]:
    for body in base.__subclasses__():
        yield body
        yield from _bodies(body)


def document(app: FastAPI) -> dict[str, Any]:
    """Returns the OpenAPI document of an app; made once."""
    if app.openapi_schema is None:
        made = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
        )
        schemas = made["components"]["schemas"]
        for model in (Problem, Item):
            schema = model.model_json_schema(ref_template=_REFERENCE)
            schema.pop("$defs", None)
            schemas.setdefault(model.__name__, schema)
        for body in _bodies(Body):
            if body.__name__ in schemas:  # FastAPI leaves out what is null in an example
                schemas[body.__name__]["examples"] = [example_of(body)]
        app.openapi_schema = made
    return app.openapi_schema
