"""Rows of totals are no records, but they check the sums."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.fields import Kind
from models.reading.cells.counts import parse_count
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.rows import LABEL, Records
from models.roster import Finding

_PART = r"小\s*计|本\s*页"


def check_totals(part: Records, typed: pl.DataFrame, journal: Journal) -> None:
    """
    Lists the rows of totals as not used and compares each figure with the sum it stands for.

    `typed` holds all records of the sheet. A subtotal (小计) stands for the rows
    since the one before, a total (合计) for all rows above it.
    """
    totals = part.totals
    if totals.is_empty():
        return
    table = part.sheet.table
    rows, sources = totals[ROW].to_list(), totals[SOURCE].to_list()
    above = _rows_above(totals)
    said: list[list[str]] = [[] for _ in rows]
    findings: list[list[Finding]] = [[] for _ in rows]
    for field in table.fields:
        if field.kind not in {Kind.COUNT, Kind.OPENINGS} or field.name not in totals.columns:
            continue
        sums = _sums(typed, field.name, above)
        for i, (text, actual) in enumerate(zip(totals[field.name], sums, strict=True)):
            stated = parse_count(text or "").value
            if stated is None:
                continue
            agrees = stated == actual
            said[i].append(
                f"{field.label} {stated}" + ("" if agrees else f"（各行之和为 {actual}）")
            )
            level, code = ("note", "total_agrees") if agrees else ("warning", "total_differs")
            message = (
                f"{part.sheet.grid.name} 第 {rows[i]} 行的合计：{field.label} {stated}，"
                f"各行之和 {actual}，"
                + ("相符。" if agrees else f"相差 {stated - actual}，请核对是否缺行或填错。")
            )
            place = journal.place(sources[i], rows[i])
            findings[i].append(Finding(level, code, message, table.name, field.name, 1, (place,)))
    journal.findings += [finding for of_row in findings for finding in of_row]
    reasons = ["是合计行，不是记录" + (f"；{'，'.join(words)}" if words else "") for words in said]
    listed = totals.select(SOURCE, ROW, value=LABEL).with_columns(why=pl.Series(reasons))
    journal.reject_rows(listed, table, pl.col("why"))


def _rows_above(totals: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
    """Returns the row behind which each total starts to count, and its own row."""
    is_part = pl.col(LABEL).str.contains(_PART)
    part_before = pl.when(is_part).then(ROW).shift(1).forward_fill().fill_null(0)
    after = totals.select(pl.when(is_part).then(part_before).otherwise(0)).to_series()
    return after, totals[ROW]


def _sums(typed: pl.DataFrame, name: str, above: tuple[pl.Series, pl.Series]) -> list[int]:
    ordered = typed.select(ROW, pl.col(name).cast(pl.Int64).fill_null(0)).sort(ROW)
    running = np.concatenate([[0], ordered[name].cum_sum().to_numpy()])
    rows, (after, before) = ordered[ROW].to_numpy(), above
    ends = np.searchsorted(rows, before.to_numpy(), "left")
    starts = np.searchsorted(rows, after.to_numpy(), "right")
    sums: list[int] = (running[ends] - running[np.minimum(starts, ends)]).tolist()
    return sums
