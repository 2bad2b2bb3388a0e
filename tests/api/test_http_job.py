"""A whole job over HTTP, with a tiny engine in place of the real one."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api import http_fakes
from tests.api.http_server import follow, running, start, upload, wait_for


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("home"), http_fakes.ENGINE) as client:
        yield client


@pytest.fixture(scope="module")
def roster(client: httpx.Client) -> str:
    return upload(client, name="示例县", as_of="2026-11-01")


@pytest.fixture(scope="module")
def run(client: httpx.Client, roster: str) -> str:
    key = start(client, roster)
    wait_for(client, key, "done")
    return key


def read(client: httpx.Client, path: str, **params: Any) -> Any:
    answer = client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_health_needs_no_key(client: httpx.Client) -> None:
    assert httpx.get(client.base_url.join("/healthz")).json() == {"status": "ok"}
    assert httpx.get(client.base_url.join("/readyz")).json()["status"] == "ready"


def test_an_upload_tells_what_was_read(client: httpx.Client, roster: str) -> None:
    body = read(client, f"/v1/rosters/{roster}")
    assert body["name"] == "示例县"
    assert body["as_of"] == "2026-11-01"
    assert [f["name"] for f in body["files"]] == ["workers.csv", "vacancies.csv"]
    assert body["counts"] == {
        "workers": 3,
        "vacancies": 2,
        "households": 0,
        "employers": 0,
        "placements": 0,
        "caseworkers": 0,
        "services": 0,
    }
    assert body["rejected"] == 3
    assert body["levels"] == {"error": 0, "warning": 1, "note": 0}
    assert read(client, "/v1/rosters")["items"][0]["id"] == roster


def test_the_lint_hides_telephone_numbers(client: httpx.Client, roster: str) -> None:
    (finding,) = read(client, f"/v1/rosters/{roster}/lint")["findings"]
    assert finding["message"] == "电话重复：***"
    assert finding["where"] == ["第 5 行"]


def test_rejected_rows_hide_what_is_personal(client: httpx.Client, roster: str) -> None:
    page = read(client, f"/v1/rosters/{roster}/rejected")
    assert [row["value"] for row in page["items"]] == ["***", "W1", "电话***"]
    assert page["items"][0]["reason"] == "*** 校验位不对"


def test_pages_hold_what_was_asked_for(client: httpx.Client, roster: str) -> None:
    page = read(client, f"/v1/rosters/{roster}/rejected", offset=1, limit=1)
    assert [row["row"] for row in page["items"]] == [6]
    assert (page["total"], page["offset"], page["limit"]) == (3, 1, 1)
    assert read(client, f"/v1/rosters/{roster}/rejected", offset=3)["items"] == []


def test_packs_show_their_clauses(client: httpx.Client) -> None:
    (summary,) = [p for p in read(client, "/v1/packs")["items"] if p["id"] == "qianyang-2021"]
    pack = read(client, "/v1/packs/qianyang-2021")
    assert summary["rules"] == len(pack["rules"])
    assert all(rule["cite"] and rule["words"] and rule["statement"] for rule in pack["rules"])


def test_a_new_run_tells_where_it_is(client: httpx.Client, roster: str) -> None:
    body = {"roster_id": roster, "pack": "qianyang-2021", "job": "push"}
    answer = client.post("/v1/runs", json=body)
    assert answer.status_code == 202
    assert answer.headers["Location"] == f"/v1/runs/{answer.json()['id']}"
    assert answer.json()["options"]["min_posts"] == 3  # the default


def test_events_lead_to_the_end(client: httpx.Client, roster: str) -> None:
    found = follow(client, start(client, roster))
    assert [name for name, _ in found][:-1] == ["progress"] * (len(found) - 1)
    assert found[-1] == ("end", {"status": "done", "phase": found[-1][1]["phase"], "fraction": 1.0})


def test_a_run_that_is_done_has_its_summary(client: httpx.Client, roster: str, run: str) -> None:
    body = read(client, f"/v1/runs/{run}")
    assert body["summary"]["status"] == "optimal"
    assert body["summary"]["placed"] == 2
    assert body["problem"] is None
    assert run in [r["id"] for r in read(client, "/v1/runs", roster_id=roster)["items"]]
    assert read(client, "/v1/runs", roster_id="r0")["items"] == []


def test_matches_have_masked_names(client: httpx.Client, run: str) -> None:
    page = read(client, f"/v1/runs/{run}/matches")
    assert page["total"] == 2
    first = page["items"][0]
    assert first["worker"] == {
        "worker_id": "W1",
        "name": "王*明",
        "township": "甲镇",
        "village": None,
    }
    assert first["vacancy"]["title"] == "缝纫工"
    assert first["parts"]["fit"] == 0.9
    assert page["items"][1]["parts"]["place"] is None


@pytest.mark.parametrize(
    ("params", "workers"),
    [({"worker_id": "W2"}, ["W2"]), ({"vacancy_id": "V1"}, ["W1"]), ({"worker_id": "W9"}, [])],
)
def test_matches_of_one(
    client: httpx.Client, run: str, params: dict[str, str], workers: list[str]
) -> None:
    page = read(client, f"/v1/runs/{run}/matches", **params)
    assert [m["worker"]["worker_id"] for m in page["items"]] == workers
    assert page["total"] == len(workers)


def test_the_other_tables_of_a_run(client: httpx.Client, run: str) -> None:
    (rule,) = read(client, f"/v1/runs/{run}/rules")["items"]
    assert (rule["required"], rule["price"], rule["cause"]) == (1, 0.25, None)
    (person,) = read(client, f"/v1/runs/{run}/unplaced")["items"]
    assert person["worker"]["name"] == "欧**红"
    assert person["needed"] == "再加1个名额"
    (post,) = read(client, f"/v1/runs/{run}/unfilled")["items"]
    assert (post["vacancy"]["title"], post["open"]) == ("保洁员", 1)


def test_files_come_as_they_are(client: httpx.Client, run: str) -> None:
    items = read(client, f"/v1/runs/{run}/files")["items"]
    assert {"run.json", "matches.parquet", "rules.csv"} <= {f["name"] for f in items}
    answer = client.get(f"/v1/runs/{run}/files/run.json")
    assert answer.json()["job"] == "allocate"
    assert answer.json()["as_of"] == "2026-11-01"  # the run uses the roster's reference day
    assert len(answer.content) == next(f["bytes"] for f in items if f["name"] == "run.json")


@pytest.mark.parametrize(
    "name",
    [
        "../../../index.sqlite",
        "..%2f..%2f..%2findex.sqlite",
        "%2e%2e/%2e%2e/%2e%2e/key",
        "..%5c..%5ckey",
        "//etc/passwd",
        "%00",
        "..",
        "run.json%00.xlsx",
    ],
)
def test_no_file_outside_the_run_folder(client: httpx.Client, run: str, name: str) -> None:
    raw = http.client.HTTPConnection(client.base_url.host, client.base_url.port or 80)
    raw.request("GET", f"/v1/runs/{run}/files/{name}", headers=dict(client.headers))  # as it is
    answer = raw.getresponse()
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/problem+json"
    raw.close()


def test_posts_of_a_worker_are_ranked_and_explained(client: httpx.Client, run: str) -> None:
    body = read(client, "/v1/workers/W2/posts", run_id=run, k=5)
    assert body["worker"]["name"] == "李*"
    assert [p["vacancy"]["vacancy_id"] for p in body["posts"]] == ["V1", "V2"]
    assert [p["rank"] for p in body["posts"]] == [1, 2]
    assert [p["value"] for p in body["posts"]] == [1.0, 0.75]  # the fakes' quarter less a row
    assert [p["given"] for p in body["posts"]] == [None, 1]  # the run gave V2 to W2
    assert all(p["why"].startswith("技能相符 0.50") for p in body["posts"])
    assert body["posts"][0]["parts"]["pay"] is None


def test_the_shortlist_of_a_vacancy(client: httpx.Client, run: str) -> None:
    body = read(client, "/v1/vacancies/V1/shortlist", run_id=run, k=2)
    assert [c["worker"]["name"] for c in body["candidates"]] == ["王*明", "李*"]
    assert [c["given"] for c in body["candidates"]] == [1, None]


def test_an_explanation_answers_the_question(client: httpx.Client, run: str) -> None:
    body = read(client, "/v1/explanations", run_id=run, worker_id="W3", vacancy_id="V1")
    assert body["question"]["vacancy_id"] == "V1"
    assert body["unplaced"]["reason"] == "outbid"
    assert body["worker"]["skills"] == "缝纫，电话***"
    assert read(client, "/v1/explanations", run_id=run, worker_id="W3")["question"] is None


def test_no_answer_has_an_identity_or_telephone_number(
    client: httpx.Client, roster: str, run: str
) -> None:
    paths = [
        f"/v1/rosters/{roster}/lint",
        f"/v1/rosters/{roster}/rejected",
        f"/v1/runs/{run}/matches",
        f"/v1/runs/{run}/unplaced",
        f"/v1/workers/W1/posts?run_id={run}",
        f"/v1/vacancies/V1/shortlist?run_id={run}",
    ]
    for path in paths:
        text = client.get(path).text
        assert http_fakes.IDENTITY not in text
        assert http_fakes.PHONE not in text
        assert "王小明" not in text
