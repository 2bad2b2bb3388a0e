"""How a rule declares its own fields: what a pack may write there, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

TABLES_ZH = {
    "workers": "人员",
    "vacancies": "岗位",
    "households": "家庭户",
    "employers": "单位",
    "placements": "台账",
}
SECTION = {
    "workers": "workers",
    "vacancies": "posts",
    "households": "households",
    "employers": "employers",
    "placements": "lines",
}


@dataclass(frozen=True)
class Param:
    """
    One field of a rule kind, as a pack writes it.

    Parameters
    ----------
    type
        "selection", "selections", "amounts", "count", "decimal", "ratio", "choice",
        "text", or ids of other rules: "rule", "rules", "options" (lists of them).
    meaning
        One sentence for the documentation.
    table
        For selections: the table that they select from.
    low, high
        For numbers: the least and the greatest allowed value.
    places
        For decimals and amounts: how many decimal places there may be.
    least, most
        For several selections and amounts: how many there may be. With a least of
        0 the field may be left out.
    choices
        For "choice": the allowed words; for ids of rules: their kinds.
    default
        Taken where the pack says nothing; a field without one must be written.
    optional
        Whether the pack may say nothing and mean it: the value is then None.
    """

    type: str
    meaning: str
    table: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    places: int = 6
    least: int = 1
    most: int = 1
    choices: tuple[str, ...] = ()
    default: Any = None
    optional: bool = False

    @property
    def numeric(self) -> bool:
        """Whether a planner may turn it (`Pack.with_parameters`)."""
        return self.type in {"count", "decimal", "ratio"}

    @property
    def expected(self) -> str:
        """What is allowed, in English, for developers."""
        bounds = f"of at most {self.places} places from {self.low} to {self.high}"
        return {
            "count": f"a whole number from {self.low} to {self.high}",
            "decimal": f"a decimal {bounds}",
            "choice": f"one of {', '.join(self.choices)}",
            "selection": f"a selection of {self.table}",
            "selections": f"{self.least} to {self.most} selections of {self.table}",
            "amounts": f"1 to {self.most} selections of {self.table}, each with a decimal {bounds}",
            "ratio": f'a decimal or a fraction such as "1/3" from {self.low} to {self.high}',
            "text": "a text that is not empty",
            "rule": "id of a rule",
            "rules": f"1 to {self.most} ids of rules",
            "options": f"2 to {self.most} lists of ids of rules",
        }[self.type]

    @property
    def allowed(self) -> str:
        """What is allowed, in Chinese, for offices."""
        named = f"[{SECTION.get(self.table)}.…] 中定义的"
        rows = f"{TABLES_ZH.get(self.table)}范围"
        number = f"{self.low} 至 {self.high} 的数（最多 {self.places} 位小数）"
        return {
            "count": f"{self.low} 至 {self.high} 的整数",
            "decimal": number,
            "choice": "、".join(self.choices),
            "selection": f"{named}一个{rows}的名称",
            "selections": f"{named} {self.least} 至 {self.most} 个{rows}的名称，排在前面的优先",
            "amounts": f"{{ 名称 = 金额, … }}，{named} 1 至 {self.most} 个{rows}，排在前面的优先；"
            f"金额为 {number}",
            "ratio": f'{self.low} 至 {self.high} 的数，或分数如 "1/3"',
            "text": "不为空的文字",
            "rule": "本政策包中一条规则的 id",
            "rules": f'1 至 {self.most} 条规则的 id，如 ["甲", "乙"]',
            "options": f'2 至 {self.most} 组规则的 id，如 [["甲"], ["乙", "丙"]]',
        }[self.type]

    def allows(self, value: Any) -> bool:
        """Whether a value of a number, choice or text field is of the right type and range."""
        tests: dict[str, Callable[[Any], bool]] = {
            "count": self._whole,
            "decimal": self.fits,
            "ratio": lambda v: isinstance(v, Fraction) and self.low <= v <= self.high,
            "choice": lambda v: isinstance(v, str) and v in self.choices,
            "rules": lambda v: are_ids(v) and len(v) <= self.most,
            "options": lambda v: 2 <= len(v) <= self.most and all(map(are_ids, v)),
        }
        return tests.get(self.type, _is_text)(value)

    def _whole(self, value: Any) -> bool:
        fits = isinstance(value, int) and not isinstance(value, bool)
        return fits and self.low <= value <= self.high

    def fits(self, value: Any) -> bool:
        """Whether a value is a decimal within the field's range and places."""
        if not isinstance(value, Decimal) or not value.is_finite():
            return False
        return self.low <= value <= self.high and value == round(value, self.places)


def selects(table: str, meaning: str) -> Param:
    """A field that names one selection of a table."""
    return Param("selection", meaning, table)


def ranks(table: str, meaning: str, most: int, *, least: int = 1) -> Param:
    """A field that names several selections of a table, in order."""
    return Param("selections", meaning, table, least=least, most=most)


def amounts(table: str, meaning: str, most: int, high: str) -> Param:
    """A field that gives each of several selections of a table an amount of money, in yuan."""
    return Param("amounts", meaning, table, high=Decimal(high), places=2, most=most)


def count(
    meaning: str, low: int, high: int, *, default: int | None = None, optional: bool = False
) -> Param:
    """A field that holds a whole number."""
    low_, high_ = Decimal(low), Decimal(high)
    return Param("count", meaning, low=low_, high=high_, default=default, optional=optional)


def decimal(meaning: str, low: str, high: str, *, default: Decimal | None = None) -> Param:
    """A field that holds a decimal number; bounds are given as text to stay exact."""
    return Param("decimal", meaning, low=Decimal(low), high=Decimal(high), default=default)


def money(
    meaning: str, high: str, *, default: Decimal | None = None, optional: bool = False
) -> Param:
    """A field that holds an amount of money in yuan, exact to the cent."""
    most = Decimal(high)
    return Param("decimal", meaning, high=most, places=2, default=default, optional=optional)


def ratio(meaning: str) -> Param:
    """A field that holds an exact share, such as a third; it may be left out."""
    return Param("ratio", meaning, high=Decimal(1), optional=True)


def rule_id(meaning: str, kinds: tuple[str, ...]) -> Param:
    """A field that names another rule, of one of these kinds; it may be left out."""
    return Param("rule", meaning, choices=kinds, optional=True)


def rule_ids(meaning: str, most: int, kinds: tuple[str, ...]) -> Param:
    """A field that names rules of these kinds written above; it may be left out."""
    return Param("rules", meaning, most=most, choices=kinds, optional=True)


def options(meaning: str, most: int, kinds: tuple[str, ...]) -> Param:
    """A field that lists alternatives, each of one or several rules of these kinds."""
    return Param("options", meaning, most=most, choices=kinds)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def are_ids(value: Any) -> bool:
    """Whether a value is a tuple of at least one text."""
    return isinstance(value, tuple) and bool(value) and all(isinstance(v, str) for v in value)


def choice(meaning: str, choices: tuple[str, ...], default: str | None = None) -> Param:
    """A field that holds one of some words."""
    return Param("choice", meaning, choices=choices, default=default)


def text(meaning: str, default: str | None = None) -> Param:
    """A field that holds words for people."""
    return Param("text", meaning, default=default)
