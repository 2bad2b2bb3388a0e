"""The checker proves a bound with wages again, from the rules and all pairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from matcher.units import UNIT
from models.packs import load_pack
from models.roster import Roster
from models.synth import make_county
from solver.checker import check
from solver.checker.report import Report
from solver.jobs import JobOptions
from solver.jobs.answer import Decision
from solver.jobs.run import decide


def made_by_wages(workers: int, vacancies: int, seed: int) -> tuple[Roster, Decision]:
    """A county whose bound wages prove: no core takes their place."""
    roster = make_county(workers, vacancies, seed=seed).roster()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("solver.core.when._QUICK_PAIRS", 0)
        answer = decide("allocate", roster, load_pack("chengkou-2021"), JobOptions())
    assert answer.result.wages is not None
    return roster, answer


@pytest.fixture(scope="module")
def county() -> Iterator[tuple[Roster, Decision]]:
    return made_by_wages(200, 40, 2)


def checked(made: tuple[Roster, Decision], said: dict[str, Any], **changed: Any) -> Report:
    """The report on an answer that says these things, with such a certificate."""
    roster, answer = made
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
    }
    return check(
        roster,
        answer.pack,
        answer.job,
        asdict(answer.options),
        answer.matches,
        answer.certificate | changed,
        claimed | said,
        answer.values,
    )


def codes(report: Report) -> set[str]:
    return {fault.code for fault in report.findings}


@pytest.mark.parametrize(("workers", "vacancies", "seed"), [(200, 40, 2), (300, 60, 1)])
def test_what_wages_proved_is_proved_again(workers: int, vacancies: int, seed: int) -> None:
    """To the unit, and beyond what the prices prove."""
    made = made_by_wages(workers, vacancies, seed)
    report, result = checked(made, {}), made[1].result
    assert [fault.message for fault in report.findings] == []
    assert report.bound == result.bound < result.priced_bound


def test_without_wages_the_prices_have_to_prove_the_bound(
    county: tuple[Roster, Decision],
) -> None:
    roster, answer = county
    kept = {n: a for n, a in answer.certificate.items() if not n.startswith(("wage", "whole"))}
    bare = Decision(**{**vars(answer), "certificate": kept})
    report = checked((roster, bare), {})
    assert "bound_better" in codes(report)
    assert report.bound == answer.result.priced_bound


def test_a_gain_that_an_employer_can_pass_is_found_out(county: tuple[Roster, Decision]) -> None:
    """Every employer is said to gain half a value less: people who gain more are found."""
    gain = county[1].certificate["whole_gain"] - UNIT // 2
    lower = county[1].result.bound - gain.size / 2
    report = checked(county, {"bound": lower}, whole_gain=gain)
    assert report.bound == county[1].result.bound
    assert "bound_better" in codes(report)


def test_a_gain_far_from_any_is_not_looked_into(county: tuple[Roster, Decision]) -> None:
    """Then what the prices say of an employer stands, and the bound is the prices'."""
    gain = np.full_like(county[1].certificate["whole_gain"], -(1 << 50))
    report = checked(county, {"bound": county[1].result.priced_bound}, whole_gain=gain)
    assert "bound_better" not in codes(report)
    assert report.bound == county[1].result.priced_bound


@pytest.mark.parametrize("seed", range(6))
def test_any_wages_prove_no_more_than_the_answer_shows(
    county: tuple[Roster, Decision], seed: int
) -> None:
    """Wages from -1 to 1, and gains that are claimed at random."""
    rng = np.random.default_rng(seed)
    arrays = county[1].certificate
    wage = rng.integers(-UNIT, UNIT, arrays["wage"].size)
    gain = arrays["whole_gain"] + rng.integers(-5 * UNIT, UNIT, arrays["whole_gain"].size)
    report = checked(county, {}, wage=wage, whole_gain=gain)
    assert report.bound is not None
    assert report.bound >= county[1].result.objective


def _one_more(arrays: dict[str, Any]) -> dict[str, Any]:
    names = ("whole_rule", "whole_entity", "whole_employer")
    return {name: np.append(arrays[name], arrays[name][-1:]) for name in names}


WRONG = {
    "a wage missing": lambda a: {"wage": a["wage"][1:]},
    "a wage beyond every price": lambda a: {"wage": a["wage"] + 61 * UNIT},
    "wages that are no whole numbers": lambda a: {"wage": a["wage"] / 2},
    "a rule that is none": lambda a: {"whole_rule": np.full_like(a["whole_rule"], "no")},
    "an employer that is none": lambda a: {"whole_entity": np.full_like(a["whole_entity"], "E")},
    "an employer without a gain": lambda a: {"whole_gain": a["whole_gain"][1:]},
    "a row twice": _one_more,
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wages_that_do_not_fit_are_named(county: tuple[Roster, Decision], wrong: str) -> None:
    """And prove nothing: the bound is the prices'."""
    report = checked(county, {}, **WRONG[wrong](county[1].certificate))
    assert {"certificate_wages", "bound_better"} <= codes(report)
    assert report.bound == county[1].result.priced_bound
