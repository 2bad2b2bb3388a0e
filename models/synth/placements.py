"""The ledger of a made-up county: who was placed where, and for how long it lasted."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from models.fields import PLACEMENTS, STATUS
from models.synth.draw import NOBODY, BoolArray, FloatArray, IntArray, column, keys, typed, weighted
from models.synth.people import People
from models.synth.places import COUNTY
from models.synth.posts import Posts

_EMPLOYED = [c.code for c in STATUS].index("employed")
_OFTEN = 0.12  # share of those out of work who were placed before
_SAME_TRADE = 0.55  # share of placements that followed the worker's trade
_DAYS = 420.0  # mean length where everything fits


def _post_of_trade(rng: np.random.Generator, trade: IntArray, posts: Posts) -> IntArray:
    """A post of the same occupation for each worker; NOBODY where there is none."""
    order = np.argsort(posts.trade, kind="stable")
    begin = np.searchsorted(posts.trade[order], trade, side="left")
    end = np.searchsorted(posts.trade[order], trade, side="right")
    at = begin + (rng.random(trade.size) * (end - begin)).astype(np.int64)
    return np.where(end > begin, order[np.minimum(at, order.size - 1)], NOBODY)


def _staying(workers: pl.DataFrame, vacancies: pl.DataFrame, same: BoolArray) -> FloatArray:
    """
    Mean days that a placement lasts, per pair. Shape (P,).

    Longer in one's own trade, for the pay asked for, and not far from home:
    what a model of stable employment is to find out again from the ledger.
    """
    pay = vacancies["wage_max"].fill_null(vacancies["wage_min"]).to_numpy()
    asked = workers["wage_expected"].to_numpy()
    short = np.nan_to_num(np.clip(1 - pay / asked, 0, 0.6))
    home, post = workers["place"], vacancies["place"]
    outside = ~post.str.starts_with(COUNTY).to_numpy()
    near = (home.str.head(9) == post.str.head(9)).to_numpy()
    close = workers["max_distance"].cast(pl.String).is_in(["village", "township", "county"])
    unwilling = outside & close.fill_null(value=False).to_numpy()
    days = _DAYS * np.where(same, 1.0, 0.5) * (1 - short)
    days *= np.where(near, 1.25, 1.0) * np.where(unwilling, 0.45, 1.0)
    return np.asarray(days, dtype=np.float64)


def make_placements(
    rng: np.random.Generator,
    person: People,
    trade: IntArray,
    posts: Posts,
    *,
    workers: pl.DataFrame,
    vacancies: pl.DataFrame,
    as_of: date,
) -> pl.DataFrame:
    """
    Returns the ledger, typed as `models.fields.PLACEMENTS`.

    Whoever is in work has an open line; some of the others have one that ended.
    """
    employed = person.status == _EMPLOYED
    placed = np.flatnonzero(employed | (rng.random(employed.size) < _OFTEN))
    any_post = weighted(rng, vacancies["openings"].to_numpy(), placed.size)
    own = _post_of_trade(rng, trade[placed], posts)
    follows = (own != NOBODY) & (rng.random(placed.size) < _SAME_TRADE)
    post = np.where(follows, own, any_post)
    mean = _staying(workers[placed], vacancies[post], posts.trade[post] == trade[placed])
    lasted = (rng.exponential(mean) + 1).astype(np.int64)
    in_work = employed[placed]
    ended_ago = np.maximum(person.idle[placed], 1)
    today = np.datetime64(as_of)
    started = np.where(in_work, lasted, ended_ago + lasted)
    ended = today - ended_ago
    return typed(
        {
            "placement_id": keys("P", placed.size, 6),
            "worker_id": workers["worker_id"].gather(placed),
            "vacancy_id": vacancies["vacancy_id"].gather(post),
            "started_at": today - started,
            "ended_at": column(ended, pl.Date, ~in_work),
        },
        PLACEMENTS,
    )
