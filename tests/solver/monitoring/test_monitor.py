"""The whole of it: every pack on a made-up county; the days that are compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from models.packs import list_packs, load_pack
from models.roster import Roster
from models.synth import make_county, with_ledger
from solver.monitoring import Monitoring, monitor, result
from tests.models.small_roster import roster

TABLES = (
    "changes", "late", "households", "terms", "pay", "indicators", "progress", "reviews",
    "services", "served", "graduates",
)  # fmt: skip


@pytest.fixture(scope="module")
def county() -> Roster:
    return with_ledger(make_county(200, 30, 3, as_of=date(2021, 9, 28)), 12).roster()


@pytest.mark.parametrize("name", list_packs())
def test_every_table_has_its_columns_and_every_line_names_a_clause(
    name: str, county: Roster
) -> None:
    found = monitor(county, load_pack(name))
    for table in TABLES:
        frame: pl.DataFrame = getattr(found, table)
        assert frame.schema == pl.Schema(getattr(result, table.upper())), table
        assert frame["cite"].null_count() == 0, table
    assert found.indicators.height or found.households.height or found.progress.height


def same(one: Monitoring, two: Monitoring) -> bool:
    return all(getattr(one, table).equals(getattr(two, table)) for table in TABLES)


def test_the_same_ledger_gives_the_same_tables_whatever_the_order_of_its_lines(
    county: Roster,
) -> None:
    pack = load_pack("chengkou-2021")
    turned = replace(
        county, placements=county.placements.reverse(), services=county.services.reverse()
    )
    assert same(monitor(county, pack), monitor(county, pack))
    first, second = monitor(county, pack), monitor(turned, pack)
    skipped = {"vacancy_id", "explanation"}  # of two jobs begun on one day either may be named
    for table in TABLES:
        kept = [c for c in getattr(first, table).columns if c not in skipped]
        assert getattr(first, table).select(kept).equals(getattr(second, table).select(kept)), table


@pytest.mark.parametrize(
    ("day", "since"),
    [
        (date(2024, 6, 30), date(2024, 5, 31)),
        (date(2024, 6, 1), date(2024, 5, 31)),
        (date(2024, 3, 31), date(2024, 2, 29)),
        (date(2024, 1, 15), date(2023, 12, 31)),
    ],
)
def test_without_a_day_the_comparison_is_with_the_end_of_last_month(day: date, since: date) -> None:
    assert monitor(roster(as_of=day), load_pack("qianyang-2021")).since == since


def test_a_day_to_compare_with_comes_before() -> None:
    given, pack = roster(as_of=date(2024, 6, 30)), load_pack("qianyang-2021")
    assert monitor(given, pack, since=date(2024, 6, 29)).since == date(2024, 6, 29)
    with pytest.raises(ValueError, match="Expected a day before 2024-06-30"):
        monitor(given, pack, since=date(2024, 6, 30))
    with pytest.raises(ValueError, match="Expected a day before 2024-06-30"):
        monitor(given, pack, given)


def test_an_empty_roster_is_said_to_lack_its_ledgers() -> None:
    """And 30 June 2024 lies after the end of the policy of 2021."""
    found = monitor(roster(), load_pack("chengkou-2021"), entered={"training": Decimal(100)})
    missing = ("执行期", "更新日期", "就业台账", "服务记录")
    assert all(word in note for word, note in zip(missing, found.notes, strict=True))
    training = found.indicators.filter(rule="training")
    assert training["number"].to_list() == ["100"]
