"""From records to one typed table: values, checks of each row, keys."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from models.fields import Field, Kind, Table
from models.reading.convert import convert
from models.reading.identity_column import add_identity
from models.reading.journal import ROW, SOURCE, Journal
from models.reading.remarks import note_remarks
from models.reading.rows import Records
from models.reading.totals import check_totals

_MADE_KEYS = {
    "workers": "W",
    "vacancies": "V",
    "placements": "P",
    "caseworkers": "G",
    "services": "S",
}


def build(
    table: Table, parts: Sequence[Records], year: int, journal: Journal
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Returns a table's frame in its schema, and the frame of where each row stands.

    The second frame has `__source` and `__row`, row for row. `year` is the
    reference year. Rows that cannot be used go into the journal with their
    reason; cells that cannot be used become null and are listed too.
    """
    frames = [_typed(part, year, journal) for part in parts]
    whole = (
        pl.concat(frames, how="diagonal")
        if frames
        else pl.DataFrame(schema={SOURCE: pl.Int64, ROW: pl.Int64})
    )
    missing = [
        pl.lit(None, dtype=t).alias(n) for n, t in table.schema.items() if n not in whole.columns
    ]
    whole = whole.with_columns(missing)
    if table.name == "workers":
        whole = whole.with_columns(pl.col("categories").fill_null(0))
    whole = _without_twins(_with_keys(whole, table, journal), table, journal)
    told = [name for name in whole.columns if name.startswith("__id_")]
    return whole.select(*table.schema.keys(), *told), whole.select(SOURCE, ROW)


def _typed(part: Records, year: int, journal: Journal) -> pl.DataFrame:
    """Returns the usable rows of one sheet, typed; the rest goes into the journal."""
    table, raw = part.sheet.table, part.frame
    headings = {c.field.name: c.heading for c in part.sheet.columns}
    where = raw.select(SOURCE, ROW)
    out = where
    refused = pl.Series("refused", [False] * raw.height, dtype=pl.Boolean)
    masks: list[pl.Expr] = []
    uppers = {field.fills[1] for field in table.fields if field.fills}
    for name in raw.columns[2:]:
        field = table.by_name[name]
        if field.kind is Kind.IDENTITY:
            read, out = add_identity(raw[name], out, year)
        else:
            read = convert(raw[name], field, year, headings.get(name, ""))
        out = _placed(out, read, field, uppers, masks)
        faults = where.with_columns(value=raw[name], fault=read["fault"]).filter(
            pl.col("fault").is_not_null() & ~refused
        )
        if field.required:
            journal.reject_rows(faults, table, pl.col("fault"), field)
            refused |= read["fault"].is_not_null()
        else:
            journal.reject_cells(faults, table, field, pl.col("fault"))
        note_remarks(journal, table, field, where, raw[name], read)
        if field.required:
            empty = read["value"].is_null() & ~refused
            journal.reject_rows(where.filter(empty), table, f"缺少“{field.label}”", field)
            refused |= empty
    if masks:
        known = [pl.col("categories")] if "categories" in out.columns else []
        total = pl.lit(0, dtype=pl.UInt32)
        for mask in [*known, *masks]:
            total = total | mask.fill_null(0)
        out = out.with_columns(total.alias("categories")).drop(pl.selectors.starts_with("__flag"))
    check_totals(part, out, journal)
    out = _consistent_ranges(out, table, ~refused, journal)
    return out.filter(~refused)


