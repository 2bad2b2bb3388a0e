"""Sizes of vehicles as people type them: 45, 45:1800, 大客:45:1800,中巴:19:900."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from api.cli.faults import UsageError
from solver.departures.options import Vehicle

_FORM = (
    "--seats 写作 45，或 座位:每趟费用（元）如 45:1800，或 车型:座位:费用；"
    "几种用逗号隔开，如 大客:45:1800,中巴:19:900；费用要么都写，要么都不写"
)
_MOST_SEATS, _MOST_YUAN = 2000, Decimal(1_000_000)  # a train; a trip


def vehicles_of(text: str) -> tuple[tuple[Vehicle, ...], bool]:
    """
    Reads `--seats`.

    Returns
    -------
    tuple
        The vehicles, and whether their costs are given.

    Raises
    ------
    UsageError
        When it says something else; the message says what may stand there.
    """
    read = [_vehicle(part.strip()) for part in text.replace("，", ",").split(",")]
    priced = {cost is not None for _, _, cost in read}
    if len(priced) != 1:
        msg = f"有的车写了费用，有的没写。{_FORM}。"
        raise UsageError(msg)
    vehicles = tuple(Vehicle(n, s, 1 if cost is None else cost) for n, s, cost in read)
    if len({v.name for v in vehicles}) < len(vehicles):
        msg = f"有两种车同名：{'、'.join(v.name for v in vehicles)}。{_FORM}。"
        raise UsageError(msg)
    return vehicles, priced == {True}


def _vehicle(part: str) -> tuple[str, int, int | None]:
    """Name, seats and cost in cents of one size."""
    pieces = [piece.strip() for piece in part.replace("：", ":").split(":")]
    named = bool(pieces[0]) and not pieces[0].isdecimal()
    figures = pieces[1:] if named else pieces
    if not 1 <= len(figures) <= 2 or not figures[0].isdecimal():
        msg = f"看不懂“{part}”。{_FORM}。"
        raise UsageError(msg)
    seats = int(figures[0])
    if not 1 <= seats <= _MOST_SEATS:
        msg = f"座位应在 1 至 {_MOST_SEATS} 之间，写的是 {seats}。{_FORM}。"
        raise UsageError(msg)
    cost = _cents(figures[1], part) if len(figures) == 2 else None
    return (pieces[0] if named else f"{seats}座"), seats, cost


def _cents(text: str, part: str) -> int:
    try:
        yuan = Decimal(text)
    except InvalidOperation:
        yuan = Decimal(-1)
    if not (yuan.is_finite() and 0 < yuan <= _MOST_YUAN and yuan * 100 == int(yuan * 100)):
        msg = f"“{part}”的费用应大于 0、不超过 {_MOST_YUAN} 元，至多两位小数。{_FORM}。"
        raise UsageError(msg)
    return int(yuan * 100)
