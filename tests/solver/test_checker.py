"""The checker's own figures, on a county whose answers are known by hand."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from matcher.units import UNIT
from solver.checker import Report, check
from solver.checker.eligibility import refusals
from solver.checker.facts import Facts
from tests.solver.small_county import ANSWER, PACK, TableValues, small_pack, small_roster
from tests.solver.small_run import (
    OPTIONS,
    allocation,
    certificate_of,
    matches_of,
    push,
    rules_of,
    unplaced_of,
)

CHECKER = Path(__file__).parents[2] / "solver" / "checker"


def checked(folder: Path, job: str = "allocate", **changes: Any) -> Report:
    """Checks the known answer after some changes to pairs, certificate, pack or claims."""
    roster = changes.pop("roster", small_roster())
    matches, certificate, said = (allocation if job == "allocate" else push)(roster)
    pack = small_pack(folder, changes.pop("pack", PACK))
    matches = changes.pop("matches", matches)
    certificate = changes.pop("certificate", certificate)
    values = TableValues(roster)
    return check(roster, pack, job, OPTIONS, matches, certificate, {**said, **changes}, values)


def moved(*moves: tuple[str, str]) -> pl.DataFrame:
    """The known answer with some people on other posts ("" for none)."""
    post = dict(ANSWER) | dict(moves)
    return matches_of(small_roster(), tuple((w, v) for w, v in post.items() if v))


def test_the_checker_imports_nothing_of_the_solver() -> None:
    for path in CHECKER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                outside = name.split(".")[0] in {"solver", "api"}
                assert not outside or name.startswith("solver.checker"), f"{path.name}: {name}"
            assert not (isinstance(node, ast.ImportFrom) and node.level), path.name


def test_the_best_allocation_stands(tmp_path: Path) -> None:
    report = checked(tmp_path)
    assert report.findings == ()
    # Values 4.75, bonuses 3; the prices prove that nothing is better.
    assert (report.value, report.objective, report.bound, report.gap) == (4.75, 7.75, 7.75, 0.0)


def test_the_best_push_stands(tmp_path: Path) -> None:
    report = checked(tmp_path, "push")
    assert report.findings == ()
    # Values 8.25 and bonuses 4, less 5 posts short at 16 each; the bound is as low.
    assert (report.objective, report.bound) == (-67.75, -67.75)
    assert report.lines.filter(pl.col("kind") == "push_minimum")["shortfall"].sum() == 5


def test_a_shortlist_stands(tmp_path: Path) -> None:
    # One candidate an opening: V4 has W07 alone, who stands on no other list; the rest is open.
    said = {
        "status": "limit",
        "objective": 1.0,
        "value": 1.0,
        "bound": 13.5,
        "gap": 12.5,
        "rules": rules_of(()),
        "unplaced": unplaced_of(tuple(f"W{n:02}" for n in range(1, 13) if n != 7)),
        "unfilled": pl.DataFrame({"vacancy_id": ["V1", "V2", "V3", "V5"], "open": [2, 1, 2, 2]}),
    }
    roster = small_roster()
    matches = matches_of(roster, (("W07", "V4"),))
    pack = small_pack(tmp_path, _without("welfare-order"))
    certificate = certificate_of((0,) * 6, None)
    report = check(
        roster, pack, "shortlist", OPTIONS, matches, certificate, said, TableValues(roster)
    )
    # At prices of nothing everybody takes the two best posts:
    # 1.25 + 0.5 + 0.75 + 0.75 + 0.5 + 0.75 + 1.75 + 1.75 + 1 + 0.75 = 9.75.
    assert report.bound == 9.75
    assert report.findings == ()


def _without(rule: str) -> str:
    head, *rules = PACK.split("[[rule]]")
    return "[[rule]]".join([head, *(r for r in rules if f'id = "{rule}"' not in r)])


@pytest.mark.parametrize("seed", range(5))
def test_any_allowed_prices_bound_the_best_answer(tmp_path: Path, seed: int) -> None:
    random = np.random.default_rng(seed)
    prices = tuple(random.integers(0, 12, 6) / 4)
    report = checked(tmp_path, certificate=certificate_of(prices, float(random.integers(0, 17))))
    # Weak duality: no prices within their limits give less than the best objective, 7.75.
    assert report.bound is not None
    assert report.bound >= 7.75


def test_a_price_of_the_share_lowers_the_bound_only_by_what_is_owed(tmp_path: Path) -> None:
    # With 0.25 for the relocated post W01 gains 0.25 more, and one post at 0.25 is owed: no change.
    report = checked(tmp_path, certificate=certificate_of((0.5, 0.25, 1.5, 0, 0, 0), 0.25))
    assert report.bound == 7.75


def test_eligibility_is_refused_for_each_reason(tmp_path: Path) -> None:
    roster = small_roster()
    none = np.zeros(0, dtype=np.int64)
    facts = Facts(
        roster, small_pack(tmp_path), "allocate", OPTIONS, TableValues(roster), none, none
    )
    pairs = {("W05", "V1"): {"labour"}, ("W08", "V4"): {"certificate"}, ("W08", "V5"): {"too_far"}}
    pairs |= {("W12", "V4"): {"certificate", "too_old"}, ("W07", "V4"): set(), ("W09", "V5"): set()}
    frame = pl.DataFrame(
        {
            "worker": [int(w[1:]) - 1 for w, _ in pairs],
            "vacancy": [int(v[1:]) - 1 for _, v in pairs],
        }
    )
    found = refusals(facts, frame)
    for row, codes in zip(found.iter_rows(named=True), pairs.values(), strict=True):
        assert {code for code in row if row[code] is True} == codes


def test_every_pair_of_the_table_is_refused_or_allowed_as_written(tmp_path: Path) -> None:
    roster = small_roster()
    values = TableValues(roster)
    none = np.zeros(0, dtype=np.int64)
    facts = Facts(roster, small_pack(tmp_path), "allocate", OPTIONS, values, none, none)
    worker, vacancy = (a.ravel() for a in np.indices(values.shape))
    found = refusals(facts, pl.DataFrame({"worker": worker, "vacancy": vacancy}))
    refused = (
        found.select(pl.any_horizontal(pl.exclude("worker", "vacancy"))).to_series().to_numpy()
    )
    welfare = (vacancy == 2) & ~np.isin(worker, [3, 4, 5])  # V3 is for W04, W05 and W06 alone
    allowed = facts.available[worker] & ~refused & ~welfare
    assert (allowed == values.eligible(worker, vacancy)).all()


def test_nothing_known_of_a_worker_refuses_only_certificates(tmp_path: Path) -> None:
    roster = small_roster()
    blank = pl.lit(None)
    unknown = roster.workers.with_columns(
        blank.cast(roster.workers.schema[name]).alias(name)
        for name in ("age", "education", "labour", "certificates", "max_distance", "place")
    )
    roster = replace(roster, workers=unknown)
    none = np.zeros(0, dtype=np.int64)
    facts = Facts(
        roster, small_pack(tmp_path), "allocate", OPTIONS, TableValues(roster), none, none
    )
    found = refusals(facts, pl.DataFrame({"worker": [0] * 6, "vacancy": range(6)}))
    assert found.drop("worker", "vacancy").sum().row(0, named=True) == {
        "too_young": 0,
        "too_old": 0,
        "education": 0,
        "labour": 0,
        "certificate": 1,  # V4
        "too_far": 0,
    }


def test_a_household_over_its_cap_is_named(tmp_path: Path) -> None:
    roster = small_roster()
    together = pl.when(pl.col("worker_id") == "W06").then(pl.lit("H4")).otherwise("household_id")
    roster = replace(roster, workers=roster.workers.with_columns(household_id=together))
    report = checked(tmp_path, roster=roster)
    fault = next(f for f in report.findings if f.code == "household_over_cap")
    assert (fault.rule, fault.entity) == ("welfare-cap", "H4")


def test_a_later_group_may_hold_a_post_that_nobody_earlier_could_take(tmp_path: Path) -> None:
    # W04 goes without for no fault of the order where the household has its one welfare post.
    roster = small_roster()
    together = pl.when(pl.col("worker_id") == "W04").then(pl.lit("H5")).otherwise("household_id")
    roster = replace(roster, workers=roster.workers.with_columns(household_id=together))
    report = checked(tmp_path, roster=roster, matches=moved(("W04", ""), ("W05", "V3")))
    assert "priority_inversion" not in report.codes


def test_somebody_of_an_earlier_group_who_was_passed_over_is_named(tmp_path: Path) -> None:
    report = checked(tmp_path, matches=moved(("W04", ""), ("W05", "V3")))
    fault = next(f for f in report.findings if f.code == "priority_inversion")
    assert (fault.rule, fault.worker, fault.vacancy) == ("welfare-order", "W04", "V3")


def test_a_household_without_its_job_costs_its_penalty_by_the_deadline(tmp_path: Path) -> None:
    report = checked(tmp_path, matches=moved(("W03", "")))
    # W03's 0.50 is lost, and 16 for the household: its deadline is 31 days away, so no more.
    assert report.objective == 7.75 - 0.5 - 16
    line = report.lines.filter(pl.col("entity") == "H2").row(0, named=True)
    assert (line["required"], line["achieved"], line["shortfall"]) == (1, 0, 1)


def test_a_share_that_is_short_costs_its_penalty(tmp_path: Path) -> None:
    report = checked(tmp_path, matches=moved(("W01", "V2"), ("W03", "V1")))
    # W01 0.75 -> 0.50 and W03 0.50 -> 0.25; one relocated post is owed at V1, none given.
    assert report.objective == 7.75 - 0.5 - 16


def test_shares_round_up_in_whole_numbers(tmp_path: Path) -> None:
    pack = PACK.replace("share = 0.5", "share = 0.51")
    report = checked(tmp_path, pack=pack)
    # 0.51 x 2 openings = 1.02: two posts are owed.
    assert report.lines.filter(pl.col("kind") == "post_share")["required"].to_list() == [2]


def test_lines_for_everybody_at_once_are_compared_as_sums(tmp_path: Path) -> None:
    # Push: 18 posts are owed (8 people two, W05 and W06 the one they may hold), 13 given, 5 short.
    line = ("push-two", "push_minimum", "all", 18, 13, 5, "short")
    assert checked(tmp_path, "push", rules=rules_of((line,))).ok
    line = ("push-two", "push_minimum", "all", 18, 18, 0, "held")
    assert "rule_line_wrong" in checked(tmp_path, "push", rules=rules_of((line,))).codes


def test_posts_owed_by_two_rules_are_owed_once(tmp_path: Path) -> None:
    second = PACK[PACK.index('[[rule]]\nid = "push-two"') :].split("[[rule]]")[1]
    pack = (
        PACK
        + "\n[[rule]]"
        + second.replace("push-two", "push-one").replace("least = 2", "least = 1")
    )
    report = checked(tmp_path, "push", pack=pack)
    # Two each is the more: five posts are short, as without the second rule.
    assert (report.objective, report.bound) == (-67.75, -67.75)


def test_an_empty_answer_is_checked_like_any_other(tmp_path: Path) -> None:
    report = checked(tmp_path, matches=matches_of(small_roster(), ANSWER).clear())
    # Nobody is placed: two rules are one short each, and there is no value to measure a gap by.
    assert (report.objective, report.value, report.gap) == (-32.0, 0.0, None)


def test_prices_of_another_unit_prove_nothing(tmp_path: Path) -> None:
    _, certificate, _ = allocation(small_roster())
    report = checked(tmp_path, certificate={**certificate, "unit": np.int64(UNIT * 2)})
    assert report.bound is None
    assert report.codes == {"certificate_unit"}
