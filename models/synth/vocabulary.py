"""The words of a made-up county, from the tables in data/vocabulary."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from data import DATA
from models.fields import EDUCATION, HOURS, LABOUR
from models.synth.draw import NOBODY, FloatArray, IntArray, Lists


def table(name: str) -> pl.DataFrame:
    """Reads one table of data/vocabulary, every column as text."""
    return pl.read_csv(DATA / "vocabulary" / f"{name}.csv", infer_schema=False)


def _index(codes: pl.Series, choices: tuple[str, ...]) -> IntArray:
    return codes.replace_strict(list(choices), list(range(len(choices)))).to_numpy().astype(int)


def _numbers(column: pl.Series) -> FloatArray:
    return column.cast(pl.Float64).to_numpy()


@dataclass(frozen=True)
class Occupations:
    """
    What people do and what posts ask for, one row per occupation.

    `words` holds what workers say of it, spelling slips included (`slips`:
    for each word the index of its slip in `words.flat`, or NOBODY). Arrays
    have shape (number of occupations,). Pay is in yuan a month at home.
    """

    titles: Lists
    words: Lists
    slips: IntArray
    skills: Lists
    certificates: Lists
    asks_certificate: FloatArray
    low: FloatArray
    high: FloatArray
    education: IntArray
    age_max: FloatArray
    hours: IntArray
    labour: IntArray
    sector: tuple[str, ...]
    away: FloatArray
    posts: FloatArray
    people: FloatArray
    women: FloatArray


def _with_slips(lists: list[list[str]]) -> tuple[Lists, IntArray]:
    """Appends a misspelt form of each word that has one; they are drawn through `slips` alone."""
    pairs = list(table("slips").iter_rows())
    words = Lists.of(lists)
    flat = words.flat.to_list()
    slips = np.full(len(flat), NOBODY)
    for number, word in enumerate(list(flat)):
        pair = next((p for p in pairs if p[0] in word), None)
        if pair is not None:
            slips[number] = len(flat)
            flat.append(word.replace(*pair))
    return Lists(pl.Series(flat, dtype=pl.String), words.start, words.size), slips


@cache
def occupations() -> Occupations:
    """Reads the occupations once."""
    rows = table("occupations")

    def lists(name: str) -> list[list[str]]:
        return [(text or "").split("|") for text in rows[name]]

    words, slips = _with_slips(lists("words"))
    return Occupations(
        titles=Lists.of(lists("title")),
        words=words,
        slips=slips,
        skills=Lists.of(lists("skills")),
        certificates=Lists.of(lists("certificates")),
        asks_certificate=_numbers(rows["cert_share"]),
        low=_numbers(rows["low"]),
        high=_numbers(rows["high"]),
        education=_index(rows["education"], tuple(c.code for c in EDUCATION)),
        age_max=_numbers(rows["age_max"]),
        hours=_index(rows["hours"], tuple(c.code for c in HOURS)),
        labour=_index(rows["labour"], tuple(c.code for c in LABOUR)),
        sector=tuple(rows["sector"]),
        away=_numbers(rows["away"]),
        posts=_numbers(rows["posts"]),
        people=_numbers(rows["people"]),
        women=_numbers(rows["women"]),
    )


def options(cell: str) -> tuple[list[str], FloatArray]:
    """Reads a cell such as ``ordinary:6|base:1`` into codes and weights."""
    pairs = [part.partition(":") for part in cell.split("|")]
    return [code for code, _, _ in pairs], np.array([float(w or 1) for _, _, w in pairs])
