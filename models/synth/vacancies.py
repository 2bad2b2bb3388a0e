"""The table of made-up vacancies."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from models.fields import EDUCATION, HOURS, LABOUR, POST_KIND, VACANCIES
from models.synth.draw import (
    NOBODY,
    BoolArray,
    FloatArray,
    IntArray,
    column,
    joined,
    keys,
    texts,
    weighted,
)
from models.synth.employers import NO_PROJECT, PROJECTS, where_text
from models.synth.places import Places
from models.synth.posts import ORDINARY, TRAINEESHIP, WELFARE_RURAL, WELFARE_URBAN, Posts
from models.synth.severity import Severity
from models.synth.vocabulary import occupations, table

MINIMUM_WAGE = 1700.0
LARGEST = 200
_HIRING_MANY = {"garment", "electronics", "manufacturing", "farming", "construction"}
_COLLEGE = 4


def make_openings(rng: np.random.Generator, posts: Posts, wanted: float) -> IntArray:
    """
    Skewed numbers of openings, each at least 1 and (as a rule) at most 200,
    that add up to about `wanted`; welfare posts and traineeships have few.
    """
    many = posts.kind.size
    jobs = occupations()
    large = np.array([sector in _HIRING_MANY for sector in jobs.sector])[posts.trade]
    few = posts.kind != ORDINARY
    raw = np.exp(rng.normal(0, 1.05, many)) * np.where(large, 2.0, 1.0)
    small = rng.integers(1, 4, many)
    rest = wanted - float(small[few].sum())
    most = max(LARGEST, int(20 * wanted / many))
    low, high = 0.0, float(most)
    for _ in range(40):
        scale = (low + high) / 2
        total = np.clip(np.rint(raw * scale), 1, most)[~few].sum()
        low, high = (scale, high) if total < rest else (low, scale)
    return np.where(few, small, np.clip(np.rint(raw * high), 1, most)).astype(np.int64)


def _pay(
    rng: np.random.Generator, posts: Posts, places: Places, offer: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Least and greatest pay in yuan a month, in steps of 100."""
    jobs = occupations()
    many = posts.kind.size
    away = posts.away[posts.employer]
    there = np.where(away == NOBODY, 1.0, places.away_pay[away])
    level = there * np.exp(rng.normal(0, 0.05, many) + 0.09 * offer)
    low = jobs.low[posts.trade] * level
    high = np.maximum(jobs.high[posts.trade] * level * rng.uniform(0.75, 1.05, many), low)
    rural, urban = posts.kind == WELFARE_RURAL, posts.kind == WELFARE_URBAN
    stipend = rng.integers(4, 9, many) * 100.0
    low = np.where(rural, stipend, np.where(urban, MINIMUM_WAGE, low))
    learner = posts.kind == TRAINEESHIP
    low = np.where(learner, MINIMUM_WAGE, low)
    high = np.where(rural | urban, low, np.where(learner, MINIMUM_WAGE + 600, high))
    return np.rint(low / 100) * 100, np.rint(high / 100) * 100


def _ages(
    rng: np.random.Generator, posts: Posts, clash: BoolArray, simple: BoolArray
) -> tuple[pl.Series, pl.Series]:
    jobs = occupations()
    many = posts.kind.size
    usual = jobs.age_max[posts.trade] + rng.choice([-5, 0, 0, 3, 5], many)
    usual = np.where(simple, np.maximum(usual, 60), usual)
    usual = np.where(posts.kind == TRAINEESHIP, 30, np.where(clash, 28, np.clip(usual, 30, 65)))
    asks = (rng.random(many) < 0.6) | clash | (posts.kind == TRAINEESHIP)
    least = np.where(rng.random(many) < 0.15, 16, 18)
    return (
        column(least, pl.Int32, rng.random(many) >= 0.25),
        column(usual, pl.Int32, asks),
    )


