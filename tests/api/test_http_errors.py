"""Every error is a problem document that names what is wrong."""

from __future__ import annotations

import asyncio
import contextlib
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope, Send

from api.http.bodies.problem import Problem
from api.http.guard import Guard
from api.http.settings import Settings
from api.store.keys import digest
from tests.api import http_fakes
from tests.api.http_server import KEY, running, start, upload, wait_for

LIMIT = 20_000


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def client(home: Path) -> Iterator[httpx.Client]:
    settings = Settings(upload_bytes=LIMIT, upload_files=3)
    with running(home, http_fakes.ENGINE, settings) as client:
        yield client


@pytest.fixture(scope="module")
def roster(client: httpx.Client) -> str:
    return upload(client)


@pytest.fixture(scope="module")
def run(client: httpx.Client, roster: str) -> str:
    key = start(client, roster)
    wait_for(client, key, "done")
    return key


def problem(answer: httpx.Response, status: int) -> Problem:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    document = Problem.model_validate_json(answer.text)
    assert document.status == status
    assert http_fakes.IDENTITY not in answer.text
    return document


@pytest.mark.parametrize("key", ["", "wrong", KEY + "x", "密钥"])
def test_without_the_key_nothing_is_answered(client: httpx.Client, key: str) -> None:
    headers = {b"X-API-Key": key.encode()}
    for path in ("/v1/rosters", "/v1/runs", "/v1/packs", "/v1/none", "/"):
        found = problem(httpx.get(client.base_url.join(path), headers=headers), 401)
        assert found.problems[0].field == "X-API-Key"


def test_an_upload_without_the_key_is_not_kept(client: httpx.Client, home: Path) -> None:
    before = sorted(home.rglob("*"))
    files = [("files", ("workers.csv", b"x" * 5000))]
    problem(httpx.post(client.base_url.join("/v1/rosters"), files=files), 401)
    assert sorted(home.rglob("*")) == before


def test_a_broken_file_is_told_by_file_row_and_field(client: httpx.Client, home: Path) -> None:
    before = sorted((home / "rosters").iterdir())
    answer = client.post("/v1/rosters", files=[("files", ("岗位.csv", b"broken"))])
    (item,) = problem(answer, 422).problems
    assert (item.file, item.row, item.field) == ("岗位.csv", 2, "openings")
    assert item.message == "招聘人数“三十”不是人数，见 ***。"  # the identity number is hidden
    assert item.hint == "请填写数字。"
    assert sorted((home / "rosters").iterdir()) == before
    assert not list((home / "work").iterdir())


def test_a_stated_length_above_the_limit_is_refused(client: httpx.Client, home: Path) -> None:
    files = [("files", ("workers.csv", b"x" * (LIMIT + 1)))]
    found = problem(client.post("/v1/rosters", files=files), 413)
    assert found.detail == "上传内容超过 20000 字节。"
    assert not list((home / "work").iterdir())


def test_an_unstated_length_above_the_limit_is_refused(client: httpx.Client) -> None:
    def endless() -> Iterator[bytes]:
        yield b'--b\r\nContent-Disposition: form-data; name="files"; filename="w.csv"\r\n\r\n'
        for _ in range(40):
            yield b"x" * 1000

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    problem(client.post("/v1/rosters", content=endless(), headers=headers), 413)


def test_a_body_whose_last_piece_goes_above_the_limit_is_answered() -> None:
    async def form(scope: Scope, receive: Receive, send: Send) -> None:
        with contextlib.suppress(HTTPException):  # as the frameworks do
            while (await receive())["more_body"]:
                pass

    sent: list[Message] = []
    body = iter([{"type": "http.request", "body": b"x" * 11, "more_body": False}])

    async def receive() -> Message:
        return next(body)  # who asks for more waits for ever; here that is an error

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": "/v1/rosters", "headers": [(b"x-api-key", b"k")]}
    asyncio.run(Guard(form, digest("k"), 10)(scope, receive, send))
    assert sent[0]["status"] == 413


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["名单.pdf"], "不能读取这种文件：名单.pdf。"),
        (["workers"], "不能读取这种文件：workers。"),
        (["a.csv", "a.csv"], "两个文件同名：a.csv。"),
        (["长" * 100 + ".csv"], "文件名为空或太长。"),
        (["a.csv", "b.csv", "c.csv", "d.csv"], "一次最多上传 3 个文件。"),
    ],
)
def test_files_that_cannot_be_kept(client: httpx.Client, names: list[str], message: str) -> None:
    files = [("files", (name, io.BytesIO(b"x"))) for name in names]
    (item,) = problem(client.post("/v1/rosters", files=files), 422).problems
    assert (item.field, item.message) == ("files", message)


def test_a_mapping_file_may_come_along(client: httpx.Client) -> None:
    files = [("files", ("w.csv", b"x")), ("files", ("mapping.toml", b"[tables]"))]
    answer = client.post("/v1/rosters", files=files)
    assert [f["name"] for f in answer.json()["files"]] == ["w.csv", "mapping.toml"]


