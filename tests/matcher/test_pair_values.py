"""Values and eligibility of all pairs, beside slow references."""

from functools import cache
from itertools import combinations
from typing import Any

import numpy as np
import pytest

from matcher.components import PARTS, Weights
from matcher.pair_values import PairValues
from matcher.pairs import PriceTable
from matcher.units import UNIT, IntArray
from models.packs import load_pack
from models.synth import make_county
from tests.models.small_roster import roster
from tests.solver.problems import pack_of

PACK = load_pack("qianyang-2021")
W, V = 200, 60
HERE = "990101101201"


@cache
def values() -> PairValues:
    """A made-up county of 200 workers and 60 vacancies."""
    return PairValues(make_county(W, V, 5).roster(), PACK)


def grid(shape: tuple[int, int] = (W, V)) -> tuple[IntArray, IntArray]:
    worker, vacancy = np.indices(shape).reshape(2, -1)
    return worker, vacancy


@cache
def tables() -> tuple[IntArray, Any]:
    """Values in units and eligibility of every pair of the county, pair by pair."""
    worker, vacancy = grid()
    at = values().at(worker, vacancy).reshape(W, V)
    return at, values().eligible(worker, vacancy).reshape(W, V)


def prices(seed: int) -> PriceTable:
    """Three classes, prices from -2 to 2; a third of them equal, so that there are ties."""
    rng = np.random.default_rng(seed)
    price = rng.integers(-2 * UNIT, 2 * UNIT, (3, V))
    price[:, ::3] = UNIT // 2
    return PriceTable(rng.integers(0, 3, W), price)


def best_of(worker: int, table: PriceTable, keep: int) -> list[int]:
    at, allowed = tables()
    priced = at[worker] - table.price[table.class_of[worker]]
    own = np.flatnonzero(allowed[worker]).tolist()
    return sorted(own, key=lambda v: (-priced[v], v))[:keep]


def check_scan(pairs: PairValues, table: PriceTable, keep: int, chosen: IntArray | None) -> None:
    arcs = pairs.scan(table, keep, chosen)
    at, _ = tables()
    looked_at = set(range(W) if chosen is None else chosen.tolist())
    for w in range(W):
        own = slice(arcs.start[w], arcs.start[w + 1])
        expected = best_of(w, table, keep) if w in looked_at else []
        assert arcs.vacancy[own].tolist() == expected, w
        assert arcs.value[own].tolist() == at[w, expected].tolist()


@pytest.mark.parametrize("keep", [1, 4, 20, 1000])
def test_scan_is_each_workers_best_by_priced_value(keep: int) -> None:
    """Against sorting all 200 x 60 pairs in Python, the lower index first among equals."""
    check_scan(values(), prices(keep), keep, None)


def test_scan_without_prices_has_the_lower_index_first_among_equals() -> None:
    free = PriceTable(np.zeros(W, dtype=np.int64), np.zeros((1, V), dtype=np.int64))
    check_scan(values(), free, 7, None)


@pytest.mark.parametrize("chosen", [[0], [7, 8, 199], list(range(0, W, 3))])
def test_scan_of_some_workers_is_that_of_all_for_them(chosen: list[int]) -> None:
    check_scan(values(), prices(1), 5, np.array(chosen))


@pytest.mark.parametrize("chosen", [[0], [3, 40, 59], list(range(0, V, 2))])
def test_scan_of_some_vacancies_is_that_of_all_without_the_others(chosen: list[int]) -> None:
    table = prices(4)
    arcs = values().scan(table, 5, np.array([2, 50, 199]), np.array(chosen))
    for w in range(W):
        own = arcs.vacancy[arcs.start[w] : arcs.start[w + 1]].tolist()
        expected = [v for v in best_of(w, table, V) if v in chosen][:5]
        assert own == (expected if w in {2, 50, 199} else [])


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(("most", "some", "task"), [(1, 1, 1), (7, 3, 3), (200, 200, 2)])
def test_blocks_tasks_and_threads_do_not_show(
    monkeypatch: pytest.MonkeyPatch, threads: int, most: int, some: int, task: int
) -> None:
    monkeypatch.setattr("matcher.sweep._MOST", most)
    monkeypatch.setattr("matcher.sweep._SOME", some)
    monkeypatch.setattr("matcher.sweep._TASK", task)
    pairs = PairValues(values().roster, PACK, threads=threads)
    check_scan(pairs, prices(2), 6, None)


