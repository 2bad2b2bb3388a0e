"""Pay, in every form that recruiters type, as yuan a month."""

from __future__ import annotations

import re

from models.reading.cells.cell import NOTHING, Cell, plain
from models.reading.cells.numerals import replace_chinese_numbers
from models.reading.limits import PAID_DAYS, PAID_HOURS

_OPEN = NOTHING | {
    "面议",
    "面谈",
    "薪资面议",
    "工资面议",
    "待遇面议",
    "详谈",
    "不限",
    "按规定",
    "待议",
}
_NUMBER = r"(\d+(?:\.\d+)?)(万|千|k|w|百)?"
_PER = r"(?:(?:/|每|一|1)?(?:个)?(小时|时|天|日|工日|周|星期|月|年|h|day|month|件|个|次|单))?"
_UNTIL = r"(?:元|块)?\+?(?:/(?:月|天|日|小时|年))?(?:-|~|～|—+|–|至|到|−)"
_RANGE = re.compile(rf"{_NUMBER}{_UNTIL}{_NUMBER}(?:元|块)?(?:钱|人民币)?{_PER}")
_SINGLE = re.compile(rf"{_NUMBER}(?:元|块)?(?:钱|人民币)?{_PER}")
_AT_LEAST = re.compile(r"不低于|不少于|至少|最低|保底|底薪|以上|起|\+|≥|>|高于|超过|大于")
_AT_MOST = re.compile(r"不高于|不超过|最高|至多|以下|以内|封顶|≤|<|低于|少于|小于|内")
_BY_MONTH = {
    "小时": PAID_HOURS, "时": PAID_HOURS, "h": PAID_HOURS,
    "天": PAID_DAYS, "日": PAID_DAYS, "工日": PAID_DAYS, "day": PAID_DAYS,
    "周": 52 / 12, "星期": 52 / 12, "年": 1 / 12, "月": 1.0, "month": 1.0,
}  # fmt: skip
_REMARKS = {
    "天": "daily", "日": "daily", "工日": "daily", "day": "daily",
    "小时": "hourly", "时": "hourly", "h": "hourly", "年": "yearly",
}  # fmt: skip
_SCALE = {"万": 10_000.0, "w": 10_000.0, "千": 1000.0, "k": 1000.0, "百": 100.0}
_PIECE = frozenset({"件", "个", "次", "单"})
_LEAST_BARE = 100.0  # below, a bare number has no plausible unit
_GREATEST = 500_000.0


def parse_wage(text: str, heading: str = "") -> Cell:
    """
    Reads pay into its least (`value`) and greatest (`upper`) yuan a month.

    A day counts 21.75 times, an hour 174 times, a year a twelfth. `heading` is
    the column's own heading, whose unit (万元, 元/天, 年薪) holds where the cell
    has none. 面议 says nothing; piece rates cannot be used.
    """
    word = plain(text).lower().replace(",", "")
    if word in _OPEN or (re.search("面议|面谈", word) and not re.search(r"\d", word)):
        return Cell()
    # 三四千 is a range, and no number.
    word = re.sub(r"([一二三四五六七八九])([一二三四五六七八九])([百千万])", r"\1\3-\2\3", word)
    word = replace_chinese_numbers(word)
    word = re.sub(r"[\d.]+薪|税[前后]|人民币|[¥￥]|rmb|约|左右|大概", "", word)
    head = plain(heading).lower()
    if match := _RANGE.search(word):
        low, low_unit, high, high_unit, per = match.groups()
        # 0.6-1万 and 5-8k name the unit once, for both ends.
        if not low_unit and high_unit and float(low) < _LEAST_BARE:
            low_unit = high_unit
        ends = [_scaled(low, low_unit), _scaled(high, high_unit)]
    elif match := _SINGLE.search(word):
        number, unit, per = match.groups()
        ends = [_scaled(number, unit)]
    else:
        return Cell(fault="不是薪资，应写作 3000-5000元/月、200元/天 或 面议")
    units = re.search("[万千百kw元块]", match.group())
    if not units:
        ends = [end * _heading_scale(head) for end in ends]
    before = word[: match.start()]
    per = per or _named_period(before, word[match.end() :]) or _named_period(head, "") or "月"
    return _monthly(ends, per, before, word[match.end() :], word)


def _scaled(number: str, unit: str | None) -> float:
    return float(number) * _SCALE.get(unit or "", 1.0)


def _heading_scale(head: str) -> float:
    if "万元" in head or "(万" in head:
        return 10_000.0
    return 1000.0 if "千元" in head else 1.0


def _named_period(before: str, after: str) -> str:
    if "年薪" in before or "/年" in before or after.startswith(("/年", "每年")):
        return "年"
    if re.search(r"日薪|/天|/日|每天|日工资|日结", before):
        return "天"
    return "小时" if re.search(r"时薪|/小时|/时|每小时", before) else ""


def _monthly(ends: list[float], per: str, before: str, after: str, word: str) -> Cell:
    if per in _PIECE:
        return Cell(fault="计件工资无法折算为月薪")
    values = [round(end * _BY_MONTH[per], 2) for end in ends]
    if fault := _implausible(values):
        return Cell(fault=fault)
    remark = _REMARKS.get(per, "")
    if len(values) == 2:
        return Cell(values[0], values[1], remark=remark)
    at_most = _AT_MOST.search(before) or _AT_MOST.match(after)
    if at_most and not re.search("不低于|不少于", before):
        return Cell(None, values[0], remark=remark)
    if _AT_LEAST.search(before) or _AT_LEAST.match(after) or "提成" in word:
        return Cell(values[0], None, remark=remark)
    return Cell(values[0], values[0], remark=remark)


def _implausible(values: list[float]) -> str:
    """Returns why pay cannot be right, or nothing."""
    if max(values) > _GREATEST:
        return f"折合月薪超过 {_GREATEST:g} 元，请核对单位"
    if 0 < min(values) < _LEAST_BARE:
        return f"折合月薪不足 {_LEAST_BARE:g} 元，请写明单位（元/月、元/天、万/年）"
    return "薪资下限大于上限" if values[0] > values[-1] else ""
