"""Shares of those hired, targets and budgets: what the solver answers stands, damage is named."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.packs import load_pack
from models.roster import Roster
from models.rules import Budget, Priority, Rule
from models.synth import make_county
from solver.checker import check
from solver.checker.report import Report
from solver.jobs import run
from solver.jobs.answer import Answer
from tests.models.small_roster import roster
from tests.solver.problems import pack_of, selection
from tests.solver.test_rules_budget import rule as fund
from tests.solver.test_rules_hire_share import rule as share
from tests.solver.test_rules_target import rule as target

HERE = "990101101201"


@pytest.fixture(scope="module", name="county")
def fixture_county() -> Roster:
    """Six workers, four of them of the group; five openings of E1."""
    return roster(
        workers=[{"worker_id": f"w{i}", "wanted": "保安", "place": HERE} for i in range(6)],
        vacancies=[
            {
                "vacancy_id": "v0",
                "openings": 3,
                "title": "保安",
                "place": HERE,
                "employer_id": "E1",
            },
            {
                "vacancy_id": "v1",
                "openings": 2,
                "title": "焊工",
                "place": HERE,
                "employer_id": "E1",
            },
        ],
        employers=[{"employer_id": "E1", "staff": 4, "staff_supported": 0}],
    )


RULES: tuple[Rule, ...] = (
    share("staff_after", "0.3", "w0", "w1", "w2", "w3"),
    target(1, ("v1",), "w0", "w1"),
    fund("3", v0="1", v1="1"),
)


@pytest.fixture(scope="module", name="answer")
def fixture_answer(county: Roster) -> Answer:
    return run("allocate", county, pack_of(*RULES))


def checked(
    county: Roster,
    answer: Answer,
    *rules: Rule,
    matches: pl.DataFrame | None = None,
    prices: Any = None,
    **said: Any,
) -> Report:
    """The checker's report of the answer, something in it changed."""
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "core": result.core,
        "gap": result.gap,
        "rules": answer.rules,
    }
    certificate = {**answer.certificate, **({} if prices is None else {"row_price": prices})}
    pairs = answer.matches if matches is None else matches
    options = asdict(answer.options)
    pack = pack_of(*(rules or RULES))
    return check(
        county, pack, "allocate", options, pairs, certificate, claimed | said, answer.values
    )


def test_the_answer_stands(county: Roster, answer: Answer) -> None:
    """Three can be paid; 30 % of seven staff are 2.1, so all three are of the group."""
    report = checked(county, answer)
    assert report.findings == ()
    assert report.objective == answer.result.objective
    lines = {line["rule"]: line for line in answer.rules.to_dicts()}
    assert (lines["hire"]["required"], lines["hire"]["achieved"]) == (3, 3)
    assert (lines["target"]["required"], lines["target"]["achieved"]) == (1, 1)
    assert (lines["fund"]["required"], lines["fund"]["achieved"]) == (300, 300)


def test_a_fund_that_is_exceeded_is_named(county: Roster, answer: Answer) -> None:
    less = fund("2.99", v0="1", v1="1")
    report = checked(county, answer, *(less if isinstance(r, Budget) else r for r in RULES))
    assert "budget_exceeded" in report.codes


def test_a_share_of_those_hired_that_is_short_is_named(county: Roster, answer: Answer) -> None:
    """Somebody of the group is replaced by somebody who is not."""
    who = answer.matches["worker_id"][0]
    worker = pl.when(pl.col("worker_id") == who).then(pl.lit("w5")).otherwise(pl.col("worker_id"))
    report = checked(
        county, answer, matches=answer.matches.with_columns(worker_id=worker), status="optimal"
    )
    wrong = [f for f in report.findings if f.code == "rule_line_wrong" and f.rule == "hire"]
    assert [f.entity for f in wrong] == ["E1"]
    assert "status_short" in report.codes


def test_a_target_that_is_short_is_named(county: Roster, answer: Answer) -> None:
    """Whoever went to v1 goes to v0 instead."""
    report = checked(county, answer, matches=answer.matches.with_columns(vacancy_id=pl.lit("v0")))
    assert ("rule_line_wrong", "target") in {(f.code, f.rule) for f in report.findings}


@pytest.mark.parametrize(("price", "name"), [(17, "above"), (-1, "below")])
def test_prices_out_of_their_range_prove_nothing(
    county: Roster, answer: Answer, price: int, name: str
) -> None:
    """17 is more than the penalty of a must, 16; together the lines of one employer count."""
    prices = np.full_like(answer.certificate["row_price"], price * answer.values.unit)
    report = checked(county, answer, prices=prices)
    assert "price_range" in report.codes, name
    assert report.bound is None


def test_lines_of_one_employer_are_priced_together(county: Roster, answer: Answer) -> None:
    """Each line at 12 is within 16, two of them are not."""
    names = answer.certificate["row_rule"]
    lines = int((names == "hire").sum())
    assert lines > 1
    prices = np.where(names == "hire", 12 * answer.values.unit, 0)
    assert "price_range" in checked(county, answer, prices=prices).codes


@pytest.mark.parametrize("pack_id", ["chengkou-2021", "fengdu-2021", "huize-2018", "xinzhou-2022"])
def test_what_is_answered_under_every_pack_stands(pack_id: str) -> None:
    """The bound is recomputed to the unit, and every rule counted again."""
    county = make_county(300, 40, 5).roster()
    pack = load_pack(pack_id)
    answer = run("allocate", county, pack)
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "core": result.core,
        "gap": result.gap,
        "rules": answer.rules,
        "unplaced": answer.unplaced,
        "unfilled": answer.unfilled,
    }
    options = asdict(answer.options)
    report = check(
        county,
        pack,
        "allocate",
        options,
        answer.matches,
        answer.certificate,
        claimed,
        answer.values,
    )
    assert report.findings == ()
    assert report.objective == result.objective
    assert report.bound == result.bound


def test_an_exchange_that_a_rule_forbids_is_no_passing_over(county: Roster) -> None:
    """w4 goes first by its order, but all three who can be paid are owed to the group."""
    order = Priority(
        id="order",
        cite="五",
        words="优先。",
        posts=selection("vacancies", "保安岗位", "v0"),
        order=(selection("workers", "老职工", "w4"),),
    )
    answer = run("allocate", county, pack_of(*RULES, order))
    assert checked(county, answer, *RULES, order).findings == ()


def test_a_fund_that_is_too_small_is_spent_and_not_exceeded() -> None:
    """Rural service posts cost 6,000 yuan a year each here; there is money for two of them."""
    county = make_county(300, 40, 5).roster()
    pack = load_pack("huize-2018").with_parameters(
        {"service_cost": Decimal(6000), "service_budget": Decimal(15000)}
    )
    answer = run("allocate", county, pack)
    (line,) = answer.rules.filter(rule="service-fund").to_dicts()
    assert (line["required"], line["achieved"], line["status"]) == (1_500_000, 1_200_000, "held")
    assert line["price"] > 0
