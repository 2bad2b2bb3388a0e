"""Which townships are neighbours, from a file of pairs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import polars as pl

from api.runs.errors import RunError
from models.roster import Roster
from solver.departures.options import TOWNSHIP

_HEADINGS = {"乡镇", "township"}
_FORM = "每行两个乡镇，用逗号隔开，如“青石镇,柳林镇”，写名称或 9 位代码"


def read_neighbours(path: Path, roster: Roster) -> frozenset[tuple[str, str]]:
    """
    Reads pairs of townships whose people may join one another's pick-up.

    Parameters
    ----------
    path
        A .csv file (UTF-8 or GB18030) of two columns, names or codes of 9
        digits; a heading 乡镇 or township is left out.
    roster
        Whose workers say which code a township's name has.

    Raises
    ------
    RunError
        Naming the row, when the file cannot be read or a township is unknown.
    """
    codes = _codes(roster)
    pairs = set()
    for number, cells in enumerate(csv.reader(io.StringIO(_text(path))), 1):
        names = [cell.strip() for cell in cells if cell.strip()]
        if not names or names[0] in _HEADINGS:
            continue
        if len(names) != 2:
            msg = f"{path} 第 {number} 行有 {len(names)} 格。{_FORM}。"
            raise RunError(msg)
        one, two = (_code(name, codes, path, number) for name in names)
        if one != two:
            pairs.add((min(one, two), max(one, two)))
    return frozenset(pairs)


def _text(path: Path) -> str:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    msg = f"{path} 不是 UTF-8 或 GB18030 编码的文本。{_FORM}。"
    raise RunError(msg)


def _codes(roster: Roster) -> dict[str, set[str]]:
    """Codes of each township's name, and each code of itself."""
    places = roster.workers.filter(pl.col("place").str.len_chars() >= TOWNSHIP)
    pairs = places.select("township", pl.col("place").str.head(TOWNSHIP)).unique().rows()
    found: dict[str, set[str]] = {}
    for name, code in pairs:
        for word in (name, code):
            if word is not None:
                found.setdefault(word, set()).add(code)
    return found


def _code(name: str, codes: dict[str, set[str]], path: Path, number: int) -> str:
    found = codes.get(name, set())
    if len(found) == 1:
        return next(iter(found))
    why = "在求职人员表里找不到" if not found else f"有 {len(found)} 个代码，请改写代码"
    msg = f"{path} 第 {number} 行：乡镇“{name}”{why}。{_FORM}。"
    raise RunError(msg)
