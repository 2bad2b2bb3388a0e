"""Which posts a made-up market offers: kind, occupation and employer of each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.fields import POST_KIND
from models.synth.draw import NOBODY, BoolArray, IntArray, weighted
from models.synth.places import Places
from models.synth.severity import Severity
from models.synth.vocabulary import Occupations, occupations, table

ORDINARY, WELFARE_RURAL, WELFARE_URBAN, TRAINEESHIP = range(len(POST_KIND))
KIND_SHARES = (0.88, 0.06, 0.025, 0.035)
STIPEND = 1000.0  # the work of villages: at most this pay, and no market for it
SECTORS = tuple(table("sectors")["sector"])
VILLAGE_BODY = len(SECTORS)  # stands for a sector: the committee of a village or community
_POSTS_EACH = 2.6  # vacancies per employer


@dataclass(frozen=True)
class Posts:
    """
    Vacancies and their employers before they are written down.

    `kind`, `trade`, `employer` have shape (V,); `sector`, `away`, `village`
    and `town` have shape (E,). `away` is the destination of an employer that
    lies outside the county, `village` and `town` where one at home lies;
    NOBODY where it does not apply (both: at home, place not said more closely).
    """

    kind: IntArray
    trade: IntArray
    employer: IntArray
    sector: IntArray
    away: IntArray
    village: IntArray
    town: IntArray


def _trades(
    rng: np.random.Generator, kind: IntArray, people: IntArray, severity: Severity
) -> IntArray:
    """Occupations of posts; a lopsided market asks for what nobody does."""
    jobs = occupations()
    stipend = jobs.high <= STIPEND
    ordinary = np.where(stipend, 0.0, jobs.posts)
    held = np.bincount(people, minlength=ordinary.size) + 1.0
    scarce = ordinary / held
    ordinary = ordinary / ordinary.sum() * (1 - severity.lopsided) + (
        scarce / scarce.sum() * severity.lopsided
    )
    public = np.array([s in {"public", "cleaning", "security"} for s in jobs.sector])
    low = jobs.education < 4
    weights = {
        ORDINARY: ordinary,
        WELFARE_RURAL: np.where(stipend, jobs.posts, 0.0),
        WELFARE_URBAN: np.where(public & low & ~stipend & (jobs.low < 2400), jobs.posts, 0.0),
        TRAINEESHIP: np.where((jobs.education >= 3) & (jobs.age_max <= 42), jobs.posts, 0.0),
    }
    trade = np.empty(kind.size, dtype=np.int64)
    for wanted, weight in weights.items():
        here = kind == wanted
        trade[here] = weighted(rng, weight, int(here.sum()))
    return trade


def _grouped(
    rng: np.random.Generator, sector: IntArray, outside: BoolArray
) -> tuple[IntArray, IntArray, BoolArray]:
    """Shares the posts of a sector, at home and away, among employers of unequal size."""
    employer = np.full(sector.size, NOBODY)
    sectors: list[int] = []
    away: list[bool] = []
    for number in range(len(SECTORS)):
        for abroad in (False, True):
            posts = np.flatnonzero((sector == number) & (outside == abroad))
            if posts.size == 0:
                continue
            many = int(np.ceil(posts.size / _POSTS_EACH))
            drawn = (rng.random(posts.size) ** 1.7 * many).astype(np.int64)
            _, within = np.unique(drawn, return_inverse=True)  # nobody without a post
            employer[posts] = len(sectors) + within
            new = int(within.max()) + 1
            sectors += [number] * new
            away += [abroad] * new
    return employer, np.array(sectors, dtype=np.int64), np.array(away, dtype=bool)


def make_posts(
    rng: np.random.Generator, many: int, people: IntArray, places: Places, severity: Severity
) -> Posts:
    """
    Draws kind, occupation and employer of `many` vacancies.

    `people` holds the workers' occupations, which a lopsided market avoids.
    """
    jobs: Occupations = occupations()
    kind = weighted(rng, KIND_SHARES, many)
    trade = _trades(rng, kind, people, severity)
    welfare = (kind == WELFARE_RURAL) | (kind == WELFARE_URBAN)
    index = {name: number for number, name in enumerate(SECTORS)}
    sector = np.array([index[name] for name in jobs.sector])[trade]
    outside = (rng.random(many) < jobs.away[trade]) & (kind == ORDINARY)
    employer, sectors, abroad = _grouped(
        rng, np.where(welfare, VILLAGE_BODY, sector), outside & ~welfare
    )

    market = sectors.size
    urban = places.village_town == 0
    in_town = kind[welfare] == WELFARE_URBAN
    at = np.empty(in_town.size, dtype=np.int64)
    for seat, allowed in ((False, ~urban | places.is_site), (True, urban)):
        here = in_town == seat
        at[here] = weighted(rng, places.weight * allowed, int(here.sum()))
    bodies, within = np.unique(at, return_inverse=True)
    employer[welfare] = market + within

    towns = places.town_code.len()
    town = np.where(rng.random(market) < 0.45, 0, rng.integers(0, towns, market))
    close = rng.random(market)
    village = weighted(rng, places.weight, market)
    village = np.where(close < 0.22, village, NOBODY)
    town = np.where(village != NOBODY, places.village_town[village], town)
    vague = (close > 0.85) & ~abroad
    destination = np.where(abroad, weighted(rng, places.away_weight, market), NOBODY)
    return Posts(
        kind=kind,
        trade=trade,
        employer=employer,
        sector=np.r_[sectors, np.full(bodies.size, VILLAGE_BODY)],
        away=np.r_[destination, np.full(bodies.size, NOBODY)],
        village=np.r_[np.where(abroad, NOBODY, village), bodies],
        town=np.r_[np.where(abroad | vague, NOBODY, town), places.village_town[bodies]],
    )
