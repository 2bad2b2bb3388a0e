"""Dates, in every form that offices type."""

from __future__ import annotations

import re
from datetime import date, timedelta

from models.reading.cells.cell import NOTHING, Cell, plain
from models.reading.cells.numerals import chinese_number

TIME = r"(?s)[\sT]+[0-9]{1,2}:.*$"  # of day, behind a date
_FIRST, _LAST = 1900, 2100
_OPEN = NOTHING | {"至今", "长期", "在岗", "目前", "未", "否", "今"}
_FULL = re.compile(r"(\d{4})[-/.年_](\d{1,2})[-/.月_](\d{1,2})[日号]?")
_SOLID = re.compile(r"(\d{4})(\d{2})(\d{2})(?:\.0+)?(?:\d{6})?")
_MONTH = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_DAY_FIRST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}")
_EXPECTED = "应写作 2021-09-06 或 2021年9月6日"


def parse_date(text: str) -> Cell:
    """Reads a date; a year and month alone mean the first of the month, and that is remarked."""
    # Cut before the blanks go: 2021-9-1 13:05 is no 11 September.
    word = plain(re.sub(TIME, "", text))
    if word.lower() in _OPEN:
        return Cell()
    word = _digits(word)
    if match := _FULL.fullmatch(word) or _SOLID.fullmatch(word):
        return _date(match.group(1), match.group(2), match.group(3))
    if match := _MONTH.fullmatch(word):
        return _date(match.group(1), match.group(2) or match.group(3), "1", "month_only")
    if match := _SERIAL.fullmatch(word):
        # Day 60 of Excel's calendar is a 29 February 1900 that never was; all later days fit.
        day = date(1899, 12, 30) + timedelta(days=int(match.group(1)))
        return _date(str(day.year), str(day.month), str(day.day), "serial")
    return Cell(fault=f"{_why_not(word)}，{_EXPECTED}")


def _why_not(word: str) -> str:
    if _DAY_FIRST.fullmatch(word):
        return "年份不足四位或日月顺序不明"
    return "只有年份" if re.fullmatch(r"\d{4}年?", word) else "不是日期"


def _digits(word: str) -> str:
    """Returns a date written in Chinese numerals with digits; other words as they are."""
    match = re.fullmatch(r"(.{4})年(.{1,3})月(?:(.{1,3})[日号])?", word)
    if not match or word[0].isdigit():
        return word
    parts = [chinese_number(part) for part in match.groups() if part]
    if any(part is None for part in parts):
        return word
    return "-".join(str(part) for part in parts)


def _date(year: str, month: str, day: str, remark: str = "") -> Cell:
    if not _FIRST <= int(year) <= _LAST:
        return Cell(fault=f"年份 {year} 不在 {_FIRST} 至 {_LAST} 之间")
    try:
        return Cell(date(int(year), int(month), int(day)), remark=remark)
    except ValueError:
        return Cell(fault=f"没有 {year} 年 {int(month)} 月 {int(day)} 日这一天")
