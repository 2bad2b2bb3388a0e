"""The monitoring of a roster over HTTP: counts, tables, what cannot be asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.runs.monitor import TABLES
from tests.api import http_fakes
from tests.api.http_server import running, upload

PACK = "chengkou-2021"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(tmp_path_factory.mktemp("home"), http_fakes.ENGINE) as client:
        yield client


@pytest.fixture(scope="module")
def roster(client: httpx.Client) -> str:
    """Three people who want work and got no service, as of 1 November 2021."""
    return upload(client, as_of="2021-11-01")


def ask(client: httpx.Client, roster: str, table: str = "", **params: Any) -> httpx.Response:
    path = f"/v1/rosters/{roster}/monitoring{table}"
    return client.get(path, params={"pack": PACK, **params})


def test_the_counts_tell_what_was_found(client: httpx.Client, roster: str) -> None:
    body = ask(client, roster, entered=["training=1200", "brokers=10"]).json()
    assert (body["roster_id"], body["pack"]) == (roster, PACK)
    assert (body["as_of"], body["since"]) == ("2021-11-01", "2021-10-31")
    (three,) = [line for line in body["services"] if line["rule"] == "three-services"]
    assert (three["people"], three["whole"], three["short_posts"]) == (3, 0, 3)
    numbers = {line["rule"]: line["number"] for line in body["indicators"]}
    assert (numbers["training"], numbers["brokers"], numbers["agency"]) == ("1200", "10", None)
    assert len(body["notes"]) == 3  # no day of a check, no ledger, no services


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_answered_a_page_at_a_time(
    client: httpx.Client, roster: str, table: str
) -> None:
    page = ask(client, roster, f"/{table}", limit=2).json()
    assert len(page["items"]) == min(2, page["total"])
    if page["total"] > 2:
        second = ask(client, roster, f"/{table}", limit=1, offset=1).json()
        assert second["items"] == page["items"][1:2]


def test_people_are_named_by_their_ids_alone(client: httpx.Client, roster: str) -> None:
    told = "".join(ask(client, roster, f"/{table}").text for table in TABLES)
    assert "W1" in told
    assert not any(person["name"] in told for person in http_fakes.WORKERS)


def test_two_rosters_are_compared(client: httpx.Client, roster: str) -> None:
    """The same people in both: nothing has changed but the day."""
    earlier = upload(client, as_of="2021-09-30")
    body = ask(client, roster, before=earlier).json()
    assert (body["since"], body["changes"]) == ("2021-09-30", {})


@pytest.mark.parametrize(
    ("params", "status", "message"),
    [
        ({"pack": "nowhere"}, 404, "没有这个 pack"),
        ({"before": "r0"}, 404, "没有这个 roster_id"),
        ({"since": "2021-11-01"}, 422, "不早于基准日 2021-11-01"),
        ({"entered": "ledgers=3"}, 422, "没有要填报的指标「ledgers」"),
        ({"entered": "training"}, 422, "entered"),
    ],
)
def test_what_cannot_be_asked_is_told(
    client: httpx.Client, roster: str, params: dict[str, str], status: int, message: str
) -> None:
    answer = ask(client, roster, **params)
    assert answer.status_code == status, answer.text
    assert message in answer.text


def test_there_is_no_table_of_another_name(client: httpx.Client, roster: str) -> None:
    assert ask(client, roster, "/people").status_code == 422
    assert ask(client, "r0").status_code == 404
