"""The three jobs, from roster and pack to tables."""

from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from matcher.pair_values import PairValues
from models.packs import load_pack
from models.roster import Roster
from models.synth import make_county
from solver import Status
from solver.jobs import JOBS, Answer, JobOptions, run
from tests.models.small_roster import roster
from tests.solver.problems import pack_of

HERE = "990101101201"
PACK = load_pack("qianyang-2021")
TABLES = ("matches", "unplaced", "unfilled", "rules")


def worker(**more: Any) -> dict[str, Any]:
    return {"wanted": "保洁员", "place": HERE, **more}


def vacancy(**more: Any) -> dict[str, Any]:
    return {"title": "保洁员", "openings": 1, "place": HERE, **more}


@cache
def county() -> Roster:
    return make_county(150, 50, 11).roster()


@cache
def answer(job: str) -> Answer:
    return run(job, county(), PACK)


def shuffled(given: Roster, seed: int) -> Roster:
    """The same county, every table's rows in another order."""
    frames = {
        name: getattr(given, name).sample(fraction=1.0, shuffle=True, seed=seed)
        for name in ("workers", "vacancies", "households", "employers", "placements")
    }
    return Roster(**frames, as_of=given.as_of)


@pytest.mark.parametrize("job", JOBS)
def test_a_county_is_answered_within_the_gap(job: str) -> None:
    result = answer(job).result
    assert result.status is not Status.LIMIT
    assert result.gap is not None
    assert result.gap <= JobOptions().gap
    assert result.pairs_priced == 150 * 50


@pytest.mark.parametrize("job", JOBS)
def test_the_same_input_twice_gives_the_same_tables_and_certificate(job: str) -> None:
    first, second = answer(job), run(job, county(), PACK)
    for name in TABLES:
        assert getattr(first, name).equals(getattr(second, name)), name
    assert first.certificate.keys() == second.certificate.keys()
    for name, array in first.certificate.items():
        assert array.dtype == second.certificate[name].dtype
        assert np.array_equal(array, second.certificate[name]), name


@pytest.mark.parametrize("job", JOBS)
def test_the_order_of_rows_does_not_move_the_objective_beyond_the_gap(job: str) -> None:
    """Shuffled tables: the same answer but for ties; both lie within 1e-4 of the best."""
    moved = run(job, shuffled(county(), 3), PACK).result
    still = answer(job).result
    assert moved.objective <= still.bound + 1e-9
    assert still.objective <= moved.bound + 1e-9
    assert abs(moved.objective - still.objective) <= 2 * JobOptions().gap * still.value


@pytest.mark.parametrize("job", JOBS)
def test_every_worker_is_matched_or_unplaced_with_a_reason(job: str) -> None:
    found = answer(job)
    matched = set(found.matches["worker_id"])
    without = set(found.unplaced["worker_id"])
    assert matched | without == set(county().workers["worker_id"])
    if job != "push":  # a push lists those with fewer posts than owed as well
        assert not matched & without
    assert found.unplaced["reason_text"].null_count() == 0


def test_every_opening_is_filled_or_unfilled_with_a_reason() -> None:
    found = answer("allocate")
    left = found.unfilled["open"].sum()
    assert found.matches.height + left == county().vacancies["openings"].sum()
    assert found.unfilled["reason_text"].null_count() == 0


@pytest.mark.parametrize("job", JOBS)
def test_matches_are_eligible_and_their_values_those_of_the_matcher(job: str) -> None:
    found = answer(job)
    rows = {k: i for i, k in enumerate(county().workers["worker_id"])}
    columns = {k: i for i, k in enumerate(county().vacancies["vacancy_id"])}
    w = np.array([rows[k] for k in found.matches["worker_id"]])
    v = np.array([columns[k] for k in found.matches["vacancy_id"]])
    assert found.values.eligible(w, v).all()
    assert np.array_equal(
        found.matches["value"].to_numpy() * found.values.unit, found.values.at(w, v)
    )
    pairs = sorted(zip(w.tolist(), v.tolist(), strict=True))
    assert pairs == [tuple(p) for p in found.result.assignment.tolist()]


@pytest.mark.parametrize(("job", "of"), [("push", "worker_id"), ("shortlist", "vacancy_id")])
def test_ranks_count_from_the_best(job: str, of: str) -> None:
    for _, group in answer(job).matches.group_by(of):
        assert group["rank"].to_list() == list(range(1, group.height + 1))
        assert group["value"].is_sorted(descending=True)


def test_a_push_gives_three_to_five_posts_where_so_many_are_eligible() -> None:
    found = answer("push")
    assert found.matches.group_by("worker_id").len()["len"].max() <= 5
    held = np.bincount(found.result.assignment[:, 0], minlength=150)
    if found.result.status is not Status.RELAXED:
        assert (held >= found.result.owed).all()


def test_a_shortlist_names_three_for_an_opening_and_nobody_on_more_than_five_lists() -> None:
    found = answer("shortlist")
    openings = dict(county().vacancies.select("vacancy_id", "openings").iter_rows())
    for (key,), group in found.matches.group_by("vacancy_id"):
        assert group.height <= 3 * openings[key]
    assert found.matches.group_by("worker_id").len()["len"].max() <= 5


