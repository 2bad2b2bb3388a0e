"""Whole numbers in Chinese numerals."""

from __future__ import annotations

import re

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
# Not the unit of a number in digits: the 万 of 1万 is no numeral of its own.
_NUMERAL = re.compile(r"(?<![\d.])[零〇○一二两三四五六七八九十百千万]+")


def chinese_number(text: str) -> int | None:
    """Returns the number of Chinese numerals (十二 is 12, 二〇二一 is 2021), or None."""
    if not _NUMERAL.fullmatch(text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text)) if len(text) <= 9 else None
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "万":
            total, section, digit = (section + digit) * 10_000, 0, 0
        else:
            section += (digit or 1) * _UNITS[c]
            digit = 0
    return total + section + digit


def replace_chinese_numbers(text: str) -> str:
    """Returns a text with its Chinese numerals written as digits (三十五岁 becomes 35岁)."""

    def digits(match: re.Match[str]) -> str:
        number = chinese_number(match.group())
        return match.group() if number is None else str(number)

    return _NUMERAL.sub(digits, text)
