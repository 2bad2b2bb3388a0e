"""How a rule declares its own fields: what a pack may write there, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TABLES_ZH = {"workers": "人员", "vacancies": "岗位", "households": "家庭户", "employers": "单位"}
_PLACES = Decimal("0.000001")
SECTION = {"workers": "workers", "vacancies": "posts", "households": "households"}


@dataclass(frozen=True)
class Param:
    """
    One field of a rule kind, as a pack writes it.

    Parameters
    ----------
    type
        "selection", "selections", "count", "decimal", "choice" or "text".
    meaning
        One sentence for the documentation.
    table
        For selections: the table that they select from.
    low, high
        For numbers: the least and the greatest allowed value.
    choices
        For "choice": the allowed words.
    default
        Taken where the pack says nothing; a field without one must be written.
    """

    type: str
    meaning: str
    table: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    choices: tuple[str, ...] = ()
    default: Any = None

    @property
    def numeric(self) -> bool:
        """Whether a planner may turn it (`Pack.with_parameters`)."""
        return self.type in {"count", "decimal"}

    @property
    def expected(self) -> str:
        """What is allowed, in English, for developers."""
        if self.type == "count":
            return f"a whole number from {self.low} to {self.high}"
        if self.type == "decimal":
            return f"a decimal of at most 6 places from {self.low} to {self.high}"
        if self.type == "choice":
            return f"one of {', '.join(self.choices)}"
        if self.type == "selection":
            return f"a selection of {self.table}"
        if self.type == "selections":
            return f"1 to {self.high} selections of {self.table}"
        return "a text that is not empty"

    @property
    def allowed(self) -> str:
        """What is allowed, in Chinese, for offices."""
        if self.type == "count":
            return f"{self.low} 至 {self.high} 的整数"
        if self.type == "decimal":
            return f"{self.low} 至 {self.high} 的数（最多 6 位小数）"
        if self.type == "choice":
            return "、".join(self.choices)
        if self.type == "selection":
            return f"[{SECTION[self.table]}.…] 中定义的一个{TABLES_ZH[self.table]}范围的名称"
        if self.type == "selections":
            return (
                f"[{SECTION[self.table]}.…] 中定义的 1 至 {self.high} 个"
                f"{TABLES_ZH[self.table]}范围的名称，排在前面的优先"
            )
        return "不为空的文字"

    def allows(self, value: Any) -> bool:
        """Whether a value of a number, choice or text field is of the right type and range."""
        if self.type == "count":
            fits = isinstance(value, int) and not isinstance(value, bool)
            return fits and self.low <= value <= self.high
        if self.type == "decimal":
            if not isinstance(value, Decimal) or not value.is_finite():
                return False
            return self.low <= value <= self.high and value == value.quantize(_PLACES)
        if self.type == "choice":
            return isinstance(value, str) and value in self.choices
        return isinstance(value, str) and bool(value.strip())


def selects(table: str, meaning: str) -> Param:
    """A field that names one selection of a table."""
    return Param("selection", meaning, table)


def ranks(table: str, meaning: str, most: int) -> Param:
    """A field that names several selections of a table, in order."""
    return Param("selections", meaning, table, high=Decimal(most))


def count(meaning: str, low: int, high: int, *, default: int | None = None) -> Param:
    """A field that holds a whole number."""
    return Param("count", meaning, low=Decimal(low), high=Decimal(high), default=default)


def decimal(meaning: str, low: str, high: str) -> Param:
    """A field that holds a decimal number; bounds are given as text to stay exact."""
    return Param("decimal", meaning, low=Decimal(low), high=Decimal(high))


def choice(meaning: str, choices: tuple[str, ...], default: str | None = None) -> Param:
    """A field that holds one of some words."""
    return Param("choice", meaning, choices=choices, default=default)


def text(meaning: str) -> Param:
    """A field that holds words for people."""
    return Param("text", meaning)
