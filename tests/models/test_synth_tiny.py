"""The sample that is solvable by hand: data/samples/tiny/README.md says why."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from data import DATA
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from models.rules import HouseholdGuarantee, PostShare
from solver.jobs import run

TINY = DATA / "samples" / "tiny"


@pytest.fixture(scope="module")
def roster() -> Roster:
    return read_roster(TINY / "roster")


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("qianyang-2021")


def placed(roster: Roster, pack: Pack) -> set[tuple[str, str]]:
    matches = run("allocate", roster, pack).matches
    return set(matches.select("worker_id", "vacancy_id").rows())


def test_every_row_is_used_and_nothing_is_wrong(roster: Roster) -> None:
    assert (roster.workers.height, roster.vacancies.height) == (12, 6)
    assert roster.rejected.is_empty()
    assert [f for f in roster.findings if f.level != "note"] == []


def test_the_solver_finds_the_answer_found_by_hand(roster: Roster, pack: Pack) -> None:
    assert placed(roster, pack) == set(pl.read_csv(TINY / "answer.csv").rows())


def test_both_rules_bind(roster: Roster, pack: Pack) -> None:
    kept = tuple(r for r in pack.rules if not isinstance(r, PostShare | HouseholdGuarantee))
    free = placed(roster, replace(pack, rules=kept))
    assert free - placed(roster, pack) == {("W01", "V1"), ("W04", "V3")}
    assert placed(roster, pack) - free == {("W02", "V1"), ("W05", "V3")}
