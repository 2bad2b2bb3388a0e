"""A threshold that the planner chooses to chase, as it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

DEFAULT = Decimal(1)
"""What reaching is worth where nothing is said: one person whose stable work is sure."""
MOST = Decimal(1000)


class ReachError(ValueError):
    """A threshold cannot be chased as asked; the message says why, and what is allowed."""


@dataclass(frozen=True)
class Reach:
    """
    A threshold of the pack, for all employers or for one, and what reaching it is worth.

    Parameters
    ----------
    rule
        Id of a rule of the kind `threshold`.
    place
        employer_id; every employer that the rule speaks of where None.
    value
        In value: 1 is one person whose stable work is sure. Above 0, at most 1000.
    """

    rule: str
    place: str | None = None
    value: Decimal = DEFAULT

    def __post_init__(self) -> None:
        if not 0 < self.value <= MOST:
            msg = f"追求 {self.rule} 的价值应大于 0、不超过 {MOST}，写的是 {self.value}。"
            raise ReachError(msg)

    @classmethod
    def parse(cls, text: str) -> Reach:
        """
        Reads RULE, RULE=VALUE, RULE@EMPLOYER or RULE@EMPLOYER=VALUE.

        Raises
        ------
        ReachError
            When a part is empty, or the value is no number in its range.
        """
        asked, equals, number = text.strip().partition("=")
        rule, at, place = (part.strip() for part in asked.partition("@"))
        if not rule or (at and not place):
            msg = f"“{text}”看不懂，应写成 规则编号、规则编号=价值 或 规则编号@单位编号=价值。"
            raise ReachError(msg)
        if not equals:
            return cls(rule, place or None)
        try:
            value = Decimal(number.strip())
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            msg = f"“{text}”里的价值 {number.strip() or '（空）'} 不是数字，例如 {rule}=2。"
            raise ReachError(msg)
        return cls(rule, place or None, value)

    def __str__(self) -> str:
        place = f"@{self.place}" if self.place else ""
        return f"{self.rule}{place}={self.value}"
