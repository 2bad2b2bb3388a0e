"""Where fingerprints stay, values and eligibility stay: whatever else of a roster changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from matcher import PairValues
from matcher.components import Weights
from matcher.fingerprints import Prints, fingerprints
from models.fields import VACANCIES, WORKERS
from models.packs import Pack, load_pack
from models.roster import Roster
from models.synth import make_county, with_ledger

PACK = "chengkou-2021"  # with an eligibility and a term limit
COLUMNS = [(t.name, name) for t in (WORKERS, VACANCIES) for name in t.schema]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.fixture(scope="module")
def roster() -> Roster:
    return with_ledger(make_county(80, 14, 3)).roster()


@pytest.fixture(scope="module")
def before(roster: Roster, pack: Pack) -> tuple[Prints, Prints, np.ndarray]:
    return (*fingerprints(roster, pack), matrix(roster, pack))


def matrix(roster: Roster, pack: Pack) -> np.ndarray:
    """The value of every pair in units, -1 where it is not allowed. Shape (W, V)."""
    values = PairValues(roster, pack, weights=Weights(), threads=1)
    worker, vacancy = np.indices(values.shape).reshape(2, -1)
    units = np.where(values.eligible(worker, vacancy), values.at(worker, vacancy), -1)
    return units.reshape(values.shape)


def held(roster: Roster, pack: Pack, before: tuple[Prints, Prints, np.ndarray]) -> tuple[int, int]:
    """Holds a changed roster to what its fingerprints say; how many rows of each changed."""
    workers, vacancies, then = before
    new_workers, new_vacancies = fingerprints(roster, pack)
    same = np.ix_(new_workers == workers, new_vacancies == vacancies)
    assert (matrix(roster, pack)[same] == then[same]).all()
    return int((new_workers != workers).sum()), int((new_vacancies != vacancies).sum())


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_that_matters_is_read(
    table: str, column: str, roster: Roster, pack: Pack,
    before: tuple[Prints, Prints, np.ndarray],
) -> None:  # fmt: skip
    """The first half of a column is turned by one row; keys are left, they are who it is."""
    frame = getattr(roster, table)
    if column == {"workers": "worker_id", "vacancies": "vacancy_id"}[table]:
        return
    half = frame.height // 2
    turned = pl.concat([frame[column][1:half], frame[column][:1], frame[column][half:]])
    held(replace(roster, **{table: frame.with_columns(turned.alias(column))}), pack, before)


@pytest.mark.parametrize("column", ["wanted", "wage_expected", "age", "status", "certificates"])
def test_a_change_is_seen(
    column: str, roster: Roster, pack: Pack, before: tuple[Prints, Prints, np.ndarray]
) -> None:
    """Of one worker only, and it is only that worker's fingerprint that changes."""
    other = {
        "wanted": "电焊工", "wage_expected": 9999.0, "age": 17, "certificates": "焊工证",
        "status": "employed" if roster.workers["status"][0] != "employed" else "unemployed",
    }[column]  # fmt: skip
    values = roster.workers[column].to_list()
    changed = pl.Series(column, [other, *values[1:]], dtype=roster.workers[column].dtype)
    workers, vacancies = held(
        replace(roster, workers=roster.workers.with_columns(changed)), pack, before
    )
    assert (workers, vacancies) == (1, 0)


def test_households_employers_and_the_ledger_count_where_rules_read_them(
    roster: Roster, pack: Pack, before: tuple[Prints, Prints, np.ndarray]
) -> None:
    for changed in (
        replace(roster, placements=roster.placements.clear()),
        replace(roster, households=roster.households.reverse()),
        replace(roster, employers=roster.employers.clear()),
    ):
        held(changed, pack, before)


def test_order_and_others_do_not_matter(roster: Roster, pack: Pack) -> None:
    """The same people in another order, some of them gone, have the fingerprints they had."""
    workers, vacancies = fingerprints(roster, pack)
    fewer = replace(roster, workers=roster.workers.reverse()[5:], vacancies=roster.vacancies[2:])
    now = fingerprints(fewer, pack)
    assert (now[0] == workers[::-1][5:]).all()
    assert (now[1] == vacancies[2:]).all()


def test_another_rule_of_who_may_hold_what_changes_all(roster: Roster, pack: Pack) -> None:
    rules = tuple(rule for rule in pack.rules if rule.kind not in {"eligibility", "term_limit"})
    before, now = fingerprints(roster, pack), fingerprints(roster, replace(pack, rules=rules))
    assert not (before[0] == now[0]).any()
    assert not (before[1] == now[1]).any()
