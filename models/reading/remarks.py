"""Readings that follow a convention, counted and said."""

from __future__ import annotations

import polars as pl

from models.fields import Field, Table
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.limits import PAID_DAYS, PAID_HOURS, SEVERAL

_REMARKS: dict[str, tuple[str, str]] = {
    "month_only": ("note", "只有年月，按当月 1 日计"),
    "serial": ("note", "是电子表格的日期序号，已换算成日期"),
    "daily": ("note", f"是日薪，按每月 {PAID_DAYS:g} 个计薪日折算成月薪"),
    "hourly": ("note", f"是时薪，按每月 {PAID_HOURS:g} 小时折算成月薪"),
    "yearly": ("note", "是年薪，按 12 个月折算成月薪"),
    "openings_some": ("note", f"写的是 若干、数名 等，按 {SEVERAL} 人计；请补上确切人数"),
    "openings_range": ("note", "写的是人数范围，按较小的数计"),
    "age_by_sex": ("warning", "对男女要求不同年龄：性别条件不采用，年龄取较宽的范围"),
    "age_statutory": ("note", "只写法定退休年龄，由退休规定判断，不另设年龄上限"),
    "near_choice": ("warning", "与可选值不完全相同，按最接近的读取"),
    "widest": ("note", "一格填了几项，取其中最宽的"),
    "place_by_name": ("note", "填的是地名，已换成区划代码"),
    "old_identity": ("note", "是 15 位旧号，已换成 18 位"),
    "unknown_division": ("warning", "前六位不在区划代码表中，校验码和日期无误，照用"),
}
_EXAMPLES = 4


def note_remarks(
    journal: Journal,
    table: Table,
    field: Field,
    where: pl.DataFrame,
    raw: pl.Series,
    read: pl.DataFrame,
) -> None:
    """Adds a finding for each kind of remark in a column that was read, with examples."""
    if read["remark"].null_count() == read.height:
        return
    rows = where.with_columns(value=raw, remark=read["remark"], got=read["value"].cast(pl.String))
    for code in rows["remark"].drop_nulls().unique().sort().to_list():
        level, text = _REMARKS[code]
        some = rows.filter(pl.col("remark") == code)
        examples = ""
        if not field.personal:
            pairs = some.select("value", "got").unique(maintain_order=True).head(_EXAMPLES)
            labels = {choice.code: choice.label for choice in field.choices}
            examples = (
                "（如 "
                + "、".join(
                    f"{value}→{labels.get(got, got)}" if got is not None else str(value)
                    for value, got in pairs.iter_rows()
                )
                + "）"
            )
        message = f"“{field.label}”有 {some.height} 格{text}{examples}。"
        journal.find(level, code, message, table.name, field.name, some.select(SOURCE, ROW))
