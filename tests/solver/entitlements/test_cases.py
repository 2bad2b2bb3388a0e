"""Every case file comes out as the caseworker who wrote it says; together they reach every edge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from models.packs import Pack, list_packs, load_pack
from models.rules import Entitlement, Exclusive, Rule, Subsidy, Threshold
from solver.entitlements import Entitlements, account
from tests.cases.case import Case, case_files, read_case

NOTHING = Decimal(0)
EDGES = {
    "contract_months": "合同期限 .*不足",
    "stayed_months": "离岗，共 .*不足|才满",
    "insured_months": "参保，至 .*不足",
    "opened_months": "开业，至 .*不足",
    "wage_least": "低于",
    "within_months": "已超过",
    "apply_within_months": "已过期限",
    "after_months": "后核算",
    "under_months": "已满",
    "times": "只计",
    "months_most": "累计最多",
    "months_most_year": "每年最多",
    "cap": "(每年|累计|合计)最高",
    "cap_line": "每笔最高",
    "cap_worker": "每人每年最高",
}
"""A limit of a rule, and a pattern of what is said where it holds something back."""

COUNTS = {
    "least": "人，不足 ",
    "most": "人，超过 ",
    "rate": "人达到条件，不足",
    "share": "占职工 .*不足",
    "base": "未达到上年基数",
}
"""A limit of a threshold, likewise."""


@pytest.mark.parametrize("path", case_files(), ids=lambda p: f"{p.parent.name}/{p.stem}")
def test_a_case_is_owed_what_its_file_says(path: Path) -> None:
    case = read_case(path)
    found = account(case.roster, case.pack)
    sums = found.owed.group_by("name", "payee_id", "cite").agg(pl.col("owed").sum())
    owed = {
        (row["name"], row["payee_id"]): (row["owed"], row["cite"])
        for row in sums.iter_rows(named=True)
        if row["owed"]
    }
    wanted = {key: amount for key, (amount, _) in case.owed.items()}
    assert {key: amount for key, (amount, _) in owed.items()} == wanted
    for key, (_, clause) in case.owed.items():
        assert clause in owed[key][1].split("，"), key
    assert sum((amount for amount in wanted.values()), NOTHING) == case.total
    for name, whom, reason in case.refused:
        assert any(reason in said for said in refusals(found, name, whom)), (name, whom, reason)


def refusals(found: Entitlements, name: str, whom: str) -> list[str]:
    """What is said to somebody, or of a line of the ledger, whom a subsidy pays nothing more."""
    about = (pl.col("name") == name) & pl.any_horizontal(
        pl.col("payee_id", "worker_id", "placement_id") == whom
    )
    cut = found.owed.filter(about, pl.col("owed") < pl.col("amount"))["explanation"]
    return [*found.missed.filter(about)["reason"], *cut]


def test_there_are_cases_enough_and_each_names_its_rules() -> None:
    cases = [read_case(path) for path in case_files()]
    assert len(cases) >= 60
    assert {case.pack.id for case in cases} == set(list_packs())
    for case in cases:
        called = {rule.name for rule in money(case.pack) if rule.id in case.rules}
        assert {name for name, _ in case.owed} | {name for name, *_ in case.refused} <= called
        assert set(case.rules) <= {rule.id for rule in money(case.pack)}


@pytest.mark.parametrize("pack", list_packs())
def test_every_subsidy_threshold_and_exclusion_of_a_pack_is_met_by_a_case(pack: str) -> None:
    loaded, cases = load_pack(pack), [c for c in map(read_case, case_files()) if c.pack.id == pack]
    paid = {name for case in cases for name, _ in case.owed}
    gates = {rule.requires for rule in loaded.rules if isinstance(rule, Subsidy)}
    unmet = [rule.id for rule in money(loaded) if rule.id not in gates and rule.name not in paid]
    assert unmet == []
    unsaid = [
        (rule.id, edge)
        for rule in loaded.rules
        for edge, word in edges(rule)
        if not any(re.search(word, reason) for reason in reasons(rule, loaded, cases))
    ]
    assert unsaid == []


def money(pack: Pack) -> list[Entitlement]:
    return [rule for rule in pack.rules if isinstance(rule, Entitlement)]


def edges(rule: Rule) -> Iterator[tuple[str, str]]:
    """The limits that a rule of money sets, each with a word of what is said of it."""
    if rule.role != "accounting":
        return
    for field, word in EDGES.items():
        own = not isinstance(rule, Threshold) or field == "cap"  # its other limits move its count
        if own and getattr(rule, field, None) is not None:
            yield field, word
    if isinstance(rule, Threshold):
        asked = {
            "least": rule.least > 1,
            "most": rule.most is not None,
            "rate": rule.rate is not None,
            "share": rule.share is not None,
            "base": rule.base != "none",
        }
        yield from ((field, COUNTS[field]) for field, is_asked in asked.items() if is_asked)
    if isinstance(rule, Exclusive):
        yield "options", "享受 .*不再重复享受"


def reasons(rule: Rule, pack: Pack, cases: list[Case]) -> list[str]:
    """What the cases say is not paid under a rule, or under those that require it."""
    about = {rule.id}
    about |= {r.id for r in pack.rules if isinstance(r, Subsidy) and r.requires == rule.id}
    if isinstance(rule, Exclusive):
        about |= {name for option in rule.options for name in option}
    names = {r.name for r in money(pack) if r.id in about}
    return [reason for case in cases for name, _, reason in case.refused if name in names]
