"""Everything that a pair's value is made of, as rows of single precision."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from matcher.components import (
    PARTS,
    PLACE,
    Weights,
    codes_or,
    education_table,
    hours_table,
    pay_offered,
    pay_slope,
)
from matcher.distance import Distances
from matcher.units import UNIT, BoolArray, FloatArray, IntArray
from models.roster import Roster

Single = npt.NDArray[np.float32]


PERSON = np.dtype(
    [
        ("home", np.uint32),
        ("greatest", np.uint32),
        ("profile", np.uint32),
        ("known", np.uint32),
        ("rate", np.float32),
    ]
)
POST = np.dtype(
    [
        ("vacancy", np.uint32),
        ("place", np.uint32),
        ("trait", np.uint32),
        ("demand", np.uint32),
        ("offer", np.float32),
    ]
)


class ValueTables(NamedTuple):
    """
    What the compiled loops read of values; see `matcher.components` for the formula.

    What belongs to one side lies together, so that a pair costs two looks at memory.

    Parameters
    ----------
    people
        Shape (W,), `PERSON`: which distinct home, the farthest level of distance
        accepted, which profile (hours, education), which pattern of what is known,
        and the rate of the part of the pay = clip(offer * rate - offset, 0, 1).
    posts
        Shape (V,), `POST`: which vacancy, which distinct place, which trait (hours,
        education, certificates, what is known), which demand (`matcher.marks`), and
        the pay offered.
    level
        Shape (H, P): distances (`matcher.distance`).
    place_worth
        Shape (7,): weighted part of each level of distance, falling; 0 where not known.
    profile_worth
        Shape (F, T): weighted parts by profile and trait.
    inverse
        Shape (N, T): units over the weight of what is known, by pattern and trait.
    offset
        Of the part of the pay.
    fit_weight, pay_weight
        Weights of the parts that are computed pair by pair.
    """

    people: npt.NDArray[np.void]
    posts: npt.NDArray[np.void]
    level: npt.NDArray[np.uint8]
    place_worth: Single
    profile_worth: Single
    inverse: Single
    offset: np.float32
    fit_weight: np.float32
    pay_weight: np.float32


class Attributes:
    """
    The attributes of both sides from which values are made.

    Parameters
    ----------
    roster
        The people and the posts.
    distances
        Between their places.
    left, right
        Shapes (W, d), (V, d): vectors of the texts; zero where nothing is known.
    """

    def __init__(self, roster: Roster, distances: Distances, left: Single, right: Single) -> None:
        workers, vacancies = roster.workers, roster.vacancies
        self._left, self._right, self._distances = left, right, distances
        self._hours, self._education = hours_table(), education_table()
        no_hours, no_level = len(self._hours), len(self._education)
        self._worker_hours = codes_or(workers["hours"], no_hours)
        self._vacancy_hours = codes_or(vacancies["hours"], no_hours)
        self._worker_level = codes_or(workers["education"], no_level)
        self._vacancy_level = codes_or(vacancies["education"], 0)
        self._hours = np.pad(self._hours, (0, 1))
        self._education = np.pad(self._education, ((0, 1), (0, 0)))
        offer = pay_offered(vacancies)
        expected = workers["wage_expected"].cast(pl.Float64).fill_null(0).to_numpy()
        self._offer = np.nan_to_num(offer)
        self._rate = np.divide(1, expected, out=np.zeros_like(expected), where=expected > 0)
        self._certified = vacancies["certificates"].fill_null("").str.len_chars().to_numpy() > 0
        self._known_worker = np.stack(
            (
                (left != 0).any(axis=1),
                workers["place"].is_not_null().to_numpy(),
                expected > 0,
                self._worker_hours < no_hours,
                self._worker_level < no_level,
                np.ones(workers.height, dtype=bool),
            )
        )
        self._known_vacancy = np.stack(
            (
                (right != 0).any(axis=1),
                vacancies["place"].is_not_null().to_numpy(),
                ~np.isnan(offer),
                self._vacancy_hours < no_hours,
                np.ones(vacancies.height, dtype=bool),
                self._certified,
            )
        )

    def tables(self, weights: Weights, demand: IntArray) -> ValueTables:
        """Blends what can be blended ahead; `demand` has shape (V,) (`matcher.marks`)."""
        weight = dict(zip(PARTS, weights.values(), strict=True))
        patterns, known = _distinct(self._known_worker)
        traits, trait = _distinct(
            np.stack((self._vacancy_hours, self._vacancy_level, *self._known_vacancy))
        )
        offered, asked, known_vacancy = traits[0], traits[1], traits[2:]
        shares = np.array(weights.values(), dtype=np.float64)
        total = (patterns * shares[:, None]).T @ known_vacancy
        inverse = np.divide(UNIT, total, out=np.zeros_like(total), where=total > 0)
        hours = weight["hours"] * self._hours[:, offered]
        level = weight["education"] * self._education[:, asked]
        shape = (len(hours) * len(level), offered.size)
        rows = (hours[:, None, :] + level[None, :, :]).reshape(shape)
        certified = known_vacancy[PARTS.index("certificates")]
        slope, offset = pay_slope()
        places = self._distances
        people = {
            "home": places.home,
            "greatest": places.greatest,
            "profile": self._worker_hours * len(self._education) + self._worker_level,
            "known": known,
            "rate": slope * self._rate,
        }
        posts = {
            "vacancy": np.arange(trait.size),
            "place": places.post,
            "trait": trait,
            "demand": demand,
            "offer": self._offer,
        }
        return ValueTables(
            people=_records(PERSON, people),
            posts=_records(POST, posts),
            level=places.level,
            place_worth=_single(weight["place"] * np.append(PLACE, 0.0)),
            profile_worth=_single(rows + weight["certificates"] * certified),
            inverse=_single(inverse),
            offset=np.float32(offset),
            fit_weight=np.float32(weight["fit"]),
            pay_weight=np.float32(weight["pay"]),
        )

    def parts(self, worker: IntArray, vacancy: IntArray) -> dict[str, FloatArray]:
        """The parts of the values of some pairs, by name: shape (P,), NaN where not known."""
        dots = np.einsum("pd,pd->p", self._left[worker], self._right[vacancy])
        step = self._distances.between(worker, vacancy)
        slope, offset = pay_slope()
        parts = (
            np.clip(dots, 0, 1),
            np.append(PLACE, 0.0)[step],
            np.clip(slope * self._offer[vacancy] * self._rate[worker] - offset, 0, 1),
            self._hours[self._worker_hours[worker], self._vacancy_hours[vacancy]],
            self._education[self._worker_level[worker], self._vacancy_level[vacancy]],
            np.ones(worker.size),
        )
        known: BoolArray = self._known_worker[:, worker] & self._known_vacancy[:, vacancy]
        return {
            name: np.where(known[k], part.astype(np.float64), np.nan)
            for k, (name, part) in enumerate(zip(PARTS, parts, strict=True))
        }


def _single(array: FloatArray) -> Single:
    return np.ascontiguousarray(array, dtype=np.float32)


def _distinct(columns: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], IntArray]:
    """The distinct columns, and which of them each is: shapes (A, D), (n,)."""
    keys = np.zeros(columns.shape[1], dtype=np.int64)
    for row in columns:
        keys = keys * (int(row.max(initial=0)) + 1) + row
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    return columns[:, first], inverse.ravel()


def _records(dtype: np.dtype[np.void], columns: dict[str, npt.NDArray[Any]]) -> Any:
    """Lays columns of one length beside each other."""
    records = np.empty(next(iter(columns.values())).size, dtype=dtype)
    for name, column in columns.items():
        records[name] = column
    return records
