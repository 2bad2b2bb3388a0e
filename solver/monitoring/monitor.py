"""The monitoring of a month: its table of contents."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from models.packs import Pack
from models.roster import Roster
from solver.monitoring.difference import difference
from solver.monitoring.graduates import graduates
from solver.monitoring.households import household_warnings
from solver.monitoring.indicators import read_indicators
from solver.monitoring.pay import pay_warnings
from solver.monitoring.places import place_names
from solver.monitoring.progress import followed, progress
from solver.monitoring.records import late_records
from solver.monitoring.result import Monitoring
from solver.monitoring.review import quarterly_review
from solver.monitoring.services import served_by_township, services_owed
from solver.monitoring.terms import term_warnings


def monitor(
    roster: Roster,
    pack: Pack,
    before: Roster | None = None,
    since: date | None = None,
    entered: Mapping[str, Decimal] | None = None,
) -> Monitoring:
    """
    Everything that a pack watches, on the roster's reference day.

    Parameters
    ----------
    roster
        With its ledgers, of placements and of services.
    pack
        What is watched.
    before
        The roster of an earlier day to compare with. Without one the comparison is
        with `since`, by the ledger of placements.
    since
        The day to compare with; the last of the month before where None.
    entered
        Numbers that the office enters itself, by id of their indicator.

    Raises
    ------
    ValueError
        When the day to compare with is not an earlier day.
    """
    since = before.as_of if before is not None else since or _month_before(roster.as_of)
    if since >= roster.as_of:
        msg = f"Expected a day before {roster.as_of} to compare with, got {since}."
        raise ValueError(msg)
    names = place_names(roster)
    households = household_warnings(roster, pack)
    services = services_owed(roster, pack)
    targets = followed(roster, pack)
    late, notes = late_records(roster, pack)
    notes = (*_out_of_force(pack, roster.as_of), *notes)
    if before is None and roster.placements.is_empty():
        notes += ("没有“就业台账”，上岗和离岗的变化、目标完成数无从统计；请补上这张表。",)
    if roster.services.is_empty():
        notes += ("没有“服务记录”表，岗位推荐、政策宣讲、职业指导和帮扶计划都按没有计。",)
    return Monitoring(
        as_of=roster.as_of,
        since=since,
        changes=difference(roster, pack, since, before),
        late=late,
        households=households,
        terms=term_warnings(roster, pack),
        pay=pay_warnings(roster, pack),
        indicators=read_indicators(roster, pack, households, entered or {}),
        progress=progress(targets),
        reviews=quarterly_review(targets),
        services=services,
        served=served_by_township(services, pack, names),
        graduates=graduates(roster, pack, services),
        notes=notes,
    )


def _out_of_force(pack: Pack, day: date) -> tuple[str, ...]:
    """Says so where the pack was not in force on the reference day."""
    if pack.valid_from <= day and (pack.valid_to is None or day <= pack.valid_to):
        return ()
    until = f" 至 {pack.valid_to}" if pack.valid_to else " 起"
    return (
        f"基准日 {day} 不在政策包 {pack.id} 的执行期内（{pack.valid_from}{until}），仅供参考。",
    )


def _month_before(day: date) -> date:
    """The last day of the month before."""
    return day.replace(day=1) - timedelta(days=1)