@pytest.mark.parametrize(
    "name", ["../../evil.csv", "..\\..\\evil.csv", "/etc/evil.csv", ".evil.csv"]
)
def test_an_upload_stays_in_its_folder(client: httpx.Client, home: Path, name: str) -> None:
    answer = client.post("/v1/rosters", files=[("files", (name, b"x"))])
    assert answer.json()["files"][0]["name"] == "evil.csv"
    key = answer.json()["id"]
    assert (home / "rosters" / key / "files" / "evil.csv").read_bytes() == b"x"
    assert (home / "rosters" / key / "files" / "evil.csv").stat().st_mode & 0o777 == 0o600
    assert client.delete(f"/v1/rosters/{key}").status_code == 204


@pytest.mark.parametrize(
    ("change", "field", "hint"),
    [
        ({"job": "guess"}, "job", "可用：'allocate', 'push' or 'shortlist'。"),
        ({"pack": None}, "pack", "请填写文本。"),
        ({"options": {"gap": 1}}, "options.gap", "应小于 1.0。"),
        ({"options": {"gap": "small"}}, "options.gap", "请填写数字。"),
        ({"options": {"min_posts": 6}}, "options.max_posts", "应不小于 min_posts。"),
        ({"options": {"speed": 1}}, "options.speed", "请删去，或核对拼写。"),
        ({"extra": 1}, "extra", "请删去，或核对拼写。"),
    ],
)
def test_a_run_that_cannot_be_names_the_field(
    client: httpx.Client, roster: str, change: dict[str, Any], field: str, hint: str
) -> None:
    body = {"roster_id": roster, "pack": "qianyang-2021", "job": "allocate"} | change
    (item,) = problem(client.post("/v1/runs", json=body), 422).problems
    assert (item.field, item.hint) == (field, hint)


def test_json_that_is_none(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    found = problem(client.post("/v1/runs", content=b"{", headers=headers), 422)
    assert found.problems[0].field == "body"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"roster_id": "r0"}, "roster_id"),
        ({"pack": "qianyang-2020"}, "pack"),
        ({"pack": "../policies/qianyang-2021.toml"}, "pack"),
        ({"pack": "/etc/passwd"}, "pack"),
    ],
)
def test_a_run_of_what_is_not_there(
    client: httpx.Client, roster: str, change: dict[str, Any], field: str
) -> None:
    body = {"roster_id": roster, "pack": "qianyang-2021", "job": "allocate"} | change
    (item,) = problem(client.post("/v1/runs", json=body), 404).problems
    assert item.field == field


@pytest.mark.parametrize(
    "path",
    [
        "/v1/rosters/r0",
        "/v1/rosters/r0/lint",
        "/v1/rosters/r0/rejected",
        "/v1/packs/none",
        "/v1/runs/a0",
        "/v1/runs/a0/events",
        "/v1/runs/a0/matches",
        "/v1/runs/a0/files",
        "/v1/workers/W1/posts?run_id=a0",
        "/v1/none",
    ],
)
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    problem(client.get(path), 404)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/v1/workers/W9/posts", "worker_id"),
        ("/v1/vacancies/V9/shortlist", "vacancy_id"),
        ("/v1/explanations?worker_id=W9", "worker_id"),
        ("/v1/explanations?worker_id=W1&vacancy_id=V9", "vacancy_id"),
    ],
)
def test_nobody_of_this_id(client: httpx.Client, run: str, path: str, field: str) -> None:
    url = httpx.URL(path).copy_merge_params({"run_id": run})
    assert problem(client.get(url), 404).problems[0].field == field


@pytest.mark.parametrize(
    ("query", "field"),
    [("limit=0", "limit"), ("limit=1001", "limit"), ("offset=-1", "offset"), ("limit=x", "limit")],
)
def test_pages_have_limits(client: httpx.Client, run: str, query: str, field: str) -> None:
    for path in ("/v1/rosters", "/v1/runs", f"/v1/runs/{run}/matches"):
        assert problem(client.get(f"{path}?{query}"), 422).problems[0].field == field


@pytest.mark.parametrize("k", ["0", "201"])
def test_a_ranking_has_limits(client: httpx.Client, run: str, k: str) -> None:
    answer = client.get("/v1/workers/W1/posts", params={"run_id": run, "k": k})
    assert problem(answer, 422).problems[0].field == "k"


def test_a_run_is_asked_for(client: httpx.Client) -> None:
    assert problem(client.get("/v1/workers/W1/posts"), 422).problems[0].field == "run_id"


def test_a_wrong_method(client: httpx.Client) -> None:
    problem(client.put("/v1/rosters"), 405)


def test_what_has_ended_is_not_cancelled(client: httpx.Client, run: str) -> None:
    found = problem(client.post(f"/v1/runs/{run}/cancel"), 409)
    assert found.detail == f"运行 {run} 已结束（done），不能取消。"


def test_an_error_nobody_thought_of_tells_nothing(tmp_path: Path) -> None:
    with running(tmp_path, http_fakes.ENGINE) as client:
        key = upload(client)
        (tmp_path / "rosters" / key / "tables" / "lint.json").write_text("{")
        found = problem(client.get(f"/v1/rosters/{key}/lint"), 500)
    assert found.detail == "程序出错，已记入服务日志；请联系维护者。"
