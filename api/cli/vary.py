"""`--vary RULE.PARAM=V1,V2,...`: which numbers are varied over which values."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from api.cli.faults import UsageError
from solver.scenarios.grid import Axis

MOST_VALUES = 400
_HOW = "写法：规则.数字=值,值,… 如 relocated-share.share=0,5%,0.1，或 起:止:步长 如 0:30%:2.5%。"
_HALF_WIDTH = str.maketrans({"，": ",", "％": "%", "：": ":", "＝": "=", "、": ","})


def parse_vary(texts: Sequence[str]) -> tuple[Axis, ...]:
    """
    Reads what is varied.

    Parameters
    ----------
    texts
        One for each number. A value is a decimal, a per cent or a fraction (1/3);
        FROM:TO:STEP stands for all values from the one to the other.

    Raises
    ------
    UsageError
        For a text that says something else, a name or a value that is given twice.
    """
    axes: dict[str, Axis] = {}
    for text in texts:
        name, equals, written = text.translate(_HALF_WIDTH).partition("=")
        name = name.strip()
        if not equals or not name or not written.strip():
            msg = f"看不懂 --vary {text!r}。{_HOW}"
            raise UsageError(msg)
        if name in axes:
            msg = f"--vary 中 {name} 出现了两次。请把它的值写在一起。"
            raise UsageError(msg)
        values = tuple(v for part in written.split(",") for v in _values(part.strip(), text))
        numbers = [Fraction(v) for v in values]
        twice = [v for place, v in enumerate(values) if numbers[place] in numbers[:place]]
        if twice:
            msg = f"--vary {name} 的值 {twice[0]} 出现了两次。"
            raise UsageError(msg)
        axes[name] = Axis(name, values)
    return tuple(axes.values())


def _values(part: str, text: str) -> list[str]:
    if part.count(":") != 2:
        return [_number(part, text)]
    low, high, step = (Decimal(_number(p.strip(), text, whole=True)) for p in part.split(":"))
    count = (high - low) / step if step else Decimal(-1)
    if not 0 <= count < MOST_VALUES:
        msg = f"--vary {text!r} 中 {part} 取不出值：步长要从起走向止，至多 {MOST_VALUES} 个值。"
        raise UsageError(msg)
    return [_plain(low + step * k) for k in range(int(count) + 1)]


def _number(part: str, text: str, *, whole: bool = False) -> str:
    """A value as packs write it; a fraction as it is."""
    try:
        if "/" in part and not whole:
            Fraction(part)
            return part
        percent = part.endswith("%")
        number = Decimal(part.rstrip("%").strip())
        if not number.is_finite():
            raise InvalidOperation
    except (InvalidOperation, ValueError, ZeroDivisionError):
        msg = f"--vary {text!r} 中「{part}」不是数。{_HOW}"
        raise UsageError(msg) from None
    return _plain(number / 100 if percent else number)


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
