"""A real server in a thread, and a real client of it."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.http.app import create_app
from api.http.engine import Engine
from api.http.settings import Settings

KEY = "key-of-the-tests"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(home: Path, engine: Engine, settings: Settings | None = None) -> Iterator[httpx.Client]:
    """Serves a home folder and gives a client that has the key."""
    app = create_app(home, KEY, settings=settings, engine=engine)
    port = free_port()
    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, log_level="error", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started:
        assert thread.is_alive()
        assert time.monotonic() < deadline
        time.sleep(0.01)
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", headers={"X-API-Key": KEY}, timeout=60
        ) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()


def upload(client: httpx.Client, **data: str) -> str:
    """Uploads two small tables and returns the ID of the roster."""
    files = [("files", ("workers.csv", b"worker_id\nW1\n")), ("files", ("vacancies.csv", b"x\n"))]
    answer = client.post("/v1/rosters", files=files, data=data)
    assert answer.status_code == 201, answer.text
    key: str = answer.json()["id"]
    return key


def start(client: httpx.Client, roster: str, **options: Any) -> str:
    """Starts a run and returns its ID."""
    body = {"roster_id": roster, "pack": "qianyang-2021", "job": "allocate", "options": options}
    answer = client.post("/v1/runs", json=body)
    assert answer.status_code == 202, answer.text
    key: str = answer.json()["id"]
    return key


def follow(client: httpx.Client, run: str) -> list[tuple[str, dict[str, Any]]]:
    """Reads the events of a run to their end: the name and the content of each."""
    found: list[tuple[str, dict[str, Any]]] = []
    with client.stream("GET", f"/v1/runs/{run}/events") as stream:
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                found.append((name, json.loads(line.removeprefix("data: "))))
    return found


def wait_for(client: httpx.Client, run: str, status: str, seconds: float = 20) -> dict[str, Any]:
    """Waits until a run has a status, and returns it."""
    deadline = time.monotonic() + seconds
    while True:
        body: dict[str, Any] = client.get(f"/v1/runs/{run}").json()
        if body["status"] == status:
            return body
        assert time.monotonic() < deadline, body
        time.sleep(0.05)
