"""What becomes of runs that are cancelled, killed, or interrupted."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest
from fastapi import FastAPI

from api.http.app import create_app
from api.store.errors import HomeError
from tests.api import http_fakes
from tests.api.http_fakes import DIES, FAILS, SLOW
from tests.api.http_server import follow, running, start, upload, wait_for


def empty(folder: Path, seconds: float = 5) -> bool:
    """Whether a folder is, or soon becomes, empty."""
    deadline = time.monotonic() + seconds
    while any(folder.iterdir()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_a_cancelled_run_leaves_nothing_and_the_next_one_starts(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        roster = upload(client)
        slow, waiting, queued = (start(client, roster, seed=s) for s in (SLOW, 0, 0))
        wait_for(client, slow, "running")
        assert client.get(f"/v1/runs/{waiting}").json()["status"] == "queued"  # one at a time
        assert client.delete(f"/v1/rosters/{roster}").status_code == 409
        assert client.get(f"/v1/runs/{slow}/matches").status_code == 409
        assert client.delete(f"/v1/runs/{slow}").status_code == 409
        assert client.post(f"/v1/runs/{queued}/cancel").json()["status"] == "cancelled"
        assert client.post(f"/v1/runs/{slow}/cancel").json()["status"] == "cancelled"
        wait_for(client, waiting, "done")
        assert client.get(f"/v1/runs/{slow}").json()["status"] == "cancelled"
        assert follow(client, slow)[-1][0] == "end"
        assert empty(tmp_path / "work")
        assert [p.name for p in (tmp_path / "runs").iterdir()] == [waiting]


def test_progress_is_told_while_it_runs(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        run = start(client, upload(client), seed=SLOW)
        deadline = time.monotonic() + 10
        while client.get(f"/v1/runs/{run}").json()["progress"]["fraction"] != 0.5:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert client.get(f"/v1/runs/{run}").json()["progress"]["phase"] == "求解"


def test_a_killed_process_is_a_failure_with_its_reason(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        run = wait_for(client, start(client, upload(client), seed=DIES), "failed")
        assert run["problem"]["type"] == "urn:gangpei:problem:worker-died"
        assert run["problem"]["detail"] == "工作进程被信号 9 终止（常见原因：内存不足）。"
        assert empty(tmp_path / "work")
        assert not list((tmp_path / "runs").iterdir())


def test_a_fault_of_the_program_is_a_failure_that_tells_nothing_private(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        run = wait_for(client, start(client, upload(client), seed=FAILS), "failed")
        assert run["problem"]["type"] == "urn:gangpei:problem:internal"
        assert http_fakes.IDENTITY not in str(run)


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        roster = upload(client)
        done = start(client, roster)
        wait_for(client, done, "done")
        slow, queued = start(client, roster, seed=SLOW), start(client, roster)
        wait_for(client, slow, "running")
    with running(tmp_path, http_fakes.ENGINE) as client:
        assert client.get(f"/v1/rosters/{roster}").status_code == 200
        assert client.get(f"/v1/runs/{done}/matches").json()["total"] == 2
        broken = client.get(f"/v1/runs/{slow}").json()
        assert broken["status"] == "failed"
        assert broken["problem"]["type"] == "urn:gangpei:problem:interrupted"
        wait_for(client, queued, "done")  # what had not begun is done now
        assert empty(tmp_path / "work")


def test_a_deleted_roster_leaves_its_runs_without_names(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        roster = upload(client)
        run = start(client, roster)
        wait_for(client, run, "done")
        question = f"/v1/workers/W1/posts?run_id={run}"
        assert client.get(question).status_code == 200
        assert client.delete(f"/v1/rosters/{roster}").status_code == 204
        assert not list((tmp_path / "rosters").iterdir())
        match = client.get(f"/v1/runs/{run}/matches").json()["items"][0]
        assert match["worker"] == {
            "worker_id": "W1",
            "name": None,
            "township": None,
            "village": None,
        }
        assert client.get(question).status_code == 409
        assert client.delete(f"/v1/runs/{run}").status_code == 204
        assert not list((tmp_path / "runs").iterdir())


def test_two_servers_do_not_share_a_home(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE):
        app = create_app(tmp_path, "k", engine=http_fakes.ENGINE)
        with pytest.raises(HomeError, match="另一个岗配服务"):
            asyncio.run(begin(app))


async def begin(app: FastAPI) -> None:
    """Does what a server does first."""
    async with app.router.lifespan_context(app):
        pass


def test_the_home_is_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with running(home, http_fakes.ENGINE) as client:
        run = start(client, upload(client))
        wait_for(client, run, "done")
    assert home.stat().st_mode & 0o777 == 0o700
    for path in home.rglob("*"):
        if path.is_file() and path.suffix in {".csv", ".parquet", ".json", ".sqlite"}:
            assert path.stat().st_mode & 0o077 == 0, path
    assert (home / "runs" / run / "run.json").exists()
