"""Terms: months held by the ledger, who may be extended."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from models.fields import PLACEMENTS
from models.lint import pack_findings
from models.roster import Roster
from models.rules import Selection, TermLimit
from models.rules.condition import Belongs, OneOf
from tests.models.small_roster import categories, roster
from tests.solver.problems import pack_of

EVENTS = PLACEMENTS.schema["event"]
POSTS = Selection("welfare", "公益性岗位", "vacancies", OneOf("kind", ("welfare_rural",)))
DISABLED = Selection("disabled", "残疾人", "workers", Belongs("any", categories("disabled")))
Spell = tuple[date, date | None]


def rule(months: int = 36, per: str = "total", *, extra: int = 0) -> TermLimit:
    groups = (DISABLED,) if extra else ()
    return TermLimit(
        id="r",
        cite="一",
        words="原文",
        posts=POSTS,
        months=months,
        per=per,
        extended=groups,
        extra_months=extra,
    )


def county(*spells: Spell, post: str = "v1") -> Roster:
    """w0 with some spells, w1 disabled and with the same ones, w2 with none. 2024-06-30."""
    return roster(
        workers=[
            {"worker_id": "w0"},
            {"worker_id": "w1", "categories": categories("disabled")},
            {"worker_id": "w2"},
        ],
        vacancies=[{"vacancy_id": "v1", "kind": "welfare_rural"}, {"vacancy_id": "v2"}],
        placements=[
            {"worker_id": who, "vacancy_id": post, "started_at": first, "ended_at": last}
            for who in ("w0", "w1")
            for first, last in spells
        ],
    )


@pytest.mark.parametrize(
    ("spells", "months"),
    [
        ([(date(2021, 7, 1), date(2024, 6, 30))], 36),  # three years to the day
        ([(date(2021, 7, 1), date(2024, 6, 29))], 35),  # a day less
        ([(date(2021, 7, 1), None)], 36),  # still there on the reference day
        ([(date(2024, 1, 31), date(2024, 2, 29))], 1),  # 31 January to the end of February
        ([(date(2024, 7, 1), None)], 0),  # begins after the reference day
        ([(date(2024, 6, 1), date(2024, 12, 31))], 1),  # counts up to the reference day
        # 1 month and 14 days, 1 month and 16 days: 30 days over make a third
        ([(date(2023, 1, 1), date(2023, 2, 14)), (date(2023, 3, 1), date(2023, 4, 16))], 3),
        # 1 month and 14 days, 1 month and 15 days: 29 days over make none
        ([(date(2023, 1, 1), date(2023, 2, 14)), (date(2023, 3, 1), date(2023, 4, 15))], 2),
        ([(date(2023, 5, 1), date(2023, 4, 30))], 0),  # ended before it began: not counted
    ],
)
def test_months_held_are_calendar_months_of_each_spell(spells: list[Spell], months: int) -> None:
    assert rule().held(county(*spells)).tolist() == [months, months, 0]


def test_time_on_other_posts_does_not_count() -> None:
    assert rule().held(county((date(2014, 1, 1), None), post="v2")).tolist() == [0, 0, 0]


def test_who_held_it_for_the_whole_term_may_not_hold_it_again_unless_extended() -> None:
    given = county((date(2021, 7, 1), None))
    assert rule(36).may(given).tolist() == [False, False, True]
    assert rule(37).may(given).tolist() == [True, True, True]
    assert rule(36, extra=60).may(given).tolist() == [False, True, True]
    assert rule(36, extra=60).allowed(given).tolist() == [36, 96, 36]


def test_an_extension_ends_too() -> None:
    """96 months from 2016-07-01 end on 2024-06-30."""
    assert rule(36, extra=60).may(county((date(2016, 7, 1), None))).tolist() == [False, False, True]
    assert rule(36, extra=60).may(county((date(2016, 7, 2), None))).tolist() == [False, True, True]


def test_a_limit_of_each_contract_forbids_nobody() -> None:
    assert rule(12, "contract").may(county((date(2014, 1, 1), None))).all()


def test_groups_and_months_of_an_extension_go_together() -> None:
    with pytest.raises(ValueError, match="extra_months 只写了一个"):
        TermLimit(
            id="r", cite="一", words="文", posts=POSTS, months=36, per="total", extra_months=1
        )


def test_the_lint_names_contracts_that_are_too_long() -> None:
    """12 months are allowed; 13 on another post are nothing to this rule."""
    given = county((date(2024, 1, 1), None))
    months = pl.Series("contract_months", [12, 13], dtype=pl.Int32)
    ledger = given.placements.with_columns(months)
    signed = replace(given, placements=ledger)
    (finding,) = pack_findings(signed, pack_of(rule(12, "contract")))
    assert (finding.code, finding.rows, finding.where) == ("contract_too_long", 1, ("台账编号 p1",))
    assert pack_findings(signed, pack_of(rule(12, "total"))) == ()
    other = county((date(2024, 1, 1), None), post="v2")
    signed = replace(other, placements=other.placements.with_columns(months))
    assert pack_findings(signed, pack_of(rule(12, "contract"))) == ()


def test_a_training_is_no_time_on_a_post() -> None:
    given = county((date(2014, 1, 1), None))
    training = given.placements.with_columns(pl.lit("training").alias("event").cast(EVENTS))
    assert rule().held(replace(given, placements=training)).tolist() == [0, 0, 0]
