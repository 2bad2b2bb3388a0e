"""Ages and the ages that vacancies ask for."""

from __future__ import annotations

import re

from models.reading.cells.cell import NOTHING, Cell, plain
from models.reading.cells.numerals import replace_chinese_numbers

_OPEN = NOTHING | {"不限", "年龄不限", "不限制", "无要求", "均可", "男女不限", "无限制", "不作要求"}
_YEARS = r"(?:周?岁)?"
_RANGE = re.compile(
    rf"(\d{{1,3}}){_YEARS}(?:\(含\))?(?:以上)?(?:-|~|～|—+|–|至|到|−|,|，)(\d{{1,3}}){_YEARS}"
)
_LEAST = re.compile(
    rf"(?:不低于|不小于|至少|(?<![不未])满|≥|>=|最低)(\d{{1,3}})|(\d{{1,3}}){_YEARS}(?:\(含\))?(?:及|\(?含\)?)?(?:以上|起|\+)"
)
_MOST = re.compile(
    rf"(?:不超过|不大于|不高于|至多|≤|<=|最高)(\d{{1,3}})|(\d{{1,3}}){_YEARS}(?:\(含\)|\(不含\))?(?:及)?(?:以下|以内|之内|内|止)"
)
_UNDER = re.compile(r"(?:不满|未满|(?<!不)小于|(?<!不)低于|<)(\d{1,3})")
_OVER = re.compile(r"(?:(?<!不)超过|(?<!不)大于|(?<!不)高于|>)(\d{1,3})")
_ALONE = re.compile(rf"^(\d{{1,3}})(?:\.0+)?{_YEARS}$")
_BORN_AFTER = re.compile(
    r"(19\d\d|20\d\d)年?(?:[-/.\d月日]*)(?:\(含\))?(?:及)?(?:以后|之后|后)(?:出生)?"
)
_BORN_BEFORE = re.compile(
    r"(19\d\d|20\d\d)年?(?:[-/.\d月日]*)(?:\(含\))?(?:及)?(?:以前|之前|前)(?:出生)?"
)
_SEXES = re.compile(r"[男女]")
_LOW, _HIGH = 0, 120


def parse_age(text: str) -> Cell:
    """Reads whole years, such as 45 or 45周岁."""
    word = plain(text)
    if word.lower() in NOTHING or word == "不限":
        return Cell()
    match = re.fullmatch(r"(\d{1,3})(?:\.0+)?(?:周?岁)?", replace_chinese_numbers(word))
    if not match:
        return Cell(fault="不是年龄，应为整数周岁，如 45")
    age = int(match.group(1))
    return Cell(age) if age <= _HIGH else Cell(fault=f"年龄 {age} 不在 0 至 {_HIGH} 之间")


def parse_age_range(text: str, year: int) -> Cell:
    """
    Reads the ages that a vacancy asks for into least (`value`) and greatest (`upper`).

    以上, 以下 and 以内 include the number (Civil Code, article 1259). Where men
    and women are asked for at different ages the wider range is taken and
    remarked. `year` is the reference year, for 1965年后出生.
    """
    word = replace_chinese_numbers(plain(text).replace("（", "(").replace("）", ")"))
    if word.lower() in _OPEN:
        return Cell()
    parts = [part for part in re.split(r"[男女]性?", word) if re.search(r"\d", part)]
    by_sex = bool(_SEXES.search(word)) and len(parts) > 1
    if by_sex:
        return _widest(parts, year)
    low, high, understood = _ends(word, year)
    if not understood:
        if "退休" in word or "不限" in word:
            return Cell(remark="age_statutory" if "退休" in word else "")
        return Cell(fault="不是年龄要求，应写作 18-45周岁、45岁以下 或 不限")
    return _checked(low, high, "age_by_sex" if _only_one_sex(word) else "")


def _only_one_sex(word: str) -> bool:
    return bool(_SEXES.search(word)) and "男女" not in word


def _widest(parts: list[str], year: int) -> Cell:
    # 男55女50以下: the word after the last number holds for every number before it.
    tail = re.sub(r"^[\d\-~～—至到周岁,，]*", "", parts[-1])
    ends = []
    for part in parts:
        end = _ends(part, year)
        if not end[2] or (end[0] == end[1] and end[0] is not None):
            end = _ends(re.sub(r"[,，、;；/]+$", "", part) + (tail or "以下"), year)
        ends.append(end)
    if not all(end[2] for end in ends):
        return Cell(fault="男女年龄要求无法读懂，应写作 18-45周岁")
    lows, highs = [e[0] for e in ends], [e[1] for e in ends]
    low = None if None in lows else min(v for v in lows if v is not None)
    high = None if None in highs else max(v for v in highs if v is not None)
    return _checked(low, high, "age_by_sex")


def _ends(word: str, year: int) -> tuple[int | None, int | None, bool]:
    """Returns least and greatest age, and whether there was either."""
    if match := _RANGE.search(word):
        return int(match.group(1)), int(match.group(2)), True
    low = _number(_LEAST, word) or _beyond(_OVER, word, 1)
    high = _number(_MOST, word) or _beyond(_UNDER, word, -1)
    if low is None and high is None:
        born_after, born_before = _number(_BORN_AFTER, word), _number(_BORN_BEFORE, word)
        high = year - born_after if born_after else None
        low = year - born_before if born_before else None
    if low is None and high is None:
        low = high = _number(_ALONE, word)
    return low, high, low is not None or high is not None


def _number(pattern: re.Pattern[str], word: str) -> int | None:
    match = pattern.search(word)
    return int(next(group for group in match.groups() if group)) if match else None


def _beyond(pattern: re.Pattern[str], word: str, step: int) -> int | None:
    number = _number(pattern, word)
    return None if number is None else number + step


def _checked(low: int | None, high: int | None, remark: str) -> Cell:
    for end in (low, high):
        if end is not None and not _LOW <= end <= _HIGH:
            return Cell(fault=f"年龄 {end} 不在 {_LOW} 至 {_HIGH} 之间")
    if low is not None and high is not None and low > high:
        return Cell(fault=f"年龄下限 {low} 大于上限 {high}")
    return Cell(low, high, remark=remark)
