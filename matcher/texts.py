"""
Whole columns of texts: told apart, spelled, and cut into pieces.

`matcher.words` does the same to one text; a test holds the two together.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from matcher.units import IntArray
from matcher.words import RATES, SEPARATORS, named, normalise

_PLAIN = (
    r"^[ -@\[-~一-鿿、。]*$"  # no capitals, nothing of two spellings: blanks at the ends at most
)
_CUT = "\n"  # itself a separator


def distinct(texts: pl.Series) -> tuple[pl.Series, IntArray]:
    """Returns the distinct texts in the order in which they first come, and which each row is."""
    found = texts.unique(maintain_order=True)
    rows = pl.DataFrame({"text": texts}).join(
        pl.DataFrame({"text": found}).with_row_index("row"),
        on="text",
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return found, rows["row"].cast(pl.Int64).to_numpy()


def spell(texts: pl.Series) -> pl.Series:
    """Returns each text as `matcher.words.normalise` spells it; no text may be null."""
    others = (~texts.str.contains(_PLAIN)).arg_true()
    return texts.str.strip_chars(" ").scatter(others, [normalise(t) for t in texts.gather(others)])


def cut(texts: pl.Series) -> tuple[list[str], IntArray, IntArray]:
    """
    Cuts each text into what it names, as `matcher.words.pieces` does.

    Parameters
    ----------
    texts
        n texts, none null.

    Returns
    -------
    tuple[list[str], IntArray, IntArray]
        The distinct pieces, sorted; how many each text has, shape (n,); and which
        they are, text by text.
    """
    spelled = spell(texts)
    rated = spelled.str.contains("/", literal=True).arg_true()
    spelled = spelled.scatter(rated, [RATES.sub(" ", t) for t in spelled.gather(rated)])
    parts = spelled.str.replace_all(SEPARATORS.pattern, _CUT).str.split(_CUT)
    text_of = np.repeat(np.arange(len(parts)), parts.list.len().to_numpy())
    said, which = distinct(parts.explode())
    names = [named(part) for part in said]
    pieces = sorted({piece for each in names for piece in each})
    row_of = {piece: row for row, piece in enumerate(pieces)}
    # Each part is replaced by the pieces that it names.
    many = np.array([len(each) for each in names], dtype=np.int64)
    every = np.array([row_of[piece] for each in names for piece in each], dtype=np.int64)
    before = np.cumsum(many) - many
    times = many[which]
    shift = np.repeat(before[which] - (np.cumsum(times) - times), times)
    piece = every[np.arange(shift.size) + shift]
    text = np.repeat(text_of, times)
    _, first = np.unique(text * len(pieces) + piece, return_index=True)
    first.sort()
    return pieces, np.bincount(text[first], minlength=len(texts)), piece[first]
