"""Values as a pack writes them, checked against the field that they belong to."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models.fields import Choice, Field, Kind
from models.packs.faults import Faults
from models.packs.positions import Path
from models.packs.problem import nearest, shown

ORDERED = ("education", "labour", "max_distance")  # their choices rise
MOST = 1_000_000_000  # of a number whose field states no greatest value
NUMBERS = (Kind.AGE, Kind.COUNT, Kind.OPENINGS, Kind.WAGE, Kind.MONEY)


def order_of(field: Field) -> tuple[str, ...]:
    """The codes of a field whose choices rise, lowest first; empty for others."""
    return tuple(c.code for c in field.choices) if field.name in ORDERED else ()


def read_value(field: Field, value: Any, path: Path, faults: Faults) -> Any:
    """One value of a field, or None after a fault."""
    if field.kind is Kind.CHOICE:
        return _choice(field, value, path, faults)
    fits = False
    if field.kind is Kind.FLAG:
        fits = isinstance(value, bool)
    elif field.kind in NUMBERS:
        fits = isinstance(value, int) and not isinstance(value, bool)
        if field.kind in {Kind.WAGE, Kind.MONEY} and isinstance(value, Decimal):
            fits = value.is_finite()
    elif field.kind is Kind.DATE:
        fits = isinstance(value, date) and not isinstance(value, datetime)
    elif field.kind is Kind.PLACE:
        fits = isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 12
    else:
        fits = isinstance(value, str) and bool(value)
    if not fits:
        faults.mistyped(path, value, allowed_for(field))
        return None
    if field.kind not in NUMBERS:
        return value
    low, high = field.low or 0, MOST if field.high is None else field.high
    if not low <= value <= high:
        message = f"「{field.name}」的值 {shown(value)} 超出合理范围。"
        faults.add(path, "out-of-range", message, allowed=f"{low:.0f} 至 {high:.0f}")
        return None
    return float(value) if field.kind is Kind.WAGE else value


def _choice(field: Field, value: Any, path: Path, faults: Faults) -> str | None:
    if not isinstance(value, str):
        faults.mistyped(path, value, allowed_for(field))
        return None
    by_word: dict[str, Choice] = {}
    for choice in field.choices:
        for word in (choice.code, choice.label, *choice.words):
            by_word.setdefault(word, choice)
    for choice in field.choices:
        if value in {choice.code, choice.label}:
            return choice.code
    near = by_word.get(value) or by_word.get(nearest(value, list(by_word)))
    faults.add(
        path,
        "unknown-value",
        f"「{field.name}」没有「{value}」这个值。",
        allowed=allowed_for(field),
        nearest=f"{near.code}（{near.label}）" if near else "",
    )
    return None


def allowed_for(field: Field) -> str:
    """What may stand as the value of a field."""
    if field.choices:
        words = "、".join(f"{c.code}（{c.label}）" for c in field.choices)
        return words + ("，或 { min = …, max = … }" if field.name in ORDERED else "")
    if field.kind is Kind.FLAG:
        return "true 或 false"
    if field.kind in NUMBERS:
        return "数字、若干个数字，或 { min = …, max = … }"
    if field.kind is Kind.DATE:
        days = "within_days_before = 天数"
        return f"日期（如 2021-09-06，不加引号），或 {{ {days} }}、{{ min = …, max = … }}"
    if field.kind is Kind.PLACE:
        return "区划代码的文字（只含数字，至多 12 位，包括其下各级）"
    return "文字、若干个文字" + ("，或 { contains = … }" if field.kind is Kind.TEXT else "")


def listed(value: Any, path: Path) -> list[tuple[Path, Any]]:
    """A value or a list of values, each with its place."""
    if isinstance(value, list):
        return [((*path, i), v) for i, v in enumerate(value)]
    return [(path, value)]
