"""Scenarios over HTTP: asked for, followed, read; apart from runs."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.engine import Engine
from tests.api import http_fakes
from tests.api.http_fakes import SLOW
from tests.api.http_server import running, start, upload, wait_for

SHARE = "relocated-share.share"
TINY = Path("data/samples/tiny/roster")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("home"), http_fakes.ENGINE) as client:
        yield client


@pytest.fixture(scope="module")
def roster(client: httpx.Client) -> str:
    return upload(client)


def ask(client: httpx.Client, roster: str, **more: Any) -> httpx.Response:
    body = {"roster_id": roster, "pack": "qianyang-2021", "varied": {SHARE: ["0", "0.1"]}, **more}
    return client.post("/v1/scenarios", json=body)


def ended(client: httpx.Client, key: str, seconds: float = 60) -> dict[str, Any]:
    deadline = time.monotonic() + seconds
    while True:
        body: dict[str, Any] = client.get(f"/v1/scenarios/{key}").json()
        if body["status"] in {"done", "failed", "cancelled"}:
            return body
        assert time.monotonic() < deadline, body
        time.sleep(0.05)


def test_scenarios_are_asked_for_and_read(client: httpx.Client, roster: str) -> None:
    answer = ask(client, roster)
    assert answer.status_code == 202, answer.text
    key = answer.json()["id"]
    assert answer.headers["Location"] == f"/v1/scenarios/{key}"
    body = ended(client, key)
    assert body["status"] == "done", body
    lines = body["result"]["scenarios"]
    assert [line["settings"] for line in lines] == [{SHARE: 0.0}, {SHARE: 0.1}]
    assert body["result"]["steps"][0]["agrees"]
    page = client.get("/v1/scenarios").json()
    assert key in [item["id"] for item in page["items"]]
    assert page["items"][0]["result"] is None  # at its own address
    file = client.get(f"/v1/scenarios/{key}/files/scenarios.json")
    assert file.status_code == 200
    assert client.get(f"/v1/scenarios/{key}/files/run.json").status_code == 404


def test_scenarios_are_no_runs_and_runs_no_scenarios(client: httpx.Client, roster: str) -> None:
    key = ask(client, roster).json()["id"]
    ended(client, key)
    for path in ("", "/matches", "/files"):
        assert client.get(f"/v1/runs/{key}{path}").status_code == 404
    assert key not in [item["id"] for item in client.get("/v1/runs").json()["items"]]
    run = start(client, roster)
    wait_for(client, run, "done")
    answer = client.get(f"/v1/scenarios/{run}")
    assert answer.status_code == 404
    assert answer.json()["problems"][0]["field"] == "scenarios_id"
    assert client.delete(f"/v1/scenarios/{run}").status_code == 404


def test_scenarios_can_be_cancelled_and_deleted(client: httpx.Client, roster: str) -> None:
    key = ask(client, roster, seed=SLOW).json()["id"]
    assert client.get(f"/v1/scenarios/{key}/files/scenarios.json").status_code == 409
    assert client.delete(f"/v1/scenarios/{key}").status_code == 409
    assert client.post(f"/v1/scenarios/{key}/cancel").json()["status"] == "cancelled"
    assert client.delete(f"/v1/scenarios/{key}").status_code == 204
    assert client.get(f"/v1/scenarios/{key}").status_code == 404


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"varied": {"relocated-share.shore": ["0.1"]}}, "relocated-share.share"),
        ({"varied": {SHARE: ["1.5"]}}, "超出范围"),
        ({"varied": {SHARE: ["ten"]}}, "varied"),
        ({"varied": {SHARE: ["1/0"]}}, "varied"),
        ({"varied": {SHARE: ["0.5", "1/2"]}}, "varied"),
        ({"varied": {}}, "varied"),
        ({"job": "dance"}, "job"),
        ({"months": 0}, "months"),
        ({"speed": 3}, "speed"),
    ],
)
def test_what_cannot_be_solved_is_refused_at_once(
    client: httpx.Client, roster: str, more: dict[str, Any], said: str
) -> None:
    answer = ask(client, roster, **more)
    assert answer.status_code == 422
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert said in answer.text


def test_an_unknown_roster_or_pack_is_not_found(client: httpx.Client, roster: str) -> None:
    assert ask(client, "r0").status_code == 404
    assert ask(client, roster, pack="nowhere-2020").status_code == 404


@pytest.mark.slow
def test_a_real_roster_is_simulated(tmp_path: Path) -> None:
    with running(tmp_path, Engine()) as client:
        files = [("files", (path.name, path.read_bytes())) for path in sorted(TINY.iterdir())]
        roster = client.post("/v1/rosters", files=files).json()["id"]
        body = ended(client, ask(client, roster, frontier=["placed", "value"]).json()["id"], 300)
        assert body["status"] == "done", body
        assert all(step["agrees"] for step in body["result"]["steps"])
        key = body["id"]
        page = client.get(f"/v1/scenarios/{key}/files/scenarios.html")
        assert "<svg" in page.text
