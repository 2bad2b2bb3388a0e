"""A run begins where an earlier one left off, and proves as much as one from nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from api.runs.archive import read_arrays, write_arrays
from api.runs.checking import check_answer
from api.runs.folder import RunFolder
from api.runs.start import FILE, read_start, write_start
from matcher import PairValues
from matcher.components import Weights
from models.packs import Pack, load_pack
from models.roster import Roster
from models.rules import PostShare
from models.synth import make_county, with_ledger
from solver.jobs import Answer, run
from solver.start import UNSEEN

Case = tuple[Roster, Pack]
WORKERS, VACANCIES, GAP = 240, 30, 1e-4
ALL = make_county(WORKERS + 5, VACANCIES + 3, 11).roster()
BASE = replace(ALL, workers=ALL.workers[:WORKERS], vacancies=ALL.vacancies[:VACANCIES])
PACK = load_pack("qianyang-2021")


@pytest.fixture(scope="module")
def first() -> Answer:
    return run("allocate", BASE, PACK)


@pytest.fixture(scope="module")
def folder(first: Answer, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    path = tmp_path_factory.mktemp("run")
    write_start(path / FILE, first, BASE)
    return RunFolder(path)


def with_column(frame: pl.DataFrame, row: int, **cells: Any) -> pl.DataFrame:
    """A frame in which some cells of one row are others."""
    here = pl.int_range(pl.len()) == row
    return frame.with_columns(
        pl.when(here).then(pl.lit(value, dtype=frame.schema[name])).otherwise(name).alias(name)
        for name, value in cells.items()
    )


def one_share() -> Case:
    """Ten per cent become twenty."""
    rules = tuple(
        replace(rule, share=Decimal("0.2")) if isinstance(rule, PostShare) else rule
        for rule in PACK.rules
    )
    return BASE, replace(PACK, rules=rules)


def five_workers_more() -> Case:
    return replace(BASE, workers=ALL.workers), PACK


def five_workers_fewer() -> Case:
    return replace(BASE, workers=BASE.workers[5:]), PACK


def three_vacancies_more() -> Case:
    return replace(BASE, vacancies=ALL.vacancies), PACK


def three_vacancies_fewer() -> Case:
    return replace(BASE, vacancies=BASE.vacancies[3:]), PACK


def openings_raised() -> Case:
    vacancies = with_column(BASE.vacancies, 0, openings=50)
    return replace(BASE, vacancies=with_column(vacancies, 1, openings=0)), PACK


def one_changes_wishes() -> Case:
    """Somebody would now do the best paid post, wherever it is."""
    post = BASE.vacancies.sort("wage_max", descending=True, nulls_last=True).row(0, named=True)
    wishes = {"wanted": post["title"], "skills": post["skills"], "max_distance": None}
    return replace(BASE, workers=with_column(BASE.workers, 7, wage_expected=None, **wishes)), PACK


def another_order() -> Case:
    workers, vacancies = BASE.workers.reverse(), BASE.vacancies.reverse()
    return replace(BASE, workers=workers, vacancies=vacancies), PACK


CHANGES: dict[Callable[[], Case], tuple[int, int]] = {
    one_share: (WORKERS, VACANCIES),
    five_workers_more: (WORKERS, VACANCIES),
    five_workers_fewer: (WORKERS - 5, VACANCIES),
    three_vacancies_more: (WORKERS, VACANCIES),
    three_vacancies_fewer: (WORKERS, VACANCIES - 3),
    openings_raised: (WORKERS, VACANCIES),
    one_changes_wishes: (WORKERS - 1, VACANCIES),
    another_order: (WORKERS, VACANCIES),
}
"""Each change, and how many people and posts it leaves as they were."""


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_after_a_change_warm_is_as_good_as_cold(
    change: Callable[[], Case], folder: RunFolder
) -> None:
    roster, pack = change()
    found = read_start(folder, "allocate", roster, pack)
    assert (found.workers, found.vacancies, found.why) == (*CHANGES[change], None)
    answer = run("allocate", roster, pack, values=found.values, start=found.start)
    check_answer(roster, answer)
    warm = answer.result
    cold = run("allocate", roster, pack, values=found.values).result
    assert warm.status == cold.status
    assert warm.objective <= cold.bound + 1e-9
    assert cold.objective <= warm.bound + 1e-9
    assert warm.gap is not None
    assert warm.gap <= GAP


def test_a_start_comes_back_exactly(first: Answer, folder: RunFolder) -> None:
    found = read_start(folder, "allocate", BASE, PACK)
    start, kept = found.start, first.result.start
    assert start is not None
    assert start.row_names == kept.row_names
    for name in ("class_of", "table", "rest"):
        assert (getattr(start, name) == getattr(kept, name)).all()
    for name in ("start", "vacancy", "value"):
        assert (getattr(start.known, name) == getattr(kept.known, name)).all()
    assert (start.prices.vacancy == kept.prices.vacancy).all()
    assert (start.prices.row == kept.prices.row).all()


def test_the_weights_stay_those_of_the_earlier_run(tmp_path: Path) -> None:
    """One line of the ledger less is other weights, and every pair another value."""
    county = with_ledger(make_county(WORKERS, VACANCIES, 11), months=36).roster()
    before = run("allocate", county, PACK)
    write_start(tmp_path / FILE, before, county)
    assert before.values.weights != Weights()  # enough outcomes to learn from
    fewer = replace(county, placements=county.placements[1:])
    found = read_start(RunFolder(tmp_path), "allocate", fewer, PACK)
    assert found.values is not None
    assert found.values.weights == before.values.weights
    assert PairValues(fewer, PACK).weights != before.values.weights


def test_who_has_changed_is_looked_at_as_if_new(folder: RunFolder) -> None:
    roster, pack = one_changes_wishes()
    start = read_start(folder, "allocate", roster, pack).start
    assert start is not None
    assert np.flatnonzero(start.rest == UNSEEN).tolist() == [7]
    assert start.known.start[8] == start.known.start[7]


def test_the_same_answer_leaves_the_same_bytes(first: Answer, tmp_path: Path) -> None:
    for name in ("a.npz", "b.npz"):
        write_start(tmp_path / name, first, BASE)
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def changed(folder: RunFolder, into: Path, **arrays: Any) -> RunFolder:
    """The same start with some arrays replaced."""
    write_arrays(into / FILE, read_arrays(folder.path / FILE) | arrays)
    return RunFolder(into)


def why(folder: RunFolder, job: str = "allocate", roster: Roster = BASE) -> str | None:
    found = read_start(folder, job, roster, PACK)
    assert found.start is None
    assert found.record()["warm"] is False
    return found.why


def test_a_start_that_does_not_hold_is_refused_with_the_reason(
    first: Answer, folder: RunFolder, tmp_path: Path
) -> None:
    assert why(folder, "push") == "上次的任务是 allocate，这次是 push"
    assert "没有 start.npz" in (why(RunFolder(tmp_path)) or "")
    kept = read_arrays(folder.path / FILE)
    assert "另一版本" in (why(changed(folder, tmp_path, format=np.array(0))) or "")
    weights = kept["weights"][::-1].copy()
    assert "匹配度与上次不同" in (why(changed(folder, tmp_path, weights=weights)) or "")
    worth_more = kept["pair_value"].copy()
    worth_more[0] += 1
    assert "匹配度与上次不同" in (why(changed(folder, tmp_path, pair_value=worth_more)) or "")
    few = replace(BASE, workers=with_other_keys(BASE.workers))
    assert "不到一半" in (why(folder, roster=few) or "")


def with_other_keys(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(worker_id=pl.format("X{}", "worker_id"))


@pytest.mark.parametrize(
    "name", ["pairs_of", "pair_vacancy", "rest", "table", "class_of", "row_price"]
)
def test_arrays_that_do_not_belong_together_are_no_start(
    name: str, folder: RunFolder, tmp_path: Path
) -> None:
    """One too many in each; and one that points beyond what there is."""
    array = read_arrays(folder.path / FILE)[name]
    longer = np.concatenate((array, array[..., -1:]), axis=-1)
    assert "已损坏" in (why(changed(folder, tmp_path, **{name: longer})) or "")
    if name in {"pair_vacancy", "class_of"}:
        beyond = array.copy()
        beyond[0] = 10_000
        assert "已损坏" in (why(changed(folder, tmp_path, **{name: beyond})) or "")


@pytest.mark.parametrize("bytes_kept", [0, 10, 2000])
def test_a_file_cut_short_is_no_start(bytes_kept: int, folder: RunFolder, tmp_path: Path) -> None:
    whole = (folder.path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:bytes_kept])
    assert "已损坏" in (why(RunFolder(tmp_path)) or "")


@pytest.mark.parametrize("change", [five_workers_more, three_vacancies_fewer])
def test_a_push_to_newcomers_or_with_fewer_posts_owes_what_it_should(
    change: Callable[[], Case], tmp_path: Path
) -> None:
    """Who is new is owed posts as everybody is; who lost some is owed others."""
    write_start(tmp_path / FILE, run("push", BASE, PACK), BASE)
    roster, pack = change()
    found = read_start(RunFolder(tmp_path), "push", roster, pack)
    assert found.start is not None
    warm, cold = (
        run("push", roster, pack, values=found.values, start=s) for s in (found.start, None)
    )
    assert (warm.result.owed == cold.result.owed).all()
    assert warm.result.objective <= cold.result.bound + 1e-9
    assert cold.result.objective <= warm.result.bound + 1e-9
    check_answer(roster, warm)
