"""Made-up workers: who they are and which policies name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from models.categories import Category
from models.fields import LABOUR, STATUS
from models.synth.draw import NOBODY, BoolArray, FloatArray, IntArray, weighted_by
from models.synth.households import Homes

# by age: up to 24, 34, 44, 54, above; columns as in models.fields.EDUCATION
_SCHOOLING = np.array(
    [
        [0.002, 0.02, 0.24, 0.37, 0.21, 0.15, 0.008],
        [0.004, 0.06, 0.42, 0.27, 0.14, 0.10, 0.006],
        [0.010, 0.14, 0.53, 0.22, 0.07, 0.03, 0.0],
        [0.030, 0.28, 0.50, 0.16, 0.025, 0.005, 0.0],
        [0.090, 0.42, 0.38, 0.10, 0.01, 0.0, 0.0],
    ]
)
COLLEGE = 4  # rank of a college education in models.fields.EDUCATION
_NONE, _WEAK, _HALF, _FULL = range(len(LABOUR))
_UNEMPLOYED, _EMPLOYED = range(len(STATUS))


@dataclass(frozen=True)
class People:
    """
    Workers before they are written down. Arrays have shape (W,).

    `labour` and `status` are ranks among the choices of their field, NOBODY
    where nothing is said; `willing` is 1, 0 or NOBODY. `day` is the day of
    birth in days since 1970; `idle` the days out of work.
    """

    male: BoolArray
    age: IntArray
    day: IntArray
    education: IntArray
    labour: IntArray
    willing: IntArray
    status: IntArray
    idle: IntArray
    categories: IntArray

    @property
    def available(self) -> BoolArray:
        """Who takes part in an allocation."""
        takes_part: BoolArray = (
            (self.willing != 0)
            & (self.labour != _NONE)
            & (self.status != _EMPLOYED)
            & (self.age >= 16)
        )
        return takes_part

    def has(self, category: Category) -> BoolArray:
        """Who belongs to a category."""
        member: BoolArray = (self.categories >> category.bit & 1).astype(bool)
        return member


def _ages(rng: np.random.Generator, homes: Homes) -> tuple[IntArray, BoolArray]:
    """Ages and sexes that make families: a couple first, then children and parents."""
    many = homes.of_worker.size
    position = homes.position
    alone = homes.size[homes.of_worker] == 1
    head = np.clip(rng.normal(43, 10.5, homes.size.size), 20, 65)
    head_male = rng.random(homes.size.size) < 0.62
    of_head = head[homes.of_worker]
    child = of_head - rng.normal(25, 3, many)
    parent = of_head + rng.normal(24, 3, many)
    other = np.where(child >= 16, child, np.where(parent <= 66, parent, rng.uniform(16, 65, many)))
    young = alone & (rng.random(many) < 0.30)
    age = np.select(
        [young, alone, position == 0, position == 1],
        [rng.uniform(18, 30, many), rng.uniform(18, 65.9, many), of_head,
         of_head + rng.normal(0, 3, many)],
        other,
    )  # fmt: skip
    male = np.where(
        position == 0,
        head_male[homes.of_worker],
        np.where(position == 1, ~head_male[homes.of_worker], rng.random(many) < 0.5),
    )
    return np.clip(age, 16, 65.9).astype(np.int64), male


def _status(rng: np.random.Generator, homes: Homes, able: BoolArray) -> tuple[IntArray, IntArray]:
    """Whether in work now, and for how many days not."""
    many = able.size
    chance = rng.random(many)
    status = np.where(chance < 0.09, _EMPLOYED, np.where(chance < 0.15, NOBODY, _UNEMPLOYED))
    status[homes.zero_employment[homes.of_worker] | ~able] = _UNEMPLOYED
    idle = np.where(status == _EMPLOYED, 0, rng.exponential(190, many) + 5).astype(np.int64)
    return status, idle


def make_people(rng: np.random.Generator, homes: Homes, as_of: date) -> People:
    """Draws the members of the households."""
    many = homes.of_worker.size
    age, male = _ages(rng, homes)
    birthday = np.datetime64(f"{as_of.year}-{as_of.month:02}-{min(as_of.day, 28):02}")
    year = (birthday.astype("datetime64[Y]").astype(int) - age).astype("datetime64[Y]")
    anniversary = year.astype("datetime64[D]") + (
        birthday - birthday.astype("datetime64[Y]").astype("datetime64[D]")
    )
    day = (anniversary.astype(np.int64)) - rng.integers(5, 355, many)
    education = weighted_by(rng, _SCHOOLING, np.digitize(age, [25, 35, 45, 55]))
    young_worker = (age < 20) & (education > 3)
    education = np.where(young_worker, 3, education)

    disabled = rng.random(many) < np.interp(age, [16, 40, 65], [0.015, 0.035, 0.075])
    chance = rng.random(many)
    weak = np.interp(age, [16, 50, 65], [0.005, 0.03, 0.16]) + 0.35 * disabled
    half = weak + np.interp(age, [16, 50, 65], [0.01, 0.06, 0.18]) + 0.25 * disabled
    labour = np.where(chance < weak, _WEAK, np.where(chance < half, _HALF, _FULL))
    labour[rng.random(many) < 0.012 + 0.10 * disabled] = _NONE
    able = labour != _NONE
    labour[able & (rng.random(many) < 0.06)] = NOBODY
    chance = rng.random(many)
    willing = np.where(chance < 0.92, 1, np.where(chance < 0.955, 0, NOBODY))
    status, idle = _status(rng, homes, able)

    person = People(male, age, day, education, labour, willing, status, idle, np.zeros(many, int))
    groups = _groups(rng, homes, person, disabled)
    mask = np.zeros(many, dtype=np.int64)
    for category, members in groups.items():
        mask |= members.astype(np.int64) << category.bit
    return People(male, age, day, education, labour, willing, status, idle, mask)


def _groups(
    rng: np.random.Generator, homes: Homes, person: People, disabled: BoolArray
) -> dict[Category, BoolArray]:
    """Who belongs to which category; shares and overlaps like those of a hill county."""
    c = Category
    many = person.age.size

    def home(trait: BoolArray) -> BoolArray:
        return trait[homes.of_worker]

    def chance(share: float | FloatArray) -> BoolArray:
        return rng.random(many) < share

    age, idle, out = person.age, person.idle, person.status == _UNEMPLOYED
    zero = home(homes.zero_employment)
    low_income = home(homes.low_income)
    older = out & (age >= np.where(person.male, 50, 40)) & chance(0.25)
    long_out = out & (idle > 365) & chance(0.7)
    lost = chance(0.02)
    hard = chance(
        np.clip(0.9 * zero + 0.45 * disabled + 0.22 * low_income + 0.18 * older + 0.15 * long_out
                + 0.2 * lost, 0, 0.95)
    )  # fmt: skip
    poor = home(homes.out_of_poverty)
    weak = np.isin(person.labour, (_WEAK, _HALF))
    alone = homes.size[homes.of_worker] == 1
    return {
        c.OUT_OF_POVERTY: poor,
        c.MARGINAL: home(homes.marginal),
        c.UNSTABLE: poor & chance(0.05),
        c.SUDDEN_HARDSHIP: chance(0.008),
        c.RELOCATED: home(homes.relocated),
        c.LOW_INCOME: low_income,
        c.EXTREME_HARDSHIP: alone & (age > 45) & chance(0.03),
        c.DISABLED: disabled,
        c.ZERO_EMPLOYMENT: zero,
        c.HARD_TO_PLACE: hard,
        c.GRADUATE: (person.education >= COLLEGE) & (age <= 28) & chance(0.85),
        c.VETERAN: (age >= 20) & chance(np.where(person.male, 0.036, 0.003)),
        c.RETURNEE: (age >= 22) & chance(0.06),
        c.MIGRANT: chance(0.08),
        c.LONG_UNEMPLOYED: long_out,
        c.OLDER_UNEMPLOYED: older,
        c.THREE_WITHOUT: out & chance(np.where(weak | (poor & (age > 45)), 0.085, 0.004)),
        c.LAND_LOST: lost,
        c.YOUTH_UNEMPLOYED: out & (age <= 24) & chance(0.6),
    }
