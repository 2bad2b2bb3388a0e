"""Identity and telephone numbers never leave, wherever in a roster they stand."""

from __future__ import annotations

import re

from models.fields import TABLES, Kind

HIDDEN = "***"
# Identity numbers of 15 or 18 places and telephone numbers, wherever they stand in a text.
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15})(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])(?:1\d{10}|0\d{2,3}-?\d{7,8})(?![0-9A-Za-z])")


def scrub(text: str) -> str:
    """Returns a text without the identity and telephone numbers that stand in it."""
    return _PHONE.sub(HIDDEN, _IDENTITY.sub(HIDDEN, text))


def show_value(table: str, field: str, value: str | None) -> str | None:
    """
    Returns a cell of a rejected row as it may be shown.

    What belongs to a personal field is hidden, by the mark in the field's
    declaration; so is a cell of which nobody knows the field.
    """
    if value is None:
        return None
    known = TABLES[table].by_name.get(field) if table in TABLES else None
    if known is None or known.personal:
        return HIDDEN
    return scrub(value)


def unserved(table: str) -> list[str]:
    """Names the columns of a table that the server does not keep at hand: it never needs them."""
    kinds = (Kind.IDENTITY, Kind.PHONE)
    return [f.name for f in TABLES[table].fields if f.stored and f.kind in kinds]
