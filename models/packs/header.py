"""What a pack says of itself, in [pack]."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from models.packs.faults import Faults
from models.packs.pack import STATUSES
from models.packs.positions import Path

TEXTS = ("id", "title", "place", "document", "status")
DATES = ("issued", "valid_from", "valid_to")


def read_header(data: dict[str, Any], faults: Faults) -> dict[str, Any]:
    """
    Reads [pack].

    Parameters
    ----------
    data
        The whole file as parsed.
    faults
        Takes what is wrong.

    Returns
    -------
    dict
        The fields of `Pack` that say what it is; usable where there were no faults.
    """
    path: Path = ("pack",)
    if "pack" not in data:
        faults.missing((), "[pack]", "[pack] 与其中的 id、title、place、document 等")
        return {}
    given = faults.table(data["pack"], path)
    faults.known(given, [*TEXTS, *DATES], path)
    found: dict[str, Any] = {key: faults.text(given, key, path) for key in TEXTS if key != "id"}
    found["id"] = faults.name(given, path)
    found |= {key: _day(given, key, faults) for key in DATES}
    place, status = found["place"], found["status"]
    if place and not (place.isascii() and place.isdigit() and len(place) in {6, 9, 12}):
        faults.mistyped((*path, "place"), place, "6、9 或 12 位区划代码的文字")
    if status and status not in STATUSES:
        faults.unknown((*path, "status"), "unknown-value", "状态", status, list(STATUSES))
    start, end = found["valid_from"], found["valid_to"]
    if start and end and end < start:
        message = f"valid_to（{end}）早于 valid_from（{start}）。"
        allowed = "不早于 valid_from 的日期；长期有效则不写"
        faults.add((*path, "valid_to"), "dates-reversed", message, allowed=allowed)
    return found


def _day(data: dict[str, Any], key: str, faults: Faults) -> date | None:
    """A date; only `valid_to` may be absent (in force until further notice)."""
    if key not in data:
        if key != "valid_to":
            faults.missing(("pack",), key, f"{key} = 2021-09-06（不加引号）")
        return None
    value = data[key]
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    faults.mistyped(("pack", key), value, "日期，如 2021-09-06（不加引号）")
    return None
