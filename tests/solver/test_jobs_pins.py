"""Pins under every pack: they stay, count for its rules, and what cannot stay is said."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from api.runs.checking import check_answer
from matcher import PairValues
from models.packs import load_pack
from models.roster import Roster
from models.rules import HouseholdCap
from models.synth import make_county
from solver.jobs import run
from solver.jobs.pins import PinError, PinFault, pinned_pairs
from solver.problem import HouseholdCap as Cap
from tests.solver.problems import made, pack_of, selection

PACKS = ["qianyang-2021", "chengkou-2021", "fengdu-2021", "huize-2018", "xinzhou-2022"]
ROSTER = make_county(160, 20, 4).roster()


def other_posts(values: PairValues, held: dict[str, str], most: int) -> pl.DataFrame:
    """Some of the placed people, each with the eligible post of open places that suits least."""
    roster = values.roster
    names, posts = (roster.workers["worker_id"], roster.vacancies["vacancy_id"].to_list())
    left = np.array(roster.vacancies["openings"].fill_null(0).to_list())
    pins = []
    for worker, name in enumerate(names):
        able = np.flatnonzero(values.eligible(np.full(len(posts), worker), np.arange(len(posts))))
        able = able[left[able] > 0]
        if name in held and able.size and len(pins) < most:
            worst = able[np.argmin(values.at(np.full(able.size, worker), able))]
            pins.append((name, posts[worst]))
            left[worst] -= 1
    return pl.DataFrame(pins, schema=["worker_id", "vacancy_id"], orient="row")


@pytest.mark.parametrize("name", PACKS)
def test_pins_stay_under_every_pack_and_the_answer_stands(name: str) -> None:
    """People are pinned to the posts that suit them least, so that rules have to work around."""
    pack = load_pack(name)
    values = PairValues(ROSTER, pack)
    free = run("allocate", ROSTER, pack, values=values)
    held = dict(free.matches.select("worker_id", "vacancy_id").iter_rows())
    pins = other_posts(values, held, 15)
    kept = run("allocate", ROSTER, pack, values=values, pinned=pins)
    check_answer(ROSTER, kept, pins)
    marked = kept.matches.filter("pinned").select("worker_id", "vacancy_id")
    assert sorted(marked.iter_rows()) == sorted(pins.iter_rows())
    assert kept.result.objective <= free.result.bound + 1e-9
    assert set(kept.unplaced["worker_id"]).isdisjoint(pins["worker_id"])


def faults(
    pinned: list[tuple[str, str]], roster: Roster = ROSTER, **rules: object
) -> list[PinFault]:
    values = PairValues(roster, load_pack(PACKS[0]))
    problem = made(np.ones(values.shape), np.ones(values.shape[1]), **rules)
    frame = pl.DataFrame(pinned, schema=["worker_id", "vacancy_id"], orient="row")
    with pytest.raises(PinError) as caught:
        pinned_pairs(frame, values, problem)
    return list(caught.value.faults)


def able_pairs(count: int) -> list[tuple[str, str]]:
    """Different people who may hold different posts."""
    values = PairValues(ROSTER, load_pack(PACKS[0]))
    found, used = [], set()
    for worker in range(values.shape[0]):
        for post in range(values.shape[1]):
            open_ = (ROSTER.vacancies["openings"][post] or 0) > 0
            if post not in used and open_ and values.eligible(np.array([worker]), np.array([post])):
                found.append((worker, post))
                used.add(post)
                break
        if len(found) == count:
            break
    return [(ROSTER.workers["worker_id"][w], ROSTER.vacancies["vacancy_id"][v]) for w, v in found]


def test_more_of_a_household_than_its_cap_is_refused_at_the_one_too_many() -> None:
    pairs = able_pairs(3)
    members = np.array([ROSTER.workers["worker_id"].index_of(w) for w, _ in pairs])
    cap = Cap("two-a-home", "H7", members, np.arange(ROSTER.vacancies.height), 2)
    (found,) = faults(pairs, household_caps=[cap])
    assert (found.pin, found.field) == (2, "worker_id")
    assert found.message == "规则 two-a-home：家庭 H7 最多 2 人，已定 3 人。"


def test_everything_that_speaks_against_pins_is_said_at_once() -> None:
    (one, post), (two, _) = able_pairs(2)
    closed = with_openings(post, 1)
    found = faults([("X1", post), (one, post), (one, post), (two, "Y1"), (two, post)], closed)
    said = {(f.pin, f.field) for f in found}
    assert said >= {(0, "worker_id"), (2, "worker_id"), (3, "vacancy_id"), (4, "vacancy_id")}


def with_openings(post: str, openings: int) -> Roster:
    """The county in which a post has so many openings."""
    changed = pl.when(pl.col("vacancy_id") == post).then(openings).otherwise("openings")
    vacancies = ROSTER.vacancies.with_columns(changed.cast(pl.Int32).alias("openings"))
    return replace(ROSTER, vacancies=vacancies)


def test_no_pins_at_all_change_nothing() -> None:
    pack = load_pack(PACKS[0])
    nobody = pl.DataFrame(schema={"worker_id": pl.String, "vacancy_id": pl.String})
    values = PairValues(ROSTER, pack)
    free = run("allocate", ROSTER, pack, values=values)
    same = run("allocate", ROSTER, pack, values=values, pinned=nobody)
    assert same.matches.drop("pinned").equals(free.matches)
    assert same.result.bound == free.result.bound


@pytest.mark.parametrize("job", ["push", "shortlist"])
def test_pins_are_of_an_allocation_only(job: str) -> None:
    nobody = pl.DataFrame(schema={"worker_id": pl.String, "vacancy_id": pl.String})
    with pytest.raises(ValueError, match="allocate only"):
        run(job, ROSTER, load_pack(PACKS[0]), pinned=nobody)


def test_a_cap_that_the_pins_fill_keeps_the_others_of_the_household_out() -> None:
    """One of a household may hold a post of any kind: the pinned one does."""
    everywhere = selection("vacancies", "全部岗位", *ROSTER.vacancies["vacancy_id"])
    homes = ROSTER.workers["household_id"].drop_nulls()
    homes = homes.value_counts().filter(pl.col("count") > 2)["household_id"].sort()
    rule = HouseholdCap(
        id="one-a-home", cite="一", words="每户一人。",
        households=selection("households", "几户", *homes), posts=everywhere, most=1,
    )  # fmt: skip
    pack = pack_of(rule)
    values = PairValues(ROSTER, pack)
    free = run("allocate", ROSTER, pack, values=values)
    inside = free.matches.join(ROSTER.workers, on="worker_id").filter(
        pl.col("household_id").is_in(homes.implode())
    )
    who, home, post = inside.select("worker_id", "household_id", "vacancy_id").row(0)
    mates = ROSTER.workers.filter((pl.col("household_id") == home) & (pl.col("worker_id") != who))[
        "worker_id"
    ]
    pins = pl.DataFrame({"worker_id": [who], "vacancy_id": [post]})
    kept = run("allocate", ROSTER, pack, values=values, pinned=pins)
    assert who in kept.matches["worker_id"]
    assert set(kept.matches["worker_id"]).isdisjoint(mates)
