"""The checker beside the solver and the matcher, on a made-up county."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
import polars as pl
import pytest

from matcher.pair_values import PairValues
from models.packs import Pack, load_pack
from models.reading import read_roster
from models.roster import Roster
from models.rules import Eligibility
from models.synth import make_county, write_county
from solver.checker import check
from solver.checker.eligibility import refusals
from solver.checker.facts import Facts
from solver.jobs import JobOptions, run

WORKERS, VACANCIES = 300, 40


@pytest.fixture(scope="module")
def roster(tmp_path_factory: pytest.TempPathFactory) -> Roster:
    folder = tmp_path_factory.mktemp("county")
    write_county(make_county(WORKERS, VACANCIES, seed=5), folder)
    return read_roster(folder)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("qianyang-2021")


@pytest.fixture(scope="module")
def values(roster: Roster, pack: Pack) -> PairValues:
    return PairValues(roster, pack)


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_what_the_solver_answers_stands(
    roster: Roster, pack: Pack, values: PairValues, job: str
) -> None:
    answer = run(job, roster, pack, JobOptions(), values=values)
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "core": result.core,
        "gap": result.gap,
        "value": result.value,
        "matches": answer.matches.height,
        "pairs_priced": WORKERS * VACANCIES,
        "rules": answer.rules,
        "unplaced": answer.unplaced,
        "unfilled": answer.unfilled,
    }
    options = asdict(answer.options)
    report = check(
        roster, pack, job, options, answer.matches, answer.certificate, claimed, answer.values
    )
    assert report.findings == ()
    # Whole units on both sides: what is counted twice is equal to the last bit.
    assert report.objective == result.objective
    assert report.bound is not None
    assert report.bound <= result.bound


def test_checker_and_matcher_refuse_the_same_pairs(
    roster: Roster, pack: Pack, values: PairValues
) -> None:
    none = np.zeros(0, dtype=np.int64)
    facts = Facts(roster, pack, "allocate", asdict(JobOptions()), values, none, none)
    worker, vacancy = (a.ravel() for a in np.indices(values.shape))
    found = refusals(facts, pl.DataFrame({"worker": worker, "vacancy": vacancy}))
    refused = (
        found.select(pl.any_horizontal(pl.exclude("worker", "vacancy"))).to_series().to_numpy()
    )
    for rule in pack.rules:
        if isinstance(rule, Eligibility):
            refused |= rule.posts.mask(roster)[vacancy] & ~rule.workers.mask(roster)[worker]
    allowed = facts.available[worker] & ~refused
    assert allowed.any()
    assert (allowed == values.eligible(worker, vacancy)).all()
