"""Conditions that measure: `{min = 18, max = 45}`, `{contains = "…"}`, days before a day."""

from __future__ import annotations

from typing import Any

from models.fields import Field, Kind
from models.packs.faults import Faults
from models.packs.positions import Path
from models.packs.values import NUMBERS, ORDERED, allowed_for, listed, order_of, read_value
from models.rules.condition import Between, Condition, Contains, DaysBefore

BOUNDS = ("min", "max")
DAYS = ("within_days_before", "at_least_days_before")
MOST_DAYS = 36_600


def read_measure(
    field: Field, value: dict[str, Any], path: Path, faults: Faults
) -> Condition | None:
    """
    Reads the condition that an inline table states on one field.

    Parameters
    ----------
    field
        The field that it speaks of.
    value
        Keys and values as parsed.
    path
        Where it stands.
    faults
        Takes what is wrong.

    Returns
    -------
    Condition or None
        None after a fault.
    """
    known = _keys_of_measure(field)
    wrong = [k for k in value if k not in known]
    for key in wrong:
        if known:
            faults.unknown((*path, key), "unknown-key", f"「{field.name}」的写法", key, known)
    if not known or not value:
        faults.mistyped(path, value, allowed_for(field))
    if wrong or not known or not value:
        return None
    if "contains" in value:
        return _contains(field, value["contains"], (*path, "contains"), faults)
    if set(value) & set(DAYS):
        return _days_before(field, value, path, faults)
    return _between(field, value, path, faults)


def _between(field: Field, value: dict[str, Any], path: Path, faults: Faults) -> Condition | None:
    bounds = {k: read_value(field, v, (*path, k), faults) for k, v in value.items()}
    if any(v is None for v in bounds.values()):
        return None
    low, high = bounds.get("min"), bounds.get("max")
    order = order_of(field)
    if low is not None and high is not None:
        falls = order.index(low) > order.index(high) if order else low > high
        if falls:
            message = "min 大于 max，什么也选不到。"
            faults.add(path, "min-above-max", message, allowed="min 不大于 max")
            return None
    return Between(field.name, low, high, order)


def _contains(field: Field, value: Any, path: Path, faults: Faults) -> Condition | None:
    words = [v for _, v in listed(value, path)]
    if not words or not all(isinstance(w, str) and w for w in words):
        faults.mistyped(path, value, "不为空的文字，或若干个")
        return None
    return Contains(field.name, tuple(words))


def _days_before(
    field: Field, value: dict[str, Any], path: Path, faults: Faults
) -> Condition | None:
    allowed = f"0 至 {MOST_DAYS} 的整数（天）"
    if set(value) & set(BOUNDS):
        faults.add(path, "mixed-dates", "天数与 min、max 不能同时写。", allowed="其中一种写法")
        return None
    for key, days in value.items():
        if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= MOST_DAYS:
            faults.mistyped((*path, key), days, allowed)
            return None
    least, most = value.get("at_least_days_before", 0), value.get("within_days_before")
    if most is not None and least > most:
        message = "最少天数大于最多天数，什么也选不到。"
        allowed = "at_least_days_before 不大于 within_days_before"
        faults.add(path, "min-above-max", message, allowed=allowed)
        return None
    return DaysBefore(field.name, least, most)


def _keys_of_measure(field: Field) -> list[str]:
    if field.kind in NUMBERS or field.name in ORDERED:
        return list(BOUNDS)
    if field.kind is Kind.DATE:
        return [*DAYS, *BOUNDS]
    return ["contains"] if field.kind is Kind.TEXT else []
