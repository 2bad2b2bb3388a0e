"""The store: a folder with an index that survives a restart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from api.store.errors import ConflictError, HomeError, NotFoundError
from api.store.frames import load_findings, load_roster, lookup, rejected_rows, save_roster
from api.store.home import Home, default_home
from api.store.keys import fits, make_key, stored_digest
from api.store.masking import scrub, show_value
from api.store.results import table
from api.store.store import Store
from models.roster import Roster
from tests.api.http_fakes import IDENTITY, PHONE, read


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "home").prepare()


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "w.csv").write_text("x")
    return read(tmp_path / "w.csv", as_of=date(2026, 11, 1), progress=lambda _phase, _done: None)


def queued(store: Store) -> str:
    return store.runs.add("r1", "qianyang-2021", "allocate", {"seed": 0}).id


def made(store: Store, run: str) -> Path:
    folder = store.runs.work(run) / "run"
    folder.mkdir(parents=True)
    (folder / "run.json").write_text("{}")
    return folder


def test_the_home_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GANGPEI_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_home() == tmp_path / "gangpei"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert default_home() == Path.home() / ".local/share/gangpei"
    monkeypatch.setenv("GANGPEI_HOME", str(tmp_path / "own"))
    assert default_home() == tmp_path / "own"


def test_a_key_is_made_once_and_kept_as_a_hash(home: Home) -> None:
    with pytest.raises(HomeError, match="no API key"):
        stored_digest(home)
    key = make_key(home)
    assert key
    assert make_key(home) is None
    assert key not in home.key.read_text()
    assert home.key.stat().st_mode & 0o777 == 0o600
    assert fits(key, stored_digest(home))
    assert not fits(key[:-1], stored_digest(home))


def test_the_home_is_held_by_one(home: Home) -> None:
    with home.taken(), pytest.raises(HomeError), Home(home.root).taken():
        pass
    with home.taken():
        pass


def test_runs_are_taken_in_the_order_of_their_coming(home: Home) -> None:
    store = Store(home)
    first, second = queued(store), queued(store)
    assert [r.id for r in store.runs.page(0, 10)[0]] == [second, first]  # the newest first
    taken = [store.runs.claim(), store.runs.claim()]
    assert [r.id for r in taken if r] == [first, second]
    assert store.runs.claim() is None
    assert store.runs.waiting() == {"queued": 0, "running": 2}


def test_a_finished_run_moves_to_its_place(home: Home) -> None:
    store = Store(home)
    run = queued(store)
    with pytest.raises(ConflictError, match="没有结果（queued）"):
        store.runs.done(run)
    store.runs.claim()
    store.runs.advance(run, "求解", 1.5)
    assert store.runs.get(run).fraction == 1.0  # never beyond the end
    store.runs.finish(run, {"status": "optimal"}, made(store, run))
    assert store.runs.done(run).summary == {"status": "optimal"}
    assert (store.runs.folder(run) / "run.json").exists()
    with pytest.raises(ConflictError, match="已结束（done）"):
        store.runs.cancel(run)


def test_a_cancelled_run_does_not_finish(home: Home) -> None:
    store = Store(home)
    run = queued(store)
    store.runs.claim()
    store.runs.cancel(run)
    store.runs.finish(run, {}, made(store, run))
    store.runs.fail(run, {})
    assert store.runs.get(run).status == "cancelled"
    assert not store.runs.folder(run).exists()


def test_what_ran_when_the_server_ended_has_failed(home: Home) -> None:
    store = Store(home)
    running, waiting = queued(store), queued(store)
    store.runs.claim()
    store.close()
    again = Store(home)
    assert again.runs.recover({"detail": "interrupted"}) == 1
    assert again.runs.get(running).status == "failed"
    assert again.runs.get(running).problem == {"detail": "interrupted"}
    assert again.runs.get(waiting).status == "queued"


def test_moments_come_back_in_utc(home: Home) -> None:
    store = Store(home)
    run = store.runs.get(queued(store))
    assert run.created_at.utcoffset() is not None
    assert run.started_at is None


def test_what_is_not_there_is_named(home: Home) -> None:
    store = Store(home)
    with pytest.raises(NotFoundError) as run:
        store.runs.get("a0")
    assert (run.value.what, run.value.key) == ("run_id", "a0")
    with pytest.raises(NotFoundError):
        store.rosters.get("r0")


def test_a_roster_comes_back_without_its_numbers(roster: Roster, tmp_path: Path) -> None:
    facts = save_roster(roster, tmp_path / "tables")
    assert facts["counts"]["workers"] == 3
    back = load_roster(tmp_path / "tables")
    hidden = ["identity_number", "phone"]
    assert back.workers.drop(hidden).equals(roster.workers.drop(hidden))
    assert back.workers.schema == roster.workers.schema
    assert back.workers.select(hidden).null_count().row(0) == (3, 3)
    assert back.vacancies.equals(roster.vacancies)
    assert (back.as_of, back.sha256, back.findings) == (
        roster.as_of,
        roster.sha256,
        roster.findings,
    )
    stored = b"".join(p.read_bytes() for p in (tmp_path / "tables").glob("workers.parquet"))
    assert IDENTITY.encode() not in stored


def test_what_is_shown_of_a_roster_is_masked(roster: Roster, tmp_path: Path) -> None:
    save_roster(roster, tmp_path)
    assert lookup(tmp_path, "workers", ["W1"], ["name", "phone", "township"]) == {
        "W1": {"worker_id": "W1", "name": "王*明", "township": "甲镇"}
    }
    assert lookup(tmp_path / "gone", "workers", ["W1"], ["name"]) == {}
    assert PHONE not in load_findings(tmp_path)[0].message
    page = rejected_rows(tmp_path, 0, 2)
    assert page.total == 3
    assert [row["value"] for row in page.rows] == ["***", "W1"]


def test_cells_with_a_leading_zero_stay_text(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text("{}")
    pl.DataFrame({"worker_id": ["007"], "reason": [None]}).write_csv(tmp_path / "unplaced.csv")
    assert table(tmp_path, "unplaced", 0, 10).rows == [{"worker_id": "007", "reason": None}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证990101199001011234重复", "身份证***重复"),
        ("99010119900101123X", "***"),
        ("电话13912345678、0914-1234567", "电话***、***"),
        ("990101001002 村", "990101001002 村"),  # a division code
        ("月薪 3000-5000 元", "月薪 3000-5000 元"),
        ("W13912345678", "W13912345678"),  # an ID
    ],
)
def test_numbers_are_hidden_wherever_they_stand(text: str, shown: str) -> None:
    assert scrub(text) == shown


@pytest.mark.parametrize(
    ("name", "field", "shown"),
    [
        ("workers", "phone", "***"),
        ("workers", "categories", "***"),
        ("workers", "unheard_of", "***"),
        ("", "", "***"),
        ("workers", "township", "甲镇"),
        ("vacancies", "title", "甲镇"),
    ],
)
def test_cells_are_shown_by_the_mark_of_their_field(name: str, field: str, shown: str) -> None:
    assert show_value(name, field, "甲镇") == shown
    assert show_value(name, field, None) is None