@pytest.mark.parametrize("quantile", [0.5, 0.9, 1.0])
def test_scan_above_a_floor_is_that_without_one_cut_there(quantile: float) -> None:
    """Floors at that quantile of all of a worker's priced pairs; at the best nothing is left."""
    at, _ = tables()
    table = prices(6)
    priced = at - table.price[table.class_of]
    floor = np.quantile(priced, quantile, axis=1).astype(np.int64)
    floor[:10] = -(1 << 60)
    arcs = values().scan(table, 5, floor=floor)
    assert arcs.vacancy.size
    for w in range(W):
        expected = [v for v in best_of(w, table, 5) if priced[w, v] > floor[w]]
        assert arcs.vacancy[arcs.start[w] : arcs.start[w + 1]].tolist() == expected


@pytest.mark.parametrize("keep", [1, 8, 400])
@pytest.mark.parametrize("priced", [True, False])
def test_hundreds_of_posts_worth_the_same_are_told_apart_by_their_index(
    keep: int, priced: bool
) -> None:
    """300 trades at one place and one wage, fit counting for nothing, every third barred by age."""
    trades = [
        f"{a}{b}" for a in "焊缝修养护保砌漆电水木车钳铣磨" for b in "工人员师匠手厨司机护长技术板"
    ]
    posts = [
        {"title": t, "place": HERE, "age_min": 60 if v % 3 == 0 else None}
        for v, t in enumerate(trades[:300])
    ]
    people = [{"place": HERE, "age": 30, "wanted": t} for t in ("焊工", "养猪", "")]
    only = Weights(fit=0, place=1, pay=0, hours=0, education=0, certificates=0)
    given = roster(workers=people, vacancies=posts)
    pairs = PairValues(given, pack_of(), weights=only)
    price = np.arange(len(posts)) % 2 * UNIT if priced else np.zeros(len(posts), dtype=np.int64)
    arcs = pairs.scan(PriceTable(np.zeros(3, dtype=np.int64), price[None]), keep)
    may = [v for v in range(len(posts)) if v % 3]
    expected = sorted(may, key=lambda v: (price[v], v))[:keep]
    for w in range(3):
        assert arcs.vacancy[arcs.start[w] : arcs.start[w + 1]].tolist() == expected


