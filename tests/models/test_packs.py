"""Packs: the first real one, numbers that are turned, what selects nothing."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.packs import Pack, PackError, list_packs, load_pack
from models.rules import (
    KINDS,
    ExposureCap,
    HouseholdGuarantee,
    Indicator,
    Parity,
    PostShare,
    Priority,
    PushMinimum,
    TermLimit,
)
from tests.models.small_roster import categories, roster

# qianyang-2021


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("qianyang-2021")


def test_the_pack_is_what_the_document_says_it_is(pack: Pack) -> None:
    """千人社发〔2021〕141号, 2021-09-06; 执行期限截止2025年12月31日. 千阳县 is 610328."""
    assert "qianyang-2021" in list_packs()
    assert (pack.id, pack.place, pack.document) == (
        "qianyang-2021",
        "610328",
        "千人社发〔2021〕141号",
    )
    assert (pack.issued, pack.valid_from, pack.valid_to) == (
        date(2021, 9, 6),
        date(2021, 9, 6),
        date(2025, 12, 31),
    )


def test_the_three_rules_hold_the_documents_numbers(pack: Pack) -> None:
    """四.3: 10 %; 五(三)3: one member within one month; three posts a person; all must."""
    share = pack.rule("relocated-share")
    assert isinstance(share, PostShare)
    assert (share.share, share.per, share.cite) == (Decimal("0.10"), "employer", "四.3")
    for name, tier in (("zero-relocated", 1), ("zero-other", 2)):
        guarantee = pack.rule(name)
        assert isinstance(guarantee, HouseholdGuarantee)
        assert (guarantee.least, guarantee.within_months) == (1, 1)
        assert (guarantee.strength, guarantee.tier) == ("must", tier)
    push, cap = pack.rule("push-three"), pack.rule("push-exposure")
    assert isinstance(push, PushMinimum)
    assert isinstance(cap, ExposureCap)
    assert (push.least, cap.factor, cap.least) == (3, 8, 20)


def test_each_job_obeys_its_own_rules(pack: Pack) -> None:
    kinds = {
        job: [r.kind for r in pack.rules_for(job)] for job in ("allocate", "push", "shortlist")
    }
    both = ["eligibility", "priority", "eligibility", "priority", "priority", "eligibility"]
    both.append("term_limit")
    assert kinds["allocate"] == ["post_share", *["household_guarantee"] * 2, *both]
    assert kinds["push"] == ["push_minimum", "exposure_cap", *both]
    assert kinds["shortlist"] == both


def test_every_zero_employment_household_is_in_exactly_one_guarantee(pack: Pack) -> None:
    """By its own mark or a member's, relocated or not; the last is no zero-employment household."""
    zero, relocated = categories("zero_employment"), categories("relocated")
    given = roster(
        workers=[
            {"household_id": "h3", "categories": zero},
            {"household_id": "h3", "categories": relocated},
            {"household_id": "h4", "categories": zero},
            {"household_id": "h5", "categories": relocated},
        ],
        households=[
            {"household_id": "h1", "zero_employment": True, "relocated": True},
            {"household_id": "h2", "zero_employment": True},
            {"household_id": "h3"},
            {"household_id": "h4"},
            {"household_id": "h5", "relocated": True},
        ],
    )
    chosen = pack.selections["households"]
    assert chosen["zero_relocated"].mask(given).tolist() == [True, False, True, False, False]
    assert chosen["zero_other"].mask(given).tolist() == [False, True, False, True, False]


def test_rural_welfare_posts_are_for_those_whom_the_document_names(pack: Pack) -> None:
    """Low income alone is not enough: 四.1 asks for more than 3 months (90 days) out of work."""
    given = roster(
        workers=[
            {"categories": categories("out_of_poverty")},
            {"categories": categories("marginal")},
            {"categories": categories("three_without")},
            {"household_id": "h1"},
            {"categories": categories("low_income"), "unemployed_since": date(2024, 3, 1)},
            {"categories": categories("low_income"), "unemployed_since": date(2024, 6, 1)},
            {"categories": categories("graduate")},
            {},
        ],
        households=[{"household_id": "h1", "zero_employment": True}],
    )
    mask = pack.selections["workers"]["rural_welfare"].mask(given)
    assert mask.tolist() == [True, True, True, True, True, False, False, False]


def test_rural_welfare_posts_go_first_to_relocated_zero_employment_then_the_weak(
    pack: Pack,
) -> None:
    """3.0 for 三无 of a relocated zero-employment household, 2.0 for weak ones, 1.0 for others."""
    three = categories("three_without")
    given = roster(
        workers=[
            {"categories": three, "household_id": "h1", "labour": "weak"},
            {"categories": three, "labour": "half"},
            {"categories": three},
            {"categories": categories("out_of_poverty")},
        ],
        households=[{"household_id": "h1", "zero_employment": True, "relocated": True}],
    )
    rule = pack.rule("rural-welfare-order")
    assert isinstance(rule, Priority)
    assert rule.bonuses(given).tolist() == [3.0, 2.0, 1.0, 0.0]


def test_urban_welfare_posts_are_for_the_hard_to_place(pack: Pack) -> None:
    """二.7: first older unemployed people and zero-employment families."""
    given = roster(
        workers=[
            {"categories": categories("older_unemployed")},
            {"categories": categories("hard_to_place")},
            {"categories": categories("veteran")},
        ]
    )
    assert pack.selections["workers"]["hard_to_place"].mask(given).tolist() == [True, True, False]
    rule = pack.rule("urban-welfare-order")
    assert isinstance(rule, Priority)
    assert rule.bonuses(given).tolist() == [2.0, 1.0, 0.0]


