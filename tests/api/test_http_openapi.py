"""The OpenAPI document shows an example for every body, and every example is true."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel

import api.http.bodies
from api.http.app import create_app
from api.http.bodies.base import Body
from api.store.errors import HomeError
from tests.api import http_fakes

METHODS = {"get", "post", "put", "patch", "delete"}
AS_IT_IS = {"text/event-stream", "application/octet-stream", "multipart/form-data"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(tmp_path_factory.mktemp("home"), "k", engine=http_fakes.ENGINE)


def bodies() -> dict[str, type[BaseModel]]:
    """Every body by its name."""
    found: dict[str, type[BaseModel]] = {}
    for module in iter_modules(api.http.bodies.__path__):
        members = vars(import_module(f"api.http.bodies.{module.name}")).values()
        for body in members:
            if isinstance(body, type) and issubclass(body, Body) and body is not Body:
                found[body.__name__] = body
    return found


def contents(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every body of every operation: where it is, its media type, what is said of it."""
    for path, item in document["paths"].items():
        for method in METHODS & set(item):
            told = [("request", item[method].get("requestBody", {}))]
            told += list(item[method]["responses"].items())
            for name, part in told:
                for media, content in part.get("content", {}).items():
                    yield f"{method} {path} {name}", media, content


def test_every_body_has_an_example_that_validates(app: FastAPI) -> None:
    document = app.openapi()
    models = bodies()
    seen = 0
    for where, media, content in contents(document):
        example = content.get("example")
        if media in AS_IT_IS:
            assert example, where
            continue
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        shown = document["components"]["schemas"][name].get("examples", [])
        examples = [example] if example else shown
        assert examples, f"{where} has no example"
        for one in examples:
            models[name].model_validate(one)
            seen += 1
    assert seen > 60  # 20 routes and more, each with its answer, 401 and 422


def test_every_part_of_a_body_has_an_example_that_validates() -> None:
    for name, body in bodies().items():
        extra: Any = body.model_config.get("json_schema_extra")
        assert extra, f"{name} has no example"
        for example in extra["examples"]:
            shown = body.model_validate(example).model_dump(mode="json", exclude_unset=True)
            assert set(shown) == set(example), name


def test_every_reference_leads_somewhere(app: FastAPI) -> None:
    def references(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for child in node.values():
                yield from references(child)
        elif isinstance(node, list):
            for child in node:
                yield from references(child)

    document = app.openapi()
    known = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    assert set(references(document)) <= known


def test_every_route_is_told_of(app: FastAPI) -> None:
    for path, item in app.openapi()["paths"].items():
        for method in METHODS & set(item):
            operation = item[method]
            assert operation["summary"], path
            assert operation["description"], path
            if path.startswith("/v1"):
                assert operation["security"] == [{"APIKeyHeader": []}]
                assert {"401", "422"} <= set(operation["responses"]), path


def test_the_page_tells_of_every_route_and_needs_nothing_from_outside(app: FastAPI) -> None:
    (docs,) = [r for r in app.routes if isinstance(r, APIRoute) and r.path == "/docs"]
    request = Request({"type": "http", "app": app})
    page = docs.endpoint(request).body.decode()
    for path in app.openapi()["paths"]:
        assert f"<code>{path}</code>" in page
    assert "http://" not in page
    assert "https://" not in page


def test_an_app_without_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeError, match="no API key"):
        create_app(tmp_path)