def test_given_pairs_shared_among_cores_have_the_same_values(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at, allowed = tables()
    monkeypatch.setattr("matcher.sweep._PAIRS", 7)
    worker, vacancy = grid()
    assert np.array_equal(values().at(worker, vacancy), at.ravel())
    assert np.array_equal(values().eligible(worker, vacancy), allowed.ravel())


def test_whoever_may_hold_nothing_has_no_pairs() -> None:
    """One is not willing, one has a job, one is a child; the fourth has the post."""
    people = [{"willing": False}, {"status": "employed"}, {"age": 15}, {}]
    pairs = PairValues(roster(workers=people, vacancies=[{"title": "工人"}]), pack_of())
    free = PriceTable(np.zeros(4, dtype=np.int64), np.zeros((1, 1), dtype=np.int64))
    assert pairs.scan(free, 3).start.tolist() == [0, 0, 0, 0, 1]


def test_values_lie_in_0_to_1_and_are_the_weighted_mean_of_the_known_parts() -> None:
    """Of every pair, within one unit of 2**-18."""
    worker, vacancy = grid()
    at, _ = tables()
    parts = np.stack([values().components(worker, vacancy)[name] for name in PARTS])
    weights = np.array(Weights().values())[:, None] * ~np.isnan(parts)
    mean = np.nansum(weights * np.nan_to_num(parts), axis=0) / weights.sum(axis=0)
    assert ((at >= 0) & (at <= UNIT)).all()
    assert np.abs(at.ravel() - mean * UNIT).max() <= 1


def test_every_part_lies_in_0_to_1_or_is_not_known() -> None:
    for name, part in values().components(*grid()).items():
        known = part[~np.isnan(part)]
        assert known.size, name
        assert ((known >= 0) & (known <= 1)).all(), name


def test_no_two_parts_always_agree() -> None:
    """Where both are known they differ for some pair: each says something of its own."""
    parts = values().components(*grid())
    for one, other in combinations(PARTS, 2):
        known = ~np.isnan(parts[one]) & ~np.isnan(parts[other])
        assert known.any(), (one, other)
        assert (parts[one][known] != parts[other][known]).any(), (one, other)


def test_every_persona_gets_more_than_one_value() -> None:
    """Every worker with at least five eligible posts tells some of them apart."""
    at, allowed = tables()
    swept = np.flatnonzero(allowed.sum(axis=1) >= 5)
    assert swept.size > W // 4
    for w in swept.tolist():
        assert np.unique(at[w, allowed[w]]).size > 1, values().roster.workers["worker_id"][w]


def test_reasons_agree_with_eligibility_for_every_pair() -> None:
    """None where the pair is allowed, one or more where not; many pairs at once have the same."""
    _, allowed = tables()
    sets, which = values().reasons_of(*grid())
    against = [sets[n] for n in which.tolist()]
    assert len({tuple(reasons) for reasons in sets}) == len(sets)
    for (w, v), reasons in zip(np.ndindex(W, V), against, strict=True):
        assert values().reasons(w, v) == reasons
        assert (not reasons) == allowed[w, v]


@pytest.mark.parametrize("step", [1, 2, 7])
def test_the_nearest_refused_has_the_fewest_reasons_then_the_greatest_value(step: int) -> None:
    """Against a look at every pair; whoever may hold all of the vacancies has none."""
    at, _ = tables()
    among = np.zeros(V, dtype=bool)
    among[::step] = True
    found, vacancy = values().nearest_refused(np.arange(W), among)
    for w in range(W):
        against = {v: len(values().reasons(w, v)) for v in range(0, V, step)}
        refused = [v for v in against if against[v]]
        assert found[w] == bool(refused)
        if refused:
            assert vacancy[w] == min(refused, key=lambda v: (against[v], -at[w, v], v))


def test_of_posts_refused_for_one_reason_each_the_first_of_the_best_is_nearest() -> None:
    """Too far and of the right trade; two of the same wage refused for age; one for both."""
    far, near = "990101102201", "990101101201"
    posts: list[dict[str, Any]] = [
        {"title": "保安", "place": far, "age_min": 40},
        {"title": "养猪", "place": near, "age_min": 40},
        {"title": "保安", "place": near, "age_min": 40},
        {"title": "保安", "place": near, "age_min": 45},
        {"title": "保安", "place": far},
    ]
    people = [{"wanted": "保安", "place": near, "age": 30, "max_distance": "village"}]
    pairs = PairValues(roster(workers=people, vacancies=posts), pack_of())
    for among, expected in (([0, 1, 2, 3, 4], 2), ([0, 1, 3], 3), ([0, 1, 4], 4), ([0], 0)):
        chosen = np.isin(np.arange(5), among)
        found, vacancy = pairs.nearest_refused(np.array([0]), chosen)
        assert (found.tolist(), vacancy.tolist()) == ([True], [expected])


def test_nobody_is_refused_what_is_not_there() -> None:
    found, _ = values().nearest_refused(np.arange(W), np.zeros(V, dtype=bool))
    assert not found.any()
    nothing = PairValues(roster(workers=[{}, {}]), pack_of())
    assert nothing.nearest_refused(np.arange(2), np.zeros(0, dtype=bool))[0].tolist() == [False] * 2


def test_twins_are_alike_in_everything_that_is_read_of_them() -> None:
    """0, 1 and 4 are; so are 3 and 6, both too young; 2 would not go far, 5 wants nothing."""
    alike = {"wanted": "保安", "place": HERE, "wage_expected": 3000, "age": 50}
    people = [
        {**alike, "name": "甲"},
        {**alike, "name": "乙"},
        {**alike, "max_distance": "city"},
        {**alike, "age": 20},
        {**alike, "age": 41},
        {**alike, "wanted": None},
        {**alike, "age": 25},
    ]
    post = {"title": "保安", "age_min": 40}
    number = PairValues(roster(workers=people, vacancies=[post]), pack_of()).twins().tolist()
    assert number[0] == number[1] == number[4]
    assert number[3] == number[6]
    assert len(set(number)) == 4


@pytest.mark.parametrize("k", [1, 5, 500])
def test_a_workers_ranking_is_that_of_sorting(k: int) -> None:
    at, _ = tables()
    free = PriceTable(np.zeros(W, dtype=np.int64), np.zeros((1, V), dtype=np.int64))
    for w in (0, 17, 199):
        vacancy, units = values().rank_for_worker(w, k)
        assert vacancy.tolist() == best_of(w, free, k)
        assert units.tolist() == at[w, vacancy].tolist()
        priced, _ = values().rank_for_worker(w, k, prices(3))
        assert priced.tolist() == best_of(w, prices(3), k)


@pytest.mark.parametrize("k", [1, 5, 500])
def test_a_vacancys_ranking_is_that_of_sorting(k: int) -> None:
    at, allowed = tables()
    for v in range(V):
        worker, units = values().rank_for_vacancy(v, k)
        expected = sorted(np.flatnonzero(allowed[:, v]).tolist(), key=lambda w: (-at[w, v], w))[:k]
        assert worker.tolist() == expected
        assert units.tolist() == at[expected, v].tolist()


def test_who_may_hold_something_is_found_from_both_sides() -> None:
    _, allowed = tables()
    some = np.zeros(W, dtype=bool)
    some[::4] = True
    found = values().has_eligible(np.arange(V), some)
    assert found.tolist() == allowed[::4].any(axis=0).tolist()
    posts = np.array([3, 30])
    found = values().has_eligible_post(np.arange(W), posts)
    assert found.tolist() == allowed[:, posts].any(axis=1).tolist()


def test_more_than_64_requirements_are_checked() -> None:
    """99 least ages, 18 to 116: a worker of age a meets those up to a, and no other."""
    limits = list(range(18, 117))
    given = roster(
        workers=[{"age": a} for a in (18, 49, 50, 81, 82, 116)],
        vacancies=[{"title": "工人", "age_min": a} for a in limits],
    )
    pairs = PairValues(given, pack_of())
    assert len(pairs.requirements) == 1 + 99
    shape = (6, len(limits))
    allowed = pairs.eligible(*grid(shape)).reshape(shape)
    ages = given.workers["age"].to_numpy()
    assert (allowed == (ages[:, None] >= np.array(limits))).all()
    free = PriceTable(np.zeros(6, dtype=np.int64), np.zeros((1, len(limits)), dtype=np.int64))
    assert np.diff(pairs.scan(free, 200).start).tolist() == allowed.sum(axis=1).tolist()


def test_weights_decide_what_counts() -> None:
    """Place alone: the value is its part."""
    only = Weights(fit=0, place=1, pay=0, hours=0, education=0, certificates=0)
    pairs = PairValues(values().roster, PACK, weights=only)
    worker, vacancy = grid()
    place = np.nan_to_num(pairs.components(worker, vacancy)["place"])
    assert np.abs(pairs.at(worker, vacancy) - place * UNIT).max() <= 1


@pytest.mark.parametrize(
    "tables_", [{}, {"workers": [{}, {}]}, {"vacancies": [{"title": "工人"}, {"title": "工人"}]}]
)
def test_empty_tables_have_no_pairs(tables_: dict[str, Any]) -> None:
    pairs = PairValues(roster(**tables_), pack_of())
    w, v = pairs.shape
    arcs = pairs.scan(PriceTable(np.zeros(w, dtype=np.int64), np.zeros((1, v), dtype=np.int64)), 5)
    assert arcs.start.tolist() == [0] * (w + 1)
    assert arcs.vacancy.size == 0
