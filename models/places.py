"""
Places: division codes (GB/T 2260, GB/T 10114) and how far two of them lie apart.

A code is text of 6 digits (county), 9 (township) or 12 (village). The first two
are the province, the first four the city. Province 99 is made up: tests and
samples live there.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

import polars as pl
from stdnum import numdb

_MADE_UP = {"990000": "虚构省", "990100": "示例市", "990101": "示例县"}
_MUNICIPALITIES = ("11", "12", "31", "50")
_NO_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_DATED = re.compile(r"\[\d*-(\d*)\](.+)")


class Level(IntEnum):
    """The smallest unit that two places share."""

    VILLAGE = 0
    TOWNSHIP = 1
    COUNTY = 2
    CITY = 3
    PROVINCE = 4
    BEYOND = 5


def level_between(home: pl.Series, post: pl.Series) -> pl.Series:
    """
    Returns the smallest unit that each home shares with its post.

    Parameters
    ----------
    home, post
        Division codes as text, of equal length (or one of length 1).

    Returns
    -------
    pl.Series
        Int8, values of `Level`; null where either code is null. A code that
        names no township cannot be nearer than its county, one that names no
        county (ending in 00) no nearer than its city.
    """
    a, b = pl.col("a"), pl.col("b")

    def same(digits: int) -> pl.Expr:
        return (a.str.slice(0, digits) == b.str.slice(0, digits)) & (
            (a.str.len_chars() >= digits) & (b.str.len_chars() >= digits)
        )

    no_county = a.str.slice(4, 2) == "00"
    no_city = a.str.slice(2, 4) == "0000"
    municipality = a.str.slice(0, 2).is_in(_MUNICIPALITIES)
    length = max(len(home), len(post))
    frame = pl.DataFrame(
        {
            "a": home if len(home) == length else home.new_from_index(0, length),
            "b": post if len(post) == length else post.new_from_index(0, length),
        }
    )
    return frame.select(
        pl.when(a.is_null() | b.is_null())
        .then(None)
        .when(same(12))
        .then(Level.VILLAGE)
        .when(same(9))
        .then(Level.TOWNSHIP)
        .when(same(6) & ~no_county)
        .then(Level.COUNTY)
        .when((same(4) & ~no_city) | (same(2) & municipality))
        .then(Level.CITY)
        .when(same(2))
        .then(Level.PROVINCE)
        .otherwise(Level.BEYOND)
        .cast(pl.Int8)
        .alias("level")
    ).to_series()


def tidy_code(text: str) -> str | None:
    """Returns a division code in its shortest form of 6, 9 or 12 digits, or None if it is none."""
    digits = re.sub(r"\.0+$", "", text.strip())
    if not re.fullmatch(r"\d{6}|\d{9}|\d{12}", digits) or not is_division(digits[:2] + "0000"):
        return None
    while len(digits) > 6 and digits.endswith("000"):
        digits = digits[:-3]
    return digits


@lru_cache(maxsize=50_000)
def division_name(code: str) -> str | None:
    """Returns the name of the county, city or province of a code, such as 石阡县, or None."""
    return _table()[0].get(code[:6])


def is_division(code: str) -> bool:
    """Tells whether there is, or was, such a county, city or province; any of province 99 is."""
    return code[:2] == "99" or code[:6] in _table()[0]


@lru_cache(maxsize=50_000)
def find_division(text: str, within: str = "") -> str | None:
    """
    Returns the 6-digit code of the smallest division that a text names, or None.

    Names stand from large to small (贵州省铜仁市石阡县), larger ones may be left
    out. `within` is a code whose province and city settle a name that occurs
    more than once; where nothing settles it the answer is None.
    """
    names = _table()[1]
    found: list[str] = []
    position = 0
    while position < len(text):
        for length in range(min(15, len(text) - position), 1, -1):
            codes = names.get(text[position : position + length])
            if codes is None:
                continue
            inside = _inside(codes, found) if found else list(codes)
            if found and not inside:
                continue
            found = inside
            position += length - 1
            break
        position += 1
    if len(found) > 1 and within:
        for digits in (6, 4, 2):
            near = [code for code in found if code[:digits] == within[:digits]]
            if near:
                found = near
                break
    return found[0] if len(found) == 1 else None


def _inside(codes: tuple[str, ...], outer: list[str]) -> list[str]:
    prefixes = tuple(re.sub("(00)+$", "", code) for code in outer)
    return [code for code in codes if code.startswith(prefixes) and code not in outer]


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Returns the names by code (former divisions too) and the present codes by name."""
    by_code = dict(_MADE_UP)
    by_name: dict[str, list[str]] = {name: [code] for code, name in _MADE_UP.items()}
    for _, province, _, _, counties in numdb.get("cn/loc").prefixes:
        for _, rest, _, properties, _ in counties:
            code = province + rest
            # "[-1991]东郊区,[1992-]东丽区": a name is present where no last year stands.
            for name in properties["county"].split(","):
                match = _DATED.fullmatch(name)
                last, word = match.groups() if match else ("", name)
                by_code[code] = word
                if not last and word not in _NO_NAMES:
                    by_name.setdefault(word, []).append(code)
    return by_code, {name: tuple(codes) for name, codes in by_name.items()}