def make_vacancies(
    rng: np.random.Generator,
    posts: Posts,
    openings: IntArray,
    *,
    projects: IntArray,
    places: Places,
    severity: Severity,
    as_of: date,
) -> pl.DataFrame:
    """Returns the frame of vacancies, typed as declared; employers' names stay null."""
    jobs = occupations()
    many = posts.kind.size
    offer = rng.normal(0, 1, many) * severity.popularity
    ordinary = posts.kind == ORDINARY
    carried = projects[posts.employer]
    # the largest post of a project is one that most people of the place can do
    on_market = np.flatnonzero(ordinary)
    on_market = on_market[np.argsort(-openings[on_market], kind="stable")]
    first = np.zeros(many, dtype=bool)
    first[on_market[np.unique(posts.employer[on_market], return_index=True)[1]]] = True
    part = first | (ordinary & (rng.random(many) < 0.85))
    project = np.where(part, carried, NO_PROJECT)
    clash = (project != NO_PROJECT) & (rng.random(many) < severity.clash)
    simple = first & (project != NO_PROJECT) & ~clash

    code, where = where_text(posts, places)
    low, high = _pay(rng, posts, places, offer)
    open_pay = rng.random(many) >= 0.06 * ordinary
    one_figure = rng.random(many) < 0.12
    age_min, age_max = _ages(rng, posts, clash, simple)
    education = np.where(rng.random(many) < 0.75, jobs.education[posts.trade], 0)
    education = np.where(simple, 0, education)
    education = np.where(clash | (posts.kind == TRAINEESHIP), _COLLEGE, education)
    education = np.where(
        (posts.kind == WELFARE_RURAL) | (rng.random(many) < 0.1), NOBODY, education
    )
    asks = (rng.random(many) < jobs.asks_certificate[posts.trade]) & ordinary & ~simple
    papers = jobs.certificates.text(np.where(asks, jobs.certificates.start[posts.trade], NOBODY))
    labour = np.where(simple, np.minimum(jobs.labour[posts.trade], 2), jobs.labour[posts.trade])
    hours = np.where(rng.random(many) < 0.8, jobs.hours[posts.trade], 0)
    duties = jobs.skills.draw(rng, posts.trade, 3)
    notes = table("conditions")
    note = weighted(rng, notes["weight"].cast(pl.Float64).to_numpy(), many)
    applied = rng.poisson(openings * 0.6 * np.exp(np.minimum(offer, 3) * 0.7))
    title = jobs.titles.text(jobs.titles.draw(rng, posts.trade)[0])
    urgent = texts(pl.Series(["（急招）"]), np.where(rng.random(many) < 0.04, 0, NOBODY))
    learner = texts(pl.Series(["见习"]), np.where(posts.kind == TRAINEESHIP, 0, NOBODY))

    def codes(choices: tuple[str, ...], at: IntArray, unknown: float) -> pl.Series:
        return texts(pl.Series(choices), np.where(rng.random(many) < unknown, NOBODY, at))

    def keep(drawn: IntArray, share: float) -> IntArray:
        return np.where(rng.random(many) < share, drawn, NOBODY)

    frame = pl.DataFrame(
        {
            "vacancy_id": keys("V", many, 5),
            "title": joined([title, learner, urgent], ""),
            "employer_id": keys("E", posts.sector.size, 5).gather(posts.employer),
            "openings": pl.Series(openings),
            "applicants": column(applied, pl.Int32, rng.random(many) >= 0.6),
            "place": code.gather(posts.employer),
            "township": where.gather(posts.employer),
            "skills": joined(
                [
                    jobs.skills.text(keep(duties[0], 0.95)),
                    jobs.skills.text(keep(duties[1], 0.5)),
                    jobs.words.text(keep(jobs.words.draw(rng, posts.trade)[0], 0.35)),
                ],
                "，",
            ),
            "conditions": texts(notes["text"], keep(note, 0.55)),
            "education": codes(tuple(c.code for c in EDUCATION), education, 0.0),
            "certificates": papers.set(papers == "", None),
            "age_min": age_min,
            "age_max": age_max,
            "wage_min": column(low, pl.Float64, open_pay),
            "wage_max": column(high, pl.Float64, open_pay & ~one_figure),
            "hours": codes(tuple(c.code for c in HOURS), hours, 0.12),
            "labour": codes(tuple(c.code for c in LABOUR), labour, 0.4),
            "kind": codes(tuple(c.code for c in POST_KIND), posts.kind, 0.0),
            "project": codes(PROJECTS, project, 0.0),
            "is_new": column(
                (rng.random(many) < 0.92) | simple, pl.Boolean, rng.random(many) >= 0.07
            ),
            "posted_at": column(
                np.datetime64(as_of) - rng.exponential(25, many).astype(int),
                pl.Date,
                rng.random(many) >= 0.05,
            ),
        }
    )
    missing = [pl.lit(None).alias(name) for name in VACANCIES.schema if name not in frame.columns]
    return frame.with_columns(missing).select(
        pl.col(name).cast(dtype) for name, dtype in VACANCIES.schema.items()
    )
