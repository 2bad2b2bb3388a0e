"""entitlements.xlsx: who is owed what, the list for public notice, and what is not owed yet."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl

from api.outputs.workbook import Column, Workbook
from api.personal import masked_identity, masked_name
from models.packs import Pack
from models.roster import Roster
from models.rules.entitlement import FORMS_ZH, PAYEES_ZH
from solver.entitlements import Entitlements

MOST_ROWS = 200_000  # of a sheet; the files hold all
_TOTALS = (
    Column("性质", 9), Column("资金", 24, wrap=True), Column("项目", 20, wrap=True),
    Column("内容", 60, wrap=True), Column("依据", 14, wrap=True), Column("涉及人数", 9),
    Column("领取户数", 9),
    Column("应计（元）", 15, money=True), Column("实发（元）", 15, money=True),
)  # fmt: skip
_OWED = (
    Column("项目", 20, wrap=True), Column("依据", 12, wrap=True), Column("领取方", 13),
    Column("领取编号", 14), Column("领取名称", 18, wrap=True), Column("人员编号", 14),
    Column("姓名", 8), Column("台账编号", 12), Column("年度", 6), Column("数量", 6),
    Column("标准（元）", 11, money=True), Column("应计（元）", 12, money=True),
    Column("实发（元）", 12, money=True), Column("计算与依据", 60, wrap=True),
)  # fmt: skip
_NOTICE = (
    Column("序号", 6), Column("领取方", 13), Column("姓名或单位名称", 24, wrap=True),
    Column("身份证号", 22), Column("乡镇", 14), Column("项目", 20), Column("年度", 6),
    Column("笔数", 6), Column("金额（元）", 13, money=True), Column("依据", 14, wrap=True),
)  # fmt: skip
_MISSED = (
    Column("项目", 20, wrap=True), Column("依据", 12, wrap=True), Column("领取编号", 14),
    Column("人员编号", 14), Column("姓名", 8), Column("台账编号", 12), Column("年度", 6),
    Column("还可能达到", 10), Column("原因", 60, wrap=True),
)  # fmt: skip


def write_entitlements_book(
    path: Path, found: Entitlements, roster: Roster, pack: Pack, names: bool
) -> None:
    """
    Writes the workbook.

    Parameters
    ----------
    path
        The file.
    found
        What is owed.
    roster
        Of whom; names and identity numbers come from it.
    pack
        Under which rules.
    names
        Whether names are shown in full; never in the list for public notice.
    """
    about = f"政策包：{pack.id}　{pack.title}　截至 {found.as_of}"
    shown = pl.col("name") if names else masked_name(pl.col("name"))
    who = roster.workers.select("worker_id", person=shown)
    with Workbook(path, "岗配 应发补贴") as book:
        _sheet(book, "汇总", f"合计实发 {found.granted} 元（不含贷款额度）", about, _TOTALS,
               _totals(found, pack), found.totals.height)  # fmt: skip
        owed = found.owed.filter(pl.col("owed") > 0)
        _sheet(book, "应发明细", "应发明细", about, _OWED, _owed(owed, roster, who), owed.height)
        notice = notice_list(found, roster)
        _sheet(book, "公示名单", "拟发放补贴公示名单", about, _NOTICE, notice.rows(), notice.height)
        missed = _missed(found, who)
        _sheet(book, "未达条件", "未达条件和不再重复享受的", about, _MISSED, missed.rows(),
               missed.height)  # fmt: skip


def _sheet(
    book: Workbook,
    name: str,
    title: str,
    about: str,
    columns: tuple[Column, ...],
    rows: list[tuple[Any, ...]],
    height: int,
) -> None:
    more = f"　只列前 {MOST_ROWS:,} 行，全部见 .csv 文件" if height > MOST_ROWS else ""
    book.table(name, title, f"{about}　共 {height:,} 行{more}", columns, rows[:MOST_ROWS])


def _totals(found: Entitlements, pack: Pack) -> list[tuple[Any, ...]]:
    words = {rule.id: rule.statement for rule in pack.rules}
    rows: list[tuple[Any, ...]] = [
        (
            FORMS_ZH[r["form"]], r["fund"], r["name"], words[r["rule"]], r["cite"], r["people"],
            r["payees"], r["amount"], r["owed"],
        )
        for r in found.totals.iter_rows(named=True)
    ]  # fmt: skip
    by_fund: dict[tuple[str, str], Decimal] = {}
    for row in rows:
        by_fund[row[:2]] = by_fund.get(row[:2], Decimal(0)) + row[8]
    rows += [
        (form, fund, "小计", None, None, None, None, None, sum_)
        for (form, fund), sum_ in by_fund.items()
    ]
    return rows


def _owed(owed: pl.DataFrame, roster: Roster, who: pl.DataFrame) -> list[tuple[Any, ...]]:
    named = _payees(owed, roster, who)
    return (
        named.join(who, on="worker_id", how="left", maintain_order="left")
        .select(
            "name", "cite", _payee(), "payee_id", "payee_name", "worker_id", "person",
            "placement_id", "year", "quantity", "unit", "amount", "owed", "explanation",
        )
        .rows()
    )  # fmt: skip


def _payee() -> pl.Expr:
    return pl.col("payee").replace_strict(PAYEES_ZH, return_dtype=pl.String)


def _payees(rows: pl.DataFrame, roster: Roster, who: pl.DataFrame) -> pl.DataFrame:
    """Adds `payee_name`: of a person as `who` shows it, of a unit in full."""
    units = roster.employers.select(payee_id="employer_id", unit_name="name")
    persons = who.select(payee_id="worker_id", person_name="person")
    person = pl.when(pl.col("payee") == "worker").then("person_name")
    unit = pl.when(pl.col("payee").is_in(["employer", "agent"])).then("unit_name")
    return (
        rows.join(units, on="payee_id", how="left", maintain_order="left")
        .join(persons, on="payee_id", how="left", maintain_order="left")
        .with_columns(payee_name=pl.coalesce(person, unit))
        .drop("person_name", "unit_name")
    )


def notice_list(found: Entitlements, roster: Roster) -> pl.DataFrame:
    """
    The list for public notice: a line for each payee, rule and year.

    Names of people and their identity numbers are masked as such lists are;
    units stand in full. Loans are not on it.
    """
    paid = found.owed.filter(pl.col("owed") > 0, pl.col("form") == "grant")
    people = roster.workers.select(
        "worker_id",
        person=masked_name(pl.col("name")),
        number=masked_identity(pl.col("identity_number")),
        township="township",
    )
    named = _payees(paid, roster, people.select("worker_id", "person"))
    by = ("payee", "payee_id", "payee_name", "rule", "name", "cite", "year")
    lines = named.group_by(by, maintain_order=True).agg(times=pl.len(), owed=pl.col("owed").sum())
    personal = people.select(payee_id="worker_id", number="number", township="township")
    joined = lines.join(personal, on="payee_id", how="left", maintain_order="left")
    is_person = pl.col("payee") == "worker"
    return joined.with_row_index("number_of", offset=1).select(
        "number_of", _payee(), pl.coalesce("payee_name", "payee_id"),
        pl.when(is_person).then("number"), pl.when(is_person).then("township"),
        "name", "year", "times", "owed", "cite",
    )  # fmt: skip


def _missed(found: Entitlements, who: pl.DataFrame) -> pl.DataFrame:
    """What earns nothing, and what was earned and wholly taken away again."""
    cut = found.owed.filter(pl.col("owed") == 0).select(
        "name", "cite", "payee_id", "worker_id", "placement_id", "year",
        waiting=pl.lit(value=False), reason="explanation",
    )  # fmt: skip
    both = pl.concat([found.missed.select(cut.columns), cut])
    yes = pl.when("waiting").then(pl.lit("是")).otherwise(pl.lit("否"))
    return both.join(who, on="worker_id", how="left", maintain_order="left").select(
        "name", "cite", "payee_id", "worker_id", "person", "placement_id", "year", yes, "reason"
    )
