"""A whole job through a server in a process of its own, with the real engine."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.http.serve import _listen, serve
from api.store.errors import HomeError
from api.store.home import Home
from api.store.keys import fits, stored_digest
from benchmarks.api_server import ServerProcess, events, get, start_run, upload
from models.synth import make_county, write_county

PACK = "qianyang-2021"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_county(make_county(120, 20, 1), tmp_path_factory.mktemp("county"))


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[ServerProcess]:
    with ServerProcess(home) as server:
        yield server


def run_job(server: ServerProcess, roster: str, job: str, **options: Any) -> str:
    """Runs a job to its end; returns the ID of the run."""
    asked = {"roster_id": roster, "pack": PACK, "job": job, "options": options}
    run = start_run(server.client, asked)
    name, last = list(events(server.client, run))[-1]
    assert (name, last["status"]) == ("end", "done"), get(server.client, f"/v1/runs/{run}")
    return run


@pytest.fixture(scope="module")
def roster(server: ServerProcess, files: list[Path]) -> dict[str, Any]:
    return upload(server.client, files)


@pytest.fixture(scope="module")
def run(server: ServerProcess, roster: dict[str, Any]) -> str:
    return run_job(server, roster["id"], "allocate")


def test_the_first_start_prints_the_key_and_keeps_its_hash(
    server: ServerProcess, home: Path
) -> None:
    assert fits(server.key, stored_digest(Home(home)))
    assert server.key not in Home(home).key.read_text()


def test_a_second_server_is_told_before_it_starts(
    server: ServerProcess, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.umask", lambda mask: mask)  # the tests' own process keeps its mask
    with pytest.raises(HomeError, match="另一个岗配服务"):
        serve(port=0, home=home)
    with pytest.raises(OSError, match="in use"):
        serve(port=server.port, home=home)


def test_answers_are_not_held_back() -> None:
    with _listen("127.0.0.1", 0) as listener:
        assert listener.proto == socket.IPPROTO_TCP  # else every answer waits 40 ms more


def test_every_row_of_the_upload_is_counted(roster: dict[str, Any]) -> None:
    assert roster["counts"]["workers"] == 120
    assert roster["counts"]["vacancies"] == 20
    assert roster["rejected"] == 0


def test_a_run_begins_at_the_end_of_another_also_of_a_changed_roster(
    server: ServerProcess, roster: dict[str, Any], run: str, tmp_path: Path
) -> None:
    """Five people have gone; of the others nothing has changed."""
    written = write_county(make_county(120, 20, 1), tmp_path)
    people = written[0].read_bytes().splitlines(keepends=True)
    written[0].write_bytes(b"".join(people[:-5]))
    changed = upload(server.client, written)
    for which, found in ((roster, 120), (changed, 115)):
        again = run_job(server, which["id"], "allocate", from_run=run)
        body = get(server.client, f"/v1/runs/{again}")
        assert body["options"]["from_run"] == run
        assert body["summary"]["from"] == {
            "warm": True, "workers_found": found, "vacancies_found": 20, "why_cold": None,
        }  # fmt: skip
    nowhere = {"roster_id": roster["id"], "pack": PACK, "job": "allocate"}
    answer = server.client.post("/v1/runs", json=nowhere | {"options": {"from_run": "a0"}})
    assert answer.status_code == 404


def test_a_match_is_explained_from_upload_to_reason(server: ServerProcess, run: str) -> None:
    match = get(server.client, f"/v1/runs/{run}/matches", limit=1)["items"][0]
    worker, vacancy = match["worker"]["worker_id"], match["vacancy"]["vacancy_id"]
    assert "*" in match["worker"]["name"]
    posts = get(server.client, f"/v1/workers/{worker}/posts", run_id=run, k=20)["posts"]
    (mine,) = [post for post in posts if post["given"]]  # one post a person
    assert mine["vacancy"]["vacancy_id"] == vacancy
    assert mine["value"] == pytest.approx(match["value"], abs=1e-5)
    assert mine["why"]
    found = get(server.client, "/v1/explanations", run_id=run, worker_id=worker, vacancy_id=vacancy)
    assert found["question"]["verdict"] == "matched"
    assert [m["vacancy_id"] for m in found["matches"]] == [vacancy]
    ranked = get(server.client, f"/v1/vacancies/{vacancy}/shortlist", run_id=run, k=200)
    assert worker in [c["worker"]["worker_id"] for c in ranked["candidates"] if c["given"]]


def test_somebody_without_a_post_is_told_why(server: ServerProcess, run: str) -> None:
    person = get(server.client, f"/v1/runs/{run}/unplaced", limit=1)["items"][0]
    assert person["reason_text"]
    worker = person["worker"]["worker_id"]
    found = get(server.client, "/v1/explanations", run_id=run, worker_id=worker)
    assert found["unplaced"]["reason"] == person["reason"]
    assert found["matches"] == []


def test_the_tables_and_files_of_a_run_can_be_read(server: ServerProcess, run: str) -> None:
    summary = get(server.client, f"/v1/runs/{run}")["summary"]
    assert get(server.client, f"/v1/runs/{run}/matches")["total"] == summary["placed"]
    assert get(server.client, f"/v1/runs/{run}/rules")["total"] > 0
    assert get(server.client, f"/v1/runs/{run}/unfilled")["total"] >= 0
    for file in get(server.client, f"/v1/runs/{run}/files")["items"]:
        answer = server.client.get(f"/v1/runs/{run}/files/{file['name']}")
        assert len(answer.content) == file["bytes"] > 0


@pytest.mark.parametrize("job", ["push", "shortlist"])
def test_the_other_jobs(server: ServerProcess, roster: dict[str, Any], job: str) -> None:
    run = run_job(server, roster["id"], job)
    assert get(server.client, f"/v1/runs/{run}/matches")["total"] > 0


def test_a_broken_workbook_is_told_by_file_and_nothing_is_kept(
    server: ServerProcess, home: Path, tmp_path: Path
) -> None:
    before = sorted((home / "rosters").iterdir())
    broken = tmp_path / "岗位.xlsx"
    broken.write_bytes(b"%PDF-1.7")
    with pytest.raises(RuntimeError, match=r"岗位\.xlsx"):
        upload(server.client, [broken])
    assert sorted((home / "rosters").iterdir()) == before


def test_a_column_that_is_missing_is_named(server: ServerProcess, tmp_path: Path) -> None:
    (tmp_path / "workers.csv").write_text("人员编号,姓名\nW1,王小明\n", encoding="utf-8")
    (tmp_path / "vacancies.csv").write_text("岗位编号,岗位名称\nV1,保洁员\n", encoding="utf-8")
    contents = [("files", (p.name, p.read_bytes())) for p in sorted(tmp_path.glob("*.csv"))]
    answer = server.client.post("/v1/rosters", files=contents)
    assert answer.status_code == 422
    (item,) = answer.json()["problems"]
    assert item["file"] == "vacancies.csv"
    assert "招聘人数" in item["message"] + item["field"]


def test_a_killed_server_leaves_a_home_that_goes_on(tmp_path: Path, files: list[Path]) -> None:
    server = ServerProcess(tmp_path)
    roster = upload(server.client, files)["id"]
    run = start_run(server.client, {"roster_id": roster, "pack": PACK, "job": "allocate"})
    while get(server.client, f"/v1/runs/{run}")["status"] != "running":
        time.sleep(0.05)
    server.kill()
    with ServerProcess(tmp_path, server.key) as again:
        broken = get(again.client, f"/v1/runs/{run}")
        assert broken["status"] == "failed"
        assert broken["problem"]["type"] == "urn:gangpei:problem:interrupted"
        assert get(again.client, f"/v1/rosters/{roster}/lint")["roster_id"] == roster
        assert not list((tmp_path / "work").iterdir())
