"""The row of a release finds its figures, and says '-' where there are none."""

from __future__ import annotations

from benchmarks.history import COLUMNS, RACE, Column, history_row
from benchmarks.instances import INSTANCES, SIZES, beside
from benchmarks.outcome import Outcome, Table


def race(*rows: tuple[int, str, float]) -> Outcome:
    table = tuple({"workers": w, "peer": p, RACE: t} for w, p, t in rows)
    return Outcome("peers", "a race", (Table("race", table),))


def test_a_row_is_found_by_what_stands_in_it() -> None:
    column = Column("x", "peers", 0, {"workers": 20_000, "peer": "B"}, RACE)
    assert column.of(race((2000, "B", 1.0), (20_000, "A", 2.0), (20_000, "B", 3.0))) == 3.0
    assert column.of(race((2000, "B", 1.0))) is None


def test_rows_can_be_counted() -> None:
    assert Column("cliffs", "peers", -1, None, "").of(race((1, "A", 1.0), (2, "B", 1.0))) == 2


def test_what_was_not_run_is_a_dash() -> None:
    head, rule, row = history_row([race((20_000, "CP-SAT", 61.5))], "2026-11-21", "2 cores", "9")
    cells = dict(zip(head.split(" | "), row.split(" | "), strict=True))
    assert cells["x CP-SAT"] == "61.5"
    assert cells["x HiGHS MIP"] == cells["allocate s"] == "-"
    assert rule.count("---") == len(COLUMNS) + 3


def test_the_sizes_rise_from_1_000_to_594_000_workers() -> None:
    workers = [INSTANCES[name].workers for name in SIZES]
    assert workers == sorted(workers)
    assert (workers[0], workers[-1]) == (1_000, 594_000)


def test_an_instance_of_a_size_is_the_registered_one_or_ten_workers_a_vacancy() -> None:
    assert (beside(60_000, 3).vacancies, beside(60_000, 3).seed) == (5_000, 3)
    assert beside(700, 0).vacancies == 70
