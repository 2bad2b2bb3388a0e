"""Counts of people."""

from __future__ import annotations

import re

from models.reading.cells.cell import NOTHING, Cell, plain
from models.reading.cells.numerals import replace_chinese_numbers
from models.reading.limits import SEVERAL

_PEOPLE = r"(?:余|多|来)?(?:人|名|个|位|岗)?(?:岗位)?"
_ONE = re.compile(rf"(?:约|共|各|招|招聘|需)?(\d{{1,9}})(?:\.0+)?{_PEOPLE}(?:左右|以上|以内)?")
_RANGE = re.compile(
    rf"(?:约|共|招)?(\d{{1,9}})(?:人|名)?(?:-|~|～|—+|–|至|到|−)(\d{{1,9}}){_PEOPLE}(?:左右)?"
)
_SOME = re.compile(r"(?:若干|数|多|几|数十|大量|长期)(?:人|名|个|位)?(?:招聘|招)?")


def parse_count(text: str) -> Cell:
    """Reads a whole number of people, such as 23, 1,234 or 十名."""
    word = replace_chinese_numbers(plain(text).replace(",", ""))
    if word.lower() in NOTHING:
        return Cell()
    match = _ONE.fullmatch(word)
    return Cell(int(match.group(1))) if match else Cell(fault="不是人数，应为整数，如 12")


def parse_openings(text: str) -> Cell:
    """
    Reads how many people are wanted.

    若干, 数名 and the like count 2: more than one, and no post is promised that
    may not exist. Of 2-3人 the smaller number counts. Both are remarked.
    """
    word = plain(text).replace(",", "")
    if word.lower() in NOTHING:
        return Cell()
    if _SOME.fullmatch(word):
        return Cell(SEVERAL, remark="openings_some")
    word = replace_chinese_numbers(word)
    if match := _RANGE.fullmatch(word):
        low, high = int(match.group(1)), int(match.group(2))
        if low > high:
            return Cell(fault="人数下限大于上限")
        return Cell(low, remark="openings_range")
    if match := _ONE.fullmatch(word):
        return Cell(int(match.group(1)))
    return Cell(fault="不是招聘人数，应为整数，如 3（若干、数名 也可）")
