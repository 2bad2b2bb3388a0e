"""The documentation as a page that needs nothing from outside: many offices have no internet."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

from api.http import openapi

_PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>
body {{ font: 15px/1.5 system-ui; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }}
pre {{ background: #f4f4f2; padding: .6rem; overflow: auto; max-height: 22rem }}
summary {{ cursor: pointer; padding: .3rem 0 }}
details {{ border-bottom: 1px solid #ddd }}
code {{ font: 13px/1.4 ui-monospace, monospace }}
b {{ display: inline-block; min-width: 4.5rem }}
</style></head><body><h1>{title}</h1><p>{description}</p>
<p><a href="openapi.json">openapi.json</a></p>{operations}</body></html>
"""


def add_docs(app: FastAPI) -> None:
    """Adds the page at /docs."""

    @app.get("/docs", include_in_schema=False)
    def docs(request: Request) -> HTMLResponse:
        document = openapi.document(request.app)
        operations = "".join(
            _operation(document, method, path, operation)
            for path, item in document["paths"].items()
            for method, operation in item.items()
        )
        info = document["info"]
        description = escape(info["description"].strip()).replace("\n\n", "</p><p>")
        page = _PAGE.format(
            title=escape(info["title"]), description=description, operations=operations
        )
        return HTMLResponse(page)


def _operation(document: dict[str, Any], method: str, path: str, told: dict[str, Any]) -> str:
    parameters = "".join(
        f"<li><code>{escape(p['name'])}</code> ({p['in']}{', required' if p['required'] else ''}) "
        f"{escape(p.get('description', ''))}</li>"
        for p in told.get("parameters", [])
    )
    request = _bodies(document, "request", told.get("requestBody", {}))
    responses = "".join(
        _bodies(document, f"{status} {response['description']}", response)
        for status, response in told["responses"].items()
    )
    return (
        f"<details><summary><b>{method.upper()}</b><code>{escape(path)}</code> "
        f"{escape(told['summary'])}</summary><p>{escape(told['description'])}</p>"
        f"<ul>{parameters}</ul>{request}{responses}</details>"
    )


def _bodies(document: dict[str, Any], title: str, part: dict[str, Any]) -> str:
    shown = "".join(
        f"<pre><code>{escape(_example(document, content))}</code></pre>"
        for content in part.get("content", {}).values()
    )
    return f"<p>{escape(title)}</p>{shown}" if part else ""


def _example(document: dict[str, Any], content: dict[str, Any]) -> str:
    example = content.get("example")
    if example is None:
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        example = document["components"]["schemas"][name]["examples"][0]
    if isinstance(example, str):
        return example
    return json.dumps(example, ensure_ascii=False, indent=2)
