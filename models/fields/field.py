"""What a declaration of a column says."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Literal

import polars as pl

from models.categories import Category


class Kind(Enum):
    """How the text of a cell becomes a value, and what the value is."""

    ID = "id"  # a key: text, never a number; leading zeros stay
    TEXT = "text"
    IDENTITY = "identity"  # resident identity number, GB 11643
    PHONE = "phone"
    PLACE = "place"  # division code (6, 9 or 12 digits) or its name
    DATE = "date"
    COUNT = "count"  # whole number >= 0
    OPENINGS = "openings"  # a count that may read 若干, 数名, 2人
    AGE = "age"  # whole years
    AGE_RANGE = "age_range"  # 18-45周岁, 男55女50以下: fills several columns
    MONEY = "money"  # yuan, exact to the cent
    WAGE = "wage"  # yuan a month
    WAGE_RANGE = "wage_range"  # 3000-5000元/月, 0.6-1万/月, 面议: fills two columns
    FLAG = "flag"  # yes or no
    CHOICE = "choice"  # one of `choices`
    CATEGORIES = "categories"  # several `Category` in one cell


@dataclass(frozen=True)
class Choice:
    """One allowed value of a field: its code, its Chinese label, other words for it."""

    code: str
    label: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """
    One column of a table.

    Parameters
    ----------
    name
        Column name in the frames of a `Roster`, and its English heading.
    label
        The Chinese heading, as written by the exporter.
    kind
        How its cells are read.
    meaning
        One sentence for the data dictionary.
    words
        Other headings by which it is known.
    unit
        Unit of the value, or empty.
    choices
        For `Kind.CHOICE`: the allowed values, in rising order where they have one.
    required
        Whether a table without this column, or a row without its value, is refused.
    personal
        Whether it says who somebody is, or something private of them: masking,
        access and logs follow from this mark.
    category
        For `Kind.FLAG`: the category that a yes adds to the worker's categories
        (the flag itself is not stored).
    low, high
        For numbers: the least and the greatest plausible value.
    fills
        For range kinds: the columns that the cell fills, the least value's first.
    joins
        For `Kind.TEXT`: whether several columns may feed the field, joined by ；.
        "named" puts a column's own heading before a text too short to stand alone.
    widest
        For `Kind.CHOICE`: of several choices in one cell the last in order counts.
    """

    name: str
    label: str
    kind: Kind
    meaning: str
    words: tuple[str, ...] = ()
    unit: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    personal: bool = False
    category: Category | None = None
    low: float | None = None
    high: float | None = None
    fills: tuple[str, ...] = ()
    joins: Literal["", "plain", "named"] = ""
    widest: bool = False

    @property
    def dtype(self) -> Any:
        """The Polars type of the column."""
        if self.kind is Kind.CHOICE:
            return pl.Enum([c.code for c in self.choices])
        return _DTYPES[self.kind]

    @property
    def stored(self) -> bool:
        """Whether a frame has a column of this name (ranges and category flags fill others)."""
        return not self.fills and self.category is None


_DTYPES: dict[Kind, Any] = {
    Kind.ID: pl.String,
    Kind.TEXT: pl.String,
    Kind.IDENTITY: pl.String,
    Kind.PHONE: pl.String,
    Kind.PLACE: pl.String,
    Kind.DATE: pl.Date,
    Kind.COUNT: pl.Int32,
    Kind.OPENINGS: pl.Int32,
    Kind.AGE: pl.Int32,
    Kind.AGE_RANGE: pl.String,
    Kind.MONEY: pl.Decimal(18, 2),
    Kind.WAGE: pl.Float64,
    Kind.WAGE_RANGE: pl.String,
    Kind.FLAG: pl.Boolean,
    Kind.CATEGORIES: pl.UInt32,
}


@dataclass(frozen=True)
class Table:
    """
    One table of a roster: its name, the Chinese sheet name, other names for it, its fields.

    A table that stands `aside` is known by the name of its sheet, or by its
    headings where all that it requires is among them: few of them are its own.
    """

    name: str
    label: str
    words: tuple[str, ...]
    key: str
    fields: tuple[Field, ...]
    aside: bool = False
    by_name: dict[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {f.name: f for f in self.fields})

    @property
    def schema(self) -> dict[str, Any]:
        """Column name to Polars type, for the columns that are stored."""
        return {f.name: f.dtype for f in self.fields if f.stored}
