"""The checker proves the bound of a core again, by another solver and from the rules alone."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from models.packs import load_pack
from models.roster import Roster
from models.synth import make_county
from solver.checker import check
from solver.checker.report import Report
from solver.jobs import JobOptions
from solver.jobs.answer import Decision
from solver.jobs.run import decide

PACKS = ("qianyang-2021", "fengdu-2021", "xinzhou-2022", "huize-2018", "chengkou-2021")


@pytest.fixture(scope="module")
def roster() -> Roster:
    return make_county(400, 60, seed=3).roster()


def checked(roster: Roster, answer: Decision, **said: Any) -> Report:
    """The report on an answer that says these things of itself."""
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "core": result.core,
    }
    return check(
        roster,
        answer.pack,
        answer.job,
        asdict(answer.options),
        answer.matches,
        answer.certificate,
        claimed | said,
        answer.values,
    )


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
def test_what_a_core_proved_is_proved_again(roster: Roster, job: str, pack: str) -> None:
    """Shares of posts and of hires, targets, budgets, guarantees and caps, in each job."""
    answer = decide(job, roster, load_pack(pack), JobOptions(gap=0.0))
    report = checked(roster, answer)
    assert [fault.message for fault in report.findings] == []
    assert report.bound == pytest.approx(answer.result.bound, rel=1e-9, abs=1e-6)


def test_a_bound_below_what_any_core_proves_is_caught(roster: Roster) -> None:
    """A bound of the answer less a thousandth: both the prices and the core contradict it."""
    answer = decide("allocate", roster, load_pack("qianyang-2021"), JobOptions())
    assert answer.result.core is not None
    lower = answer.result.objective - 0.001
    codes = {fault.code for fault in checked(roster, answer, bound=lower).findings}
    assert "bound_better" in codes


def test_without_a_core_the_prices_have_to_prove_the_bound(roster: Roster) -> None:
    """The same answer that says nothing of a core: its prices prove less than it claims."""
    answer = decide("allocate", roster, load_pack("qianyang-2021"), JobOptions())
    assert answer.result.core is not None
    codes = {fault.code for fault in checked(roster, answer, core=None).findings}
    assert {"bound_better", "status_wrong"} <= codes