def test_traineeships_are_for_graduates_and_the_young_out_of_work(pack: Pack) -> None:
    """二.8: 16 to 24, both included; nobody who is in work."""
    graduate = categories("graduate")
    given = roster(
        workers=[
            {"categories": graduate, "age": 26},
            {"categories": graduate, "age": 23, "status": "employed"},
            {"age": 15},
            {"age": 16},
            {"age": 24},
            {"age": 25},
        ]
    )
    mask = pack.selections["workers"]["trainee"].mask(given)
    assert mask.tolist() == [True, False, False, True, True, False]


def test_contracts_of_rural_welfare_posts_last_a_year_and_like_posts_pay_alike(pack: Pack) -> None:
    """五(二)5: 每次签订期限不超过1年; 类似岗位…待遇保障水平等基本统一, in the whole county."""
    contract, parity = pack.rule("welfare-contract"), pack.rule("welfare-parity")
    assert isinstance(contract, TermLimit)
    assert isinstance(parity, Parity)
    assert (contract.months, contract.per) == (12, "contract")
    assert (parity.area, parity.tolerance, parity.floor) == ("county", Decimal("0.10"), 0)


def test_zero_employment_households_and_training_turn_yellow_and_red(pack: Pack) -> None:
    """五(三)1: three colours, here a week and two before the month is over; 五(三)2: 30 %."""
    watch, rate = pack.rule("zero-watch"), pack.rule("training-rate")
    assert isinstance(watch, Indicator)
    assert isinstance(rate, Indicator)
    assert [watch.colour(days) for days in (15, 14, 8, 7)] == ["green", "yellow", "yellow", "red"]
    assert [rate.colour(Decimal(r)) for r in ("0.30", "0.29")] == ["green", "red"]


def test_every_rule_of_every_pack_has_clause_words_and_a_sentence() -> None:
    for name in list_packs():
        pack = load_pack(name)
        text = "\n".join(pack.describe())
        assert pack.id == name
        for rule in pack.rules:
            assert rule.kind in KINDS
            assert rule.statement.endswith("。")
            assert f"依据 {rule.cite}：{rule.words}" in text
            assert rule.statement in text


# numbers that are turned


def test_a_turned_number_makes_a_pack_that_reads_back_as_itself(pack: Pack, tmp_path: Path) -> None:
    turned = pack.with_parameters({"relocated-share.share": "0.2"})
    turned = turned.with_parameters({"guarantee_months": 2, "zero-other.tier": "3"})
    assert "不少于20%" in turned.rule("relocated-share").statement
    copy = tmp_path / "pack.toml"
    copy.write_bytes(turned.source_bytes)
    again = load_pack(copy)
    assert again.rules == turned.rules
    assert again.sha256 == turned.sha256 != pack.sha256
    assert [r.tier for r in again.rules if isinstance(r, HouseholdGuarantee)] == [1, 3]
    assert {r.within_months for r in again.rules if isinstance(r, HouseholdGuarantee)} == {2}
    assert again.settings == {
        "relocated-share.share": "0.2",
        "guarantee_months": "2",
        "zero-other.tier": "3",
    }
    assert pack.with_parameters({}) is pack


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"relocated-share.shares": "0.2"}, "（relocated-share.shares）：可调整的项"),
        ({"relocated-share.share": "1.5"}, "（relocated-share.share）：值 「1.5」 超出范围"),
        ({"relocated-share.share": "a fifth"}, "（relocated-share.share）：值 「a fifth」"),
        ({"relocated-share.group": "1"}, "（relocated-share.group）：可调整的项"),
        ({"push_least": "nan"}, "（push_least）：值 「NaN」"),
        ({"push_least": "2.5"}, "值 「2.5」 的类型或写法不对"),
        ({"push-three.tier": "9"}, "（push-three.tier）：值 「9」"),
        ({'a"b\n]': "1"}, "可调整的项"),
    ],
)
def test_a_number_that_cannot_be_turned_so_is_refused(
    pack: Pack, changes: dict[str, str], message: str
) -> None:
    with pytest.raises(PackError) as caught:
        pack.with_parameters(changes)
    assert message in str(caught.value)
    assert len(caught.value.problems) == 1


# warnings


def test_a_rule_that_selects_nothing_is_a_warning_with_its_line(pack: Pack) -> None:
    given = roster(workers=[{}], vacancies=[{"project": "work_relief", "is_new": False}])
    found = {(w.where, w.code, w.line): w.message for w in pack.warnings(given)}
    lines = pack.source_bytes.decode().split("\n")
    group = lines.index('group = "relocated"') + 1
    posts = lines.index('posts = "public_projects"') + 1
    assert "没有选到任何人员" in found["relocated-share", "selects-nothing", group]
    assert "没有新增岗位" in found["relocated-share", "selects-nothing", posts]
    assert not any(where in {"push-three", "push-exposure"} for where, _, _ in found)


def test_a_pack_out_of_force_on_the_reference_day_is_a_warning(pack: Pack, tmp_path: Path) -> None:
    """The reference day of the roster is 2024-06-30; the copy ends on 2023-12-31."""
    assert "not-in-force" not in {w.code for w in pack.warnings(roster())}
    path = tmp_path / "old.toml"
    path.write_bytes(
        pack.source_bytes.replace(b"2025-12-31 ", b"2023-12-31 ").replace(
            b"2025-12-31", b"2023-12-31"
        )
    )
    assert "not-in-force" in {w.code for w in load_pack(path).warnings(roster())}
