"""What an account says beside its sums: why, for whom, and what may still come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from models.fields import TABLES
from models.packs import Pack, load_pack
from models.roster import Roster
from models.synth import make_county, with_ledger
from models.synth.draw import typed
from solver.entitlements import Entitlements, account, expected
from solver.entitlements.result import MISSED, OWED
from tests.cases.case import FOLDER, Case, read_case


def case(name: str) -> tuple[Case, Entitlements]:
    read = read_case(FOLDER / f"{name}.toml")
    return read, account(read.roster, read.pack)


def roster(people: dict[str, Any], ledger: dict[str, Any], **units: Any) -> Roster:
    tables = {"workers": people, "placements": ledger, "employers": units}
    frames = {
        name: typed(tables[name], TABLES[name])
        if tables.get(name)
        else pl.DataFrame(schema=TABLES[name].schema)
        for name in TABLES
    }
    return Roster(**frames, as_of=date(2022, 12, 31))


@pytest.fixture(scope="module")
def qianyang() -> Pack:
    return load_pack("qianyang-2021")


def test_every_amount_is_explained_down_to_the_clause() -> None:
    _, found = case("qianyang-2021/24-rural-welfare")
    said = found.owed.filter(pl.col("worker_id") == "甲")["explanation"][0]
    assert said == (
        "农村公益性岗位补贴：2022-01-01 至 2022-03-31，3 个月 × 800 元 = 2400 元。依据 二.7"
    )


def test_what_a_cap_took_is_said_with_what_went_before() -> None:
    _, found = case("chengkou-2021/09-broker-joint-cap")
    row = found.owed.filter(rule="broker-relocated", payee_id="乙").row(0, named=True)
    assert (row["amount"], row["owed"], row["cut_by"]) == (Decimal("3000"), Decimal("1000"), "cap")
    assert row["explanation"] == (
        "易地搬迁对象转移奖补：2021 年计 10 人（门槛 10 人）：3000 元；封顶：每年合计最高5万元，"
        "此前已计 49000 元，实计 1000 元。依据 附二(二)1，三(十)四"
    )


def test_an_exclusion_names_itself_and_leaves_the_amount_to_be_seen() -> None:
    _, found = case("qianyang-2021/20-factory-or-base")
    lost = found.owed.filter(rule="factory-post")
    assert set(lost["cut_by"]) == {"factory-or-base"}
    assert lost["amount"].sum() == 10_000
    assert lost["owed"].sum() == 0


def test_the_ceilings_of_loans_are_no_money_owed() -> None:
    _, found = case("qianyang-2021/29-loans")
    assert found.owed["owed"].sum() == Decimal("20399999.97")
    assert found.granted == 0
    assert set(found.totals["form"]) == {"credit"}


def test_totals_are_by_fund_and_count_people_once() -> None:
    _, found = case("qianyang-2021/10-seasonal-twice-a-year")
    row = found.totals.row(0, named=True)
    assert (row["people"], row["payees"]) == (1, 1)
    assert (row["amount"], row["owed"]) == (Decimal("800.00"), Decimal("600.00"))


def test_frames_keep_their_schema_even_where_nobody_is_owed_anything(qianyang: Pack) -> None:
    found = account(roster({}, {}), qianyang)
    assert found.owed.schema == pl.Schema(OWED)
    assert found.missed.schema == pl.Schema(MISSED)
    assert found.granted == 0


def test_who_may_still_get_there_is_told_from_who_may_not(qianyang: Pack) -> None:
    """Five months into a start-up that goes on, five months of one that ended."""
    people = {"worker_id": ["甲", "乙"], "categories": [1 << 11, 1 << 11]}  # 退役军人
    ledger = {
        "placement_id": ["1", "2"],
        "event": ["startup"] * 2,
        "worker_id": ["甲", "乙"],
        "started_at": [date(2022, 8, 1), date(2022, 1, 1)],
        "ended_at": [None, date(2022, 5, 31)],
    }
    missed = account(roster(people, ledger), qianyang).missed
    assert dict(missed.select("worker_id", "waiting").rows()) == {"甲": True, "乙": False}


def test_a_figure_that_is_missing_is_asked_for_and_never_taken_for_nought(qianyang: Pack) -> None:
    people = {"worker_id": ["甲"], "categories": [1]}
    ledger = {
        "placement_id": ["1"],
        "worker_id": ["甲"],
        "started_at": [date(2022, 8, 1)],
        "destination": ["beyond"],
        "contract_months": [6],
    }
    missed = account(roster(people, ledger), qianyang).missed
    assert ("travel", "未填实际金额", True) in missed.select("rule", "reason", "waiting").rows()


def test_lines_after_the_reference_day_are_not_there_yet(qianyang: Pack) -> None:
    people = {"worker_id": ["甲"], "categories": [1]}
    ledger = {
        "placement_id": ["1"],
        "worker_id": ["甲"],
        "started_at": [date(2023, 1, 1)],
        "contract_months": [12],
    }
    found = account(roster(people, ledger), qianyang)
    assert found.owed.is_empty()
    assert found.missed.is_empty()


def test_a_line_of_an_unknown_person_or_unit_earns_nothing_that_depends_on_them(
    qianyang: Pack,
) -> None:
    ledger = {
        "placement_id": ["1"],
        "worker_id": ["谁"],
        "employer_id": ["哪里"],
        "started_at": [date(2022, 1, 1)],
        "contract_months": [12],
    }
    assert account(roster({"worker_id": ["甲"]}, ledger), qianyang).owed.is_empty()


def test_a_made_up_ledger_is_owed_the_same_cents_again_and_nothing_negative(
    qianyang: Pack,
) -> None:
    county = with_ledger(make_county(1500, 150, 4, as_of=date(2023, 6, 30))).roster()
    one, two = account(county, qianyang), account(county, qianyang)
    assert one.owed.equals(two.owed)
    assert one.owed.filter((pl.col("owed") < 0) | (pl.col("owed") > pl.col("amount"))).is_empty()
    assert one.granted > 100_000
    cut = one.owed.filter(pl.col("owed") < pl.col("amount"))
    assert cut["cut_by"].null_count() == 0


def test_a_run_owes_what_a_year_on_its_posts_would(qianyang: Pack) -> None:
    """12 months of a rural post at 400 and 15; a year's contract in a workshop, 1,000."""
    people = {"worker_id": ["甲", "乙"], "categories": [1, 1]}
    frames = roster(people, {}, employer_id=["镇", "厂"], kind=["public_body", "community_factory"])
    posts = typed(
        {
            "vacancy_id": ["岗1", "岗2"],
            "title": ["护林员", "缝纫工"],
            "openings": [1, 1],
            "employer_id": ["镇", "厂"],
            "kind": ["welfare_rural", "ordinary"],
        },
        TABLES["vacancies"],
    )
    run = Roster(
        workers=frames.workers, vacancies=posts, households=frames.households,
        employers=frames.employers, placements=frames.placements, as_of=date(2022, 1, 1),
    )  # fmt: skip
    matches = pl.DataFrame({"worker_id": ["甲", "乙"], "vacancy_id": ["岗1", "岗2"]})
    ledger = expected(run, matches)
    assert ledger.as_of == date(2022, 12, 31)
    sums = account(ledger, qianyang).totals.select("rule", "owed").rows()
    assert dict(sums) == {
        "job-seeking": Decimal(500),
        "factory-post": Decimal(1000),
        "rural-welfare-pay": Decimal(4800),
        "rural-welfare-insurance": Decimal(180),
    }
