"""Codes for places that are only named, from the roster's own codes and from county names."""

from __future__ import annotations

import re
from collections import Counter

import polars as pl

from models.places import find_division

_SHORTEST = 2
_DIGIT = re.compile("[0-9]+")


def locate(
    workers: pl.DataFrame, vacancies: pl.DataFrame, employers: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """
    Fills `place` where only a name stands.

    The roster comes first: a township or village named beside a code elsewhere
    has that code here too, unless the same name stands beside several. After
    that a county's name in the text gives the county's code, and the seat of
    the employer that of the vacancy. What stays unknown is null.
    """
    usual = _usual_county(workers, vacancies)
    townships = _codes_beside(workers, vacancies, 9)
    villages = _village_codes(workers)
    workers = _fill(workers, ["township", "village"], villages, townships, usual)
    vacancies = _fill(vacancies, ["township"], {}, townships, usual)
    seats = employers.select("employer_id", seat="place")
    vacancies = (
        vacancies.join(seats, on="employer_id", how="left", maintain_order="left")
        # A named place of work that nobody knows is not the employer's seat.
        .with_columns(
            place=pl.coalesce("place", pl.when(pl.col("township").is_null()).then("seat"))
        )
        .drop("seat")
    )
    return workers, vacancies


def locate_caseworkers(
    caseworkers: pl.DataFrame, workers: pl.DataFrame, vacancies: pl.DataFrame
) -> pl.DataFrame:
    """Fills where cadres are stationed the same way, from the names that workers and posts use."""
    usual = _usual_county(workers, vacancies)
    townships = _codes_beside(workers, vacancies, 9)
    return _fill(caseworkers, ["township", "village"], _village_codes(workers), townships, usual)


def _usual_county(workers: pl.DataFrame, vacancies: pl.DataFrame) -> str:
    codes = pl.concat([workers["place"], vacancies["place"]]).drop_nulls().str.slice(0, 6)
    counts = Counter(dict(codes.value_counts().iter_rows()))
    return min(counts, key=lambda code: (-counts[code], code)) if counts else ""


def _codes_beside(workers: pl.DataFrame, vacancies: pl.DataFrame, digits: int) -> dict[str, str]:
    pairs = pl.concat(
        frame.select("township", pl.col("place").str.slice(0, digits))
        .filter(pl.col("township").is_not_null() & (pl.col("place").str.len_chars() == digits))
        .unique()
        for frame in (workers, vacancies)
    ).unique()
    return dict(pairs.unique("township", keep="none").iter_rows())


def _village_codes(workers: pl.DataFrame) -> dict[str, str]:
    pairs = (
        workers.filter(pl.col("place").str.len_chars() == 12)
        .select(pl.concat_str("township", "village", separator=" "), "place")
        .drop_nulls()
        .unique()
    )
    return dict(pairs.unique("township", keep="none").iter_rows())


def _fill(
    frame: pl.DataFrame,
    names: list[str],
    villages: dict[str, str],
    townships: dict[str, str],
    usual: str,
) -> pl.DataFrame:
    missing = frame.filter(pl.col("place").is_null()).select(names).unique()
    if missing.is_empty():
        return frame
    text = pl.concat_str(names, separator="", ignore_nulls=True)
    if not any(_DIGIT.search(name) for name in townships):
        # Then no house number says where a place is, and each street is read once.
        text = text.str.replace_all(_DIGIT.pattern, "0")
    missing = missing.with_columns(
        text=text,
        known=pl.concat_str(names, separator=" ").replace_strict(
            villages, default=None, return_dtype=pl.String
        ),
    )
    texts = missing.filter(pl.col("known").is_null()).select(names[0], "text").unique()
    found = [_by_text(text, township, townships, usual) for township, text in texts.iter_rows()]
    codes = texts.with_columns(
        pl.Series("found", [code or None for code in found], dtype=pl.String)
    )
    return (
        frame.join(missing, on=names, how="left", maintain_order="left", nulls_equal=True)
        .join(codes, on=[names[0], "text"], how="left", maintain_order="left", nulls_equal=True)
        .with_columns(place=pl.coalesce("place", "known", "found"))
        .drop("text", "known", "found")
    )


def _by_text(text: str, township: str | None, townships: dict[str, str], usual: str) -> str:
    if township in townships:
        return townships[township]
    inside = [name for name in townships if len(name) >= _SHORTEST and name in text]
    longest = [
        name for name in inside if not any(name != other and name in other for other in inside)
    ]
    county = find_division(text, usual) or ""
    near = {
        townships[n]
        for n in longest
        if not county or townships[n].startswith(county[:6].rstrip("0"))
    }
    return near.pop() if len(near) == 1 else county
