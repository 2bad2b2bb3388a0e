"""From text to typed columns, a column at a time."""

from __future__ import annotations

from functools import partial

import polars as pl

from models.fields import Field, Kind
from models.places import find_division, tidy_code
from models.reading.cells.ages import parse_age, parse_age_range
from models.reading.cells.alike import same_day, same_place
from models.reading.cells.cell import FORMULA_ERROR, NOTHING, Cell, Parser, parse_distinct, plain
from models.reading.cells.counts import parse_count, parse_openings
from models.reading.cells.dates import parse_date
from models.reading.cells.money import parse_money
from models.reading.cells.wages import parse_wage
from models.reading.cells.words import categories_parser, choice_parser, flag_parser

_SCIENTIFIC = r"^\d(?:\.\d+)?[eE]\+?\d{2}$"


def convert(column: pl.Series, field: Field, year: int, heading: str) -> pl.DataFrame:
    """
    Reads a column of text as its field declares.

    Returns a frame of the column's height: `value` and `upper` (the two ends of
    a range; `upper` is null elsewhere), `fault` (why a cell cannot be used) and
    `remark` (code of a reading worth a finding). `year` is the reference year,
    `heading` the column's own heading, for the unit it may name.
    """
    if field.kind in {Kind.TEXT, Kind.ID, Kind.PHONE}:
        return _text(column, field)
    if field.kind is Kind.DATE:
        return _dates(column)
    parser, dtype = _parser(field, year, heading)
    alike = same_place() if field.kind is Kind.PLACE else None
    out = parse_distinct(column, _guarded(parser), dtype, alike)
    return _bounded(out, field)


def _guarded(parser: Parser) -> Parser:
    def parse(text: str) -> Cell:
        if FORMULA_ERROR.match(text.strip()):
            return Cell(fault=f"公式出错（{text.strip()}），请改为数值后保存")
        return parser(text)

    return parse


def _parser(
    field: Field, year: int, heading: str
) -> tuple[Parser, pl.DataType | type[pl.DataType]]:
    whole: dict[Kind, Parser] = {
        Kind.COUNT: parse_count,
        Kind.OPENINGS: parse_openings,
        Kind.AGE: parse_age,
        Kind.AGE_RANGE: partial(parse_age_range, year=year),
    }
    if field.kind in whole:
        return whole[field.kind], pl.Int32
    if field.kind in _ALIKE:
        return _ALIKE[field.kind]
    if field.kind in {Kind.WAGE, Kind.WAGE_RANGE}:
        return partial(parse_wage, heading=heading), pl.Float64
    if field.kind is Kind.FLAG:
        return flag_parser(field.category), pl.Boolean
    if field.kind is Kind.CATEGORIES:
        return categories_parser(), pl.UInt32
    return choice_parser(field.choices, widest=field.widest), pl.String


def _parse_place(text: str) -> Cell:
    word = plain(text)
    if word.lower() in NOTHING:
        return Cell()
    if code := tidy_code(word):
        return Cell(code)
    if code := find_division(word):
        return Cell(code, remark="place_by_name")
    if word[0].isdigit():
        return Cell(fault="不是行政区划代码，应为 6 位（县）、9 位（乡镇）或 12 位（村）数字")
    return Cell(fault="没有找到这个地名的行政区划代码，请填 6、9 或 12 位代码")


_ALIKE: dict[Kind, tuple[Parser, pl.DataType | type[pl.DataType]]] = {
    Kind.MONEY: (parse_money, pl.Decimal(18, 2)),
    Kind.PLACE: (_parse_place, pl.String),
}


def _text(column: pl.Series, field: Field) -> pl.DataFrame:
    text = pl.col("raw")
    frame = column.alias("raw").to_frame()
    if field.kind is not Kind.TEXT:
        if column.str.contains("[\uff01-\uff5e]").any():
            frame = frame.with_columns(text.str.normalize("NFKC"))
        # Numbers that a program wrote with a decimal part: 1001.0 is the key 1001.
        if column.drop_nulls().str.contains(r"^\d+\.0+$").all() and column.count():
            frame = frame.with_columns(text.str.replace(r"\.0+$", ""))
    if field.kind is Kind.PHONE:
        digits = text.str.replace_all(r"[\s\-]", "").str.replace(
            r"^(?:\+?86)?(1\d{10})(?:\.0+)?$", "${1}"
        )
        mobile = digits.str.contains(r"^1\d{10}$")
        frame = frame.with_columns(pl.when(mobile).then(digits).otherwise(text).alias("raw"))
    nothing = text.str.to_lowercase().is_in(sorted(NOTHING))
    error = text.str.contains(rf"^{FORMULA_ERROR.pattern}")
    rounded = text.str.contains(_SCIENTIFIC) if field.kind is not Kind.TEXT else pl.lit(value=False)
    return frame.select(
        value=pl.when(~nothing & ~error & ~rounded).then(text),
        upper=pl.lit(None, dtype=pl.String),
        fault=pl.when(error)
        .then(pl.format("公式出错（{}），请改为数值后保存", text))
        .when(rounded)
        .then(pl.lit("被电子表格改成了科学计数法，后几位已丢失；请把该列设为文本格式后重新填写")),
        remark=pl.lit(None, dtype=pl.String),
    )


def _dates(column: pl.Series) -> pl.DataFrame:
    day = column.str.to_date("%Y-%m-%d", strict=False)
    day = day.set(~day.dt.year().is_between(1900, 2100), None)
    others = column.set(day.is_not_null(), None)
    rest = parse_distinct(others, _guarded(parse_date), pl.Date, same_day())
    return rest.with_columns(value=pl.coalesce(day.alias("value"), pl.col("value")))


def _bounded(out: pl.DataFrame, field: Field) -> pl.DataFrame:
    if field.low is None and field.high is None:
        return out
    low = field.low if field.low is not None else float("-inf")
    high = field.high if field.high is not None else float("inf")
    outside = ~pl.col("value").is_between(low, high)
    allowed = (
        f"{field.label}应在 {low:g} 至 {high:g} 之间"
        if high != float("inf")
        else f"{field.label}不能小于 {low:g}"
    )
    return out.with_columns(
        value=pl.when(~outside).then("value"),
        fault=pl.coalesce("fault", pl.when(outside).then(pl.lit(allowed))),
    )
