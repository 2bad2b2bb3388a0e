"""Small vectorised draws that the generator is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from models.fields import Table

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

NOBODY = -1  # an index that points to no text: the cell stays empty


@dataclass(frozen=True)
class Lists:
    """
    Lists of texts of different lengths, laid end to end.

    Parameters
    ----------
    flat
        Shape (sum of lengths,): the texts.
    start, size
        Shape (number of lists,): where each list begins, how long it is (>= 1).
    """

    flat: pl.Series
    start: IntArray
    size: IntArray

    @classmethod
    def of(cls, lists: Sequence[Sequence[str]]) -> Lists:
        """Lays lists of texts end to end."""
        size = np.array([len(texts) for texts in lists], dtype=np.int64)
        flat = [text for texts in lists for text in texts]
        return cls(pl.Series(flat, dtype=pl.String), np.cumsum(size) - size, size)

    def draw(self, rng: np.random.Generator, lists: IntArray, many: int = 1) -> list[IntArray]:
        """
        Draws texts from the given lists, one after another round the list.

        Returns `many` arrays shaped like `lists`, of indices into `flat`;
        NOBODY where the list is NOBODY or has no further text to give.
        """
        size = np.where(lists == NOBODY, 1, self.size[lists])
        first = (rng.random(lists.size) * size).astype(np.int64)
        drawn = []
        for step in range(many):
            at = self.start[lists] + (first + step) % size
            drawn.append(np.where((lists == NOBODY) | (step >= size), NOBODY, at))
        return drawn

    def text(self, at: IntArray) -> pl.Series:
        """The texts at some indices; null for NOBODY."""
        return texts(self.flat, at)


def texts(flat: pl.Series, at: IntArray) -> pl.Series:
    """Gathers texts by index; null for NOBODY."""
    known = at != NOBODY
    return flat.gather(np.where(known, at, 0)).set(pl.Series(~known), None)


def weighted(rng: np.random.Generator, weights: npt.ArrayLike, many: int) -> IntArray:
    """Draws `many` indices with probability in proportion to the weights."""
    cumulative = np.cumsum(np.asarray(weights, dtype=np.float64))
    at = np.searchsorted(cumulative, rng.random(many) * cumulative[-1], side="right")
    drawn: IntArray = np.minimum(at, cumulative.size - 1).astype(np.int64)
    return drawn


def weighted_by(rng: np.random.Generator, weights: FloatArray, rows: IntArray) -> IntArray:
    """Draws one index per row, by the weights of the class that the row is in. Shape (rows,)."""
    cumulative = np.cumsum(weights, axis=1)
    cumulative /= cumulative[:, -1:]
    chance = rng.random(rows.size)
    drawn = np.empty(rows.size, dtype=np.int64)
    for number in range(weights.shape[0]):
        here = rows == number
        drawn[here] = np.searchsorted(cumulative[number], chance[here], side="right")
    np.minimum(drawn, weights.shape[1] - 1, out=drawn)
    return drawn


def joined(parts: Iterable[pl.Series], separator: str = "、") -> pl.Series:
    """Joins the texts of a row, leaving out the empty ones; null where all are empty."""
    frame = pl.DataFrame({str(number): part for number, part in enumerate(parts)})
    line = pl.concat_str(pl.all(), separator=separator, ignore_nulls=True)
    return frame.select(pl.when(line != "").then(line).alias("text")).to_series()


def column(values: Any, dtype: Any, known: BoolArray | None = None) -> pl.Series:
    """A column of one type, null where not known."""
    series = pl.Series(values).cast(dtype)
    return series if known is None else series.set(pl.Series(~known), None)


def typed(columns: Mapping[str, Any], table: Table) -> pl.DataFrame:
    """A frame of a table's schema from some of its columns; the others are not known."""
    frame = pl.DataFrame(columns)
    return frame.select(
        pl.col(name).cast(dtype) if name in columns else pl.lit(None, dtype=dtype).alias(name)
        for name, dtype in table.schema.items()
    )


def known(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns of which something is known; all of them where there are no rows."""
    empty = [c.name for c in frame if c.len() and c.null_count() == c.len()]
    return frame.drop(empty)


def chosen(codes: Sequence[str], at: IntArray) -> pl.Series:
    """A column of a closed set of codes by index; null for NOBODY."""
    return texts(pl.Series(codes, dtype=pl.String), at).cast(pl.Enum(codes))


def keys(letter: str, many: int, width: int) -> pl.Series:
    """Keys such as W000001, W000002, ..."""
    number = pl.int_range(1, many + 1, eager=True).cast(pl.String).str.zfill(width)
    return (letter + number).cast(pl.String)
