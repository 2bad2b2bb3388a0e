"""Rows of totals are no records, but they check the sums."""

from __future__ import annotations

import re

import polars as pl

from models.fields import Kind
from models.reading.cells.counts import parse_count
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.rows import LABEL, Records

_PART = re.compile(r"小\s*计|本\s*页")


def check_totals(part: Records, typed: pl.DataFrame, journal: Journal) -> None:
    """
    Lists the rows of totals as not used and compares each figure with the sum it stands for.

    `typed` holds all records of the sheet. A subtotal (小计) stands for the rows
    since the one before, a total (合计) for all rows above it.
    """
    table = part.sheet.table
    counted = [
        f for f in table.fields
        if f.kind in {Kind.COUNT, Kind.OPENINGS} and f.name in part.totals.columns
    ]  # fmt: skip
    since = 0
    for total in part.totals.iter_rows(named=True):
        row = int(total[ROW])
        label = str(total[LABEL])
        is_part = bool(_PART.search(label))
        above = typed.filter((pl.col(ROW) < row) & (pl.col(ROW) > (since if is_part else 0)))
        since = row if is_part else since
        said = []
        for field in counted:
            stated = parse_count(total[field.name] or "").value
            if stated is None:
                continue
            actual = int(above[field.name].sum())
            agrees = stated == actual
            said.append(f"{field.label} {stated}" + ("" if agrees else f"（各行之和为 {actual}）"))
            journal.find(
                "note" if agrees else "warning",
                "total_agrees" if agrees else "total_differs",
                f"{part.sheet.grid.name} 第 {row} 行的合计：{field.label} {stated}，"
                f"各行之和 {actual}，"
                + ("相符。" if agrees else f"相差 {stated - actual}，请核对是否缺行或填错。"),
                table.name,
                field.name,
                pl.DataFrame({SOURCE: [total[SOURCE]], ROW: [row]}),
            )
        reason = "是合计行，不是记录" + (f"；{'，'.join(said)}" if said else "")
        rows = pl.DataFrame({SOURCE: [total[SOURCE]], ROW: [row], "value": [label]})
        journal.reject_rows(rows, table, reason)
