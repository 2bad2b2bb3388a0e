"""What made-up workers can do, what they ask for, and in which words."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.categories import Category
from models.fields import DISTANCE, HOURS
from models.synth.draw import NOBODY, BoolArray, IntArray, Lists, joined, texts, weighted_by
from models.synth.people import People
from models.synth.severity import Severity
from models.synth.vocabulary import occupations, table

# by age up to 24, 34, 44, 54, above; columns as in models.fields.DISTANCE
_FARTHEST = np.array(
    [
        [0.01, 0.05, 0.30, 0.16, 0.13, 0.35],
        [0.02, 0.09, 0.36, 0.14, 0.11, 0.28],
        [0.05, 0.17, 0.40, 0.12, 0.07, 0.19],
        [0.08, 0.26, 0.38, 0.09, 0.05, 0.14],
        [0.18, 0.36, 0.32, 0.06, 0.03, 0.05],
    ]
)
_PAY_BY_DISTANCE = np.array([0.72, 0.85, 1.0, 1.08, 1.15, 1.3])
_COUNTY = [c.code for c in DISTANCE].index("county")
_LEAST_PAY = 1000.0  # nobody asks for less
_FULL_TIME, _PART_TIME, _SEASONAL, _SHIFT = range(len(HOURS))
_BANDS = (30, 48)  # ages that part the occupations of the young, the middle-aged and the old


def _trade(rng: np.random.Generator, person: People) -> IntArray:
    """Draws an occupation per worker by sex, education and age."""
    jobs = occupations()
    band = np.digitize(person.age, _BANDS)
    group = (band * 2 + person.male) * 7 + person.education
    weights = np.empty((42, jobs.people.size))
    for number in range(42):
        rest, education = divmod(number, 7)
        years, male = divmod(rest, 2)
        weights[number] = (
            jobs.people
            * (1 - jobs.women if male else jobs.women)
            * np.where(jobs.education <= education, 1.0, 0.06)
            * np.where((jobs.education >= 3) & (education >= 4), 4.0, 1.0)
            * (np.where(jobs.age_max < 50, 0.25, 1.0) if years == 2 else 1.0)
            * (np.where(np.array(jobs.sector) == "farming", 0.25, 1.0) if years == 0 else 1.0)
        )
    return weighted_by(rng, weights, group)


def _slipped(rng: np.random.Generator, drawn: IntArray, share: float) -> IntArray:
    """Misspells some of the words drawn."""
    slips = occupations().slips
    at = np.where(drawn == NOBODY, 0, drawn)
    slip = (drawn != NOBODY) & (rng.random(drawn.size) < share) & (slips[at] != NOBODY)
    return np.where(slip, slips[at], drawn)


def _kept(rng: np.random.Generator, drawn: IntArray, share: float) -> IntArray:
    """Keeps a word with some probability."""
    return np.where(rng.random(drawn.size) < share, drawn, NOBODY)


def _general(rng: np.random.Generator, kind: str, many: int, share: float) -> pl.Series:
    words = table("general_words").filter(kind=kind)["words"]
    return texts(words, _kept(rng, rng.integers(0, words.len(), many), share))


def _certificates(
    rng: np.random.Generator, first: IntArray, second: IntArray, person: People
) -> pl.Series:
    """Certificates of the trades, and driving licences."""
    jobs = occupations()
    held = []
    for trade in (first, second):
        has = rng.random(trade.size) < 0.15 + 0.6 * jobs.asks_certificate[trade]
        at = np.where((trade != NOBODY) & has, jobs.certificates.start[trade], NOBODY)
        held.append(jobs.certificates.text(at))
    held[0] = held[0].set(held[0] == "", None)
    held[1] = held[1].set(((held[1] == "") | (held[1] == held[0])).fill_null(value=False), None)
    drives = rng.random(first.size) < np.where(person.male, 0.22, 0.11) * (person.age >= 18)
    both = joined(held)
    drives &= ~both.fill_null("").str.contains("驾驶证C1").to_numpy()
    licence = texts(pl.Series(["驾驶证C1"]), np.where(drives, 0, NOBODY))
    return joined([both, licence])


def _asked(
    rng: np.random.Generator, first: IntArray, person: People, severity: Severity
) -> tuple[IntArray, IntArray]:
    """The occupation asked for, and the farthest that the worker would go for it."""
    jobs = occupations()
    popular = np.where(jobs.labour <= 2, jobs.people, 0.1) ** (1 + severity.popularity)
    asks_popular = rng.random(first.size) < min(0.15 * severity.popularity, 0.6)
    fits = jobs.education <= np.arange(7)[:, None]
    fashionable = weighted_by(rng, np.where(fits, popular, 1e-3), person.education)
    farthest = weighted_by(rng, _FARTHEST, np.digitize(person.age, [25, 35, 45, 55]))
    # where nobody works, people look further than their village
    in_need = person.has(Category.ZERO_EMPLOYMENT)
    farthest = np.where(in_need, np.maximum(farthest, _COUNTY), farthest)
    return np.where(asks_popular, fashionable, first), farthest


def make_wishes(
    rng: np.random.Generator, person: People, severity: Severity
) -> tuple[dict[str, pl.Series], IntArray]:
    """Returns columns of the workers' table, and each worker's occupation (W,)."""
    jobs = occupations()
    many = person.age.size
    first = _trade(rng, person)
    second = np.where(rng.random(many) < 0.33, _trade(rng, person), NOBODY)
    second = np.where(second == first, NOBODY, second)
    asked, farthest = _asked(rng, first, person, severity)

    own = jobs.words.draw(rng, first, 3)
    more = jobs.words.draw(rng, second, 2)
    shares = [(own[0], 0.97), (own[1], 0.6), (own[2], 0.2), (more[0], 1.0), (more[1], 0.35)]
    said = [jobs.words.text(_slipped(rng, _kept(rng, w, s), 0.06)) for w, s in shares]
    skills = joined([*said, _general(rng, "skill", many, 0.22)])

    by_title: Lists = jobs.titles
    titled = rng.random(many) < 0.55
    title = by_title.draw(rng, np.where(titled, asked, NOBODY))[0]
    words = jobs.words.draw(rng, np.where(titled, NOBODY, asked), 2)
    wanted = joined(
        [
            by_title.text(title),
            jobs.words.text(_slipped(rng, words[0], 0.05)),
            jobs.words.text(_kept(rng, words[1], 0.3)),
            _general(rng, "wanted", many, 0.18),
        ]
    )
    step = np.where(rng.random(many) < 0.6, 500, 100)
    pay = (0.45 * jobs.high[asked] + 0.55 * jobs.low[asked]) * _PAY_BY_DISTANCE[farthest]
    pay = np.rint(np.maximum(pay * np.exp(rng.normal(0, 0.14, many)), _LEAST_PAY) / step) * step
    hours = np.where(rng.random(many) < 0.45, jobs.hours[asked], _FULL_TIME)
    carer = ~person.male & (rng.random(many) < 0.12)
    hours = np.where(carer, _PART_TIME, hours)

    def blank(share: float) -> BoolArray:
        return rng.random(many) < share

    columns = {
        "skills": skills.set(pl.Series(blank(0.10)), None),
        "wanted": wanted.set(pl.Series(blank(0.20)), None),
        "certificates": _certificates(rng, first, second, person),
        "wage_expected": pl.Series(pay).set(pl.Series(blank(0.10)), None),
        "hours": texts(pl.Series([c.code for c in HOURS]), np.where(blank(0.25), NOBODY, hours)),
        "max_distance": texts(
            pl.Series([c.code for c in DISTANCE]), np.where(blank(0.06), NOBODY, farthest)
        ),
    }
    return columns, first
