"""Amounts of money, exact to the cent."""

from __future__ import annotations

import re
from decimal import Decimal

from models.reading.cells.cell import NOTHING, Cell, plain

_AMOUNT = re.compile(r"[¥￥]?(\d{1,12}(?:\.\d+)?)(万|千)?(?:元|块)?(?:整|钱)?")
_SCALE = {"万": Decimal(10_000), "千": Decimal(1000)}
_CENT = Decimal("0.01")


def parse_money(text: str) -> Cell:
    """Reads yuan, such as 356.5, ¥1,200.00 or 0.5万元; never rounds."""
    word = plain(text).replace(",", "")
    if word.lower() in NOTHING:
        return Cell()
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return Cell(fault="不是金额，应为元，如 356.50")
    yuan = Decimal(match.group(1)) * _SCALE.get(match.group(2), Decimal(1))
    cents = yuan.quantize(_CENT)
    if cents != yuan:
        return Cell(fault="金额最多两位小数（到分）")
    return Cell(cents)