def _placed(
    out: pl.DataFrame,
    read: pl.DataFrame,
    field: Field,
    uppers: set[str],
    masks: list[pl.Expr],
) -> pl.DataFrame:
    """Puts what was read of a field into the columns that it fills."""
    if field.category is not None:
        name = f"__flag_{field.name}"
        masks.append(pl.when(pl.col(name)).then(pl.lit(1 << field.category.bit, dtype=pl.UInt32)))
        return out.with_columns(read["value"].alias(name))
    if not field.fills:
        column = read["value"]
        if field.kind is Kind.WAGE:
            # A range in a column for one figure: its end on that column's side.
            ends = ("upper", "value") if field.name in uppers else ("value", "upper")
            column = read.select(pl.coalesce(*ends)).to_series()
        if field.name in out.columns:
            column = out.select(
                pl.coalesce(column.cast(field.dtype), pl.col(field.name))
            ).to_series()
        return out.with_columns(column.cast(field.dtype).alias(field.name))
    low, high = field.fills
    for name, end in ((low, "value"), (high, "upper")):
        column = read[end]
        if name in out.columns:
            column = out.select(pl.coalesce(pl.col(name), column)).to_series()
        out = out.with_columns(column.alias(name))
    return out


def _consistent_ranges(
    out: pl.DataFrame, table: Table, used: pl.Series, journal: Journal
) -> pl.DataFrame:
    """Empties both ends of a range whose least value is above its greatest, and lists them."""
    for field in table.fields:
        if not field.fills or not set(field.fills) <= set(out.columns):
            continue
        low, high = field.fills
        wrong = out.select((pl.col(low) > pl.col(high)).fill_null(value=False)).to_series() & used
        if not wrong.any():
            continue
        rows = out.filter(wrong).select(SOURCE, ROW, value=pl.format("{}-{}", low, high))
        labels = f"{table.by_name[low].label}大于{table.by_name[high].label}，两格都不用，请核对"
        journal.reject_cells(rows, table, table.by_name[low], labels)
        out = out.with_columns(
            pl.when(~wrong).then(pl.col(name)).alias(name) for name in field.fills
        )
    return out


def _with_keys(whole: pl.DataFrame, table: Table, journal: Journal) -> pl.DataFrame:
    """Gives keys to a table whose key column is absent altogether: row numbers, or names."""
    if table.name == "employers":
        # Vacancies without an employer's key have its name for one, too.
        by_name = whole[table.key].null_count() == whole.height
        return whole.with_columns(employer_id=pl.col("name")) if by_name else whole
    letter = _MADE_KEYS.get(table.name)
    if letter is None or whole.is_empty() or whole[table.key].null_count() < whole.height:
        return whole
    # Not a hash of the identity number: that could be tried out and so give the number away.
    several = whole[SOURCE].n_unique() > 1
    part = pl.col(SOURCE).rank("dense").cast(pl.String) + "-" if several else pl.lit("")
    number = pl.col(ROW).cast(pl.String).str.zfill(6)
    label = table.by_name[table.key].label
    journal.find(
        "note",
        "made_keys",
        f"“{table.label}”没有“{label}”栏，按行号编号（如 {letter}000002 是第 2 行）；"
        "行序一变编号就变，建议补上固定编号。",
        table.name,
        table.key,
        whole,
    )
    return whole.with_columns((pl.lit(letter) + part + number).alias(table.key))


def _without_twins(whole: pl.DataFrame, table: Table, journal: Journal) -> pl.DataFrame:
    """Keeps the first row of each key and lists the others, naming the first."""
    if whole.is_empty():
        return whole
    key = table.by_name[table.key]
    first = whole[table.key].is_first_distinct() | whole[table.key].is_null()
    if first.all():
        return whole
    firsts = whole.filter(first).select(
        table.key, pl.col(SOURCE).alias("first_source"), pl.col(ROW).alias("first_row")
    )
    twins = (
        whole.filter(~first)
        .select(SOURCE, ROW, table.key)
        .join(firsts, on=table.key, how="left", maintain_order="left")
        .rename({table.key: "value"})
    )
    names = pl.Series([f"{f}／{s} " if s else f"{f} " for f, s in journal.sources], dtype=pl.String)
    reason = (
        pl.lit(f"{key.label}与 ")
        + pl.lit(names).gather(pl.col("first_source"))
        + pl.format("第 {} 行重复", "first_row")
    )
    journal.reject_rows(twins, table, reason, key)
    return whole.filter(first)