EMPTY = {
    "nothing at all": roster(),
    "no workers": roster(vacancies=[vacancy(), vacancy()]),
    "no vacancies": roster(workers=[worker(), worker()]),
    "nobody available": roster(
        workers=[worker(willing=False), worker(status="employed"), worker(age=15)],
        vacancies=[vacancy()],
    ),
    "no openings": roster(workers=[worker(), worker()], vacancies=[vacancy(openings=0)]),
    "nobody eligible": roster(workers=[worker(age=20)], vacancies=[vacancy(age_min=40)]),
}


@pytest.mark.parametrize("pack", [pack_of(), PACK], ids=["no rules", "qianyang-2021"])
@pytest.mark.parametrize("job", JOBS)
@pytest.mark.parametrize("name", list(EMPTY))
def test_nothing_to_give_is_an_answer_not_an_error(name: str, job: str, pack: Any) -> None:
    given = EMPTY[name]
    found = run(job, given, pack)
    assert found.result.status is Status.OPTIMAL
    assert (found.result.objective, found.result.gap, found.matches.height) == (0, None, 0)
    assert found.unplaced.height == given.workers.height
    places = 3 if job == "shortlist" else 1  # three on the list for each opening
    assert found.unfilled["open"].sum() == places * given.vacancies["openings"].sum()
    assert set(found.rules["status"]) <= {"held"}


def test_everybody_who_takes_no_part_is_told_why() -> None:
    found = run("allocate", EMPTY["nobody available"], pack_of())
    assert found.unplaced["reason"].to_list() == ["unavailable"] * 3
    assert found.unplaced["reason_text"].to_list() == [
        "本人无就业意愿",
        "已就业",
        "未满法定就业年龄16周岁(年龄15)",
    ]


def test_who_is_outbid_is_told_by_how_much() -> None:
    """w1 lives elsewhere and is worth less at the only post: what it would take is a higher fit."""
    given = roster(workers=[worker(), worker(place="990101102201")], vacancies=[vacancy()])
    found = run("allocate", given, pack_of())
    (line,) = found.unplaced.to_dicts()
    assert (line["worker_id"], line["reason"]) == ("w1", "outbid")
    assert line["nearest_vacancy_id"] == "v0"
    assert line["needed"].startswith("该岗位匹配度需再高")


def test_who_fits_nowhere_is_told_what_stands_in_the_way() -> None:
    """Of two posts the one with fewer reasons against: 40 years asked, not 40 years and college."""
    posts = [vacancy(age_min=40, education="college"), vacancy(age_min=40)]
    given = roster(workers=[worker(age=20, education="junior")], vacancies=posts)
    (line,) = run("allocate", given, pack_of()).unplaced.to_dicts()
    assert (line["reason"], line["nearest_vacancy_id"]) == ("no_eligible_vacancy", "v1")
    assert line["needed"] == "年龄不足:要求满40周岁"


def test_the_certificate_holds_a_price_for_every_post_and_every_floor() -> None:
    certificate = answer("allocate").certificate
    assert certificate["vacancy_price"].shape == (50,)
    assert certificate["row_rule"].shape == certificate["row_price"].shape
    assert set(certificate["row_rule"].tolist()) <= {"relocated-share"}
    assert (certificate["vacancy_price"] >= 0).all()


def test_values_given_are_used() -> None:
    values = PairValues(county(), PACK)
    assert run("allocate", county(), PACK, values=values).values is values


def test_phases_and_parts_are_reported() -> None:
    seen: list[tuple[str, float]] = []
    run(
        "allocate",
        EMPTY["no openings"],
        PACK,
        progress=lambda phase, part: seen.append((phase, part)),
    )
    assert seen[0] == ("计算匹配度", 0.0)
    assert seen[-1] == ("整理结果与理由", 0.0)


def test_every_rule_of_the_job_has_a_line_and_no_other() -> None:
    for job in JOBS:
        assert set(answer(job).rules["rule"]) == {rule.id for rule in PACK.rules_for(job)}


def test_a_run_without_a_rule_of_minima_accounts_for_its_own() -> None:
    found = run("push", EMPTY["no openings"], pack_of())
    assert found.rules["rule"].to_list() == ["push-minimum"]


def test_an_unknown_job_is_refused() -> None:
    with pytest.raises(ValueError, match="Expected a job in"):
        run("dismiss", EMPTY["nothing at all"], pack_of())


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"gap": -0.1}, "gap of at least 0 and below 1, got -0.1"),
        ({"gap": 1.0}, "got 1.0"),
        ({"min_posts": -1}, "Expected min_posts >= 0, got -1"),
        ({"max_posts": 0, "min_posts": 0}, "Expected max_posts >= 1, got 0"),
        ({"per_opening": 0}, "Expected per_opening >= 1, got 0"),
        ({"max_lists": 0}, "Expected max_lists >= 1, got 0"),
        ({"min_posts": 6}, "Expected min_posts <= max_posts, got 6 > 5"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        JobOptions(**options)


def test_tables_are_as_the_contract_says() -> None:
    found = answer("allocate")
    assert found.matches.columns[:4] == ["worker_id", "vacancy_id", "rank", "value"]
    parts = ["fit", "place", "pay", "hours", "education", "certificates"]
    assert found.matches.columns[4:] == parts
    known = found.matches.select(pl.col(parts).is_between(0, 1).all()).row(0)
    assert all(known)
