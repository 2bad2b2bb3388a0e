"""Made-up names, identity numbers and telephones."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.synth.draw import BoolArray, IntArray, joined, texts, weighted
from models.synth.places import COUNTY
from models.synth.vocabulary import table

_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])  # GB 11643
_CHECK = pl.Series(list("10X98765432"))


def make_names(rng: np.random.Generator, male: BoolArray) -> pl.Series:
    """Draws a surname and one or two characters per person; no person is meant."""
    words = table("names")
    many = male.size

    def drawn(kind: str) -> pl.Series:
        some = words.filter(kind=kind)
        return texts(some["text"], weighted(rng, some["weight"].cast(pl.Float64).to_numpy(), many))

    def given() -> pl.Series:
        his, hers = drawn("male"), drawn("female")
        return his.zip_with(pl.Series(male), hers)

    first, second = given(), given()
    short = pl.Series((rng.random(many) < 0.3) | (first == second).to_numpy())
    return joined([drawn("surname"), first, second.set(short, None)], "")


def check_digits(digits: IntArray) -> pl.Series:
    """The check characters of numbers given as digits. Shape (N, 17) to (N,)."""
    return _CHECK.gather(digits @ _WEIGHTS % 11)


def make_identity_numbers(
    rng: np.random.Generator, born: IntArray, day: pl.Series, male: BoolArray
) -> pl.Series:
    """
    Draws identity numbers of the made-up county, each once as long as no more
    than 499 people of one sex are born on one day.

    Parameters
    ----------
    rng
        Where chance comes from.
    born
        Shape (N,): day of birth as a number.
    day
        Shape (N,): the same as a date.
    male
        Shape (N,): odd order codes are men's.
    """
    group = born * 2 + male
    order = np.argsort(group, kind="stable")
    ordered = group[order]
    begins = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    counts = np.diff(np.r_[begins, ordered.size])
    within = np.empty(group.size, dtype=np.int64)
    within[order] = np.arange(group.size) - np.repeat(begins, counts)
    start = np.empty(group.size, dtype=np.int64)
    start[order] = np.repeat(rng.integers(0, 499, begins.size), counts)
    serial = (start + within) % 499 * 2 + np.where(male, 1, 2)

    body = joined(
        [
            pl.Series([COUNTY]).new_from_index(0, group.size),
            day.dt.strftime("%Y%m%d"),
            pl.Series(serial).cast(pl.String).str.zfill(3),
        ],
        "",
    )
    number = body.cast(pl.Int64).to_numpy()
    digits = number[:, None] // 10 ** np.arange(16, -1, -1) % 10
    return joined([body, check_digits(digits)], "")


def make_phones(rng: np.random.Generator, many: int) -> pl.Series:
    """Draws numbers of the range 154, which no operator gives to people."""
    return ("154" + pl.Series(rng.integers(0, 10**8, many)).cast(pl.String).str.zfill(8)).cast(
        pl.String
    )
