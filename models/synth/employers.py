"""The table of made-up employers, and the public projects that they carry."""

from __future__ import annotations

import numpy as np
import polars as pl

from models.fields import EMPLOYERS, PROJECT
from models.synth.draw import NOBODY, IntArray, Lists, column, joined, keys, texts, typed, weighted
from models.synth.places import COUNTY, COUNTY_NAME, Places
from models.synth.posts import ORDINARY, SECTORS, VILLAGE_BODY, Posts
from models.synth.severity import Severity
from models.synth.vocabulary import options, table

PROJECTS = tuple(c.code for c in PROJECT)
NO_PROJECT = PROJECTS.index("none")
_GIVEN = "鑫|宏|顺|兴|达|盛|瑞|泰|丰|源|恒|华|安|康|美|佳|诚|联|东|金|万|博|易|启|荣|昌"


def where_text(posts: Posts, places: Places) -> tuple[pl.Series, pl.Series]:
    """Division code and name of each employer's place. Shapes (E,)."""
    many = posts.sector.size
    code = pl.Series([COUNTY]).new_from_index(0, many)
    name = pl.Series([COUNTY_NAME]).new_from_index(0, many)
    for at, codes, names in (
        (posts.town, places.town_code, places.town_name),
        (posts.village, places.village_code, None),
        (posts.away, places.away_code, places.away_name),
    ):
        here = pl.Series(at != NOBODY)
        code = texts(codes, at).zip_with(here, code)
        if names is not None:
            name = texts(names, at).zip_with(here, name)
    village = texts(places.village_name, posts.village)
    return code, joined([name, village], "")


def make_projects(rng: np.random.Generator, posts: Posts, severity: Severity) -> IntArray:
    """
    The public project that each employer carries, as a rank in PROJECTS. Shape (E,).

    Employers at home in sectors that do such work come first; when they are too
    few for the share asked for, others follow with government-invested projects.
    """
    rows = table("sectors")
    many = posts.sector.size
    project = np.full(many, NO_PROJECT)
    likely = np.zeros(many)
    for number, cell in enumerate(rows["project"]):
        codes, weights = options(cell)
        here = posts.sector == number
        drawn = weighted(rng, weights, int(here.sum()))
        project[here] = np.array([PROJECTS.index(code) for code in codes])[drawn]
        likely[here] = 0.0 if codes == ["none"] else 1.0
    likely[posts.away != NOBODY] = -1.0
    likely[posts.sector == VILLAGE_BODY] = -2.0  # its posts are welfare posts
    on_market = np.zeros(many, dtype=bool)
    on_market[posts.employer[posts.kind == ORDINARY]] = True
    likely[~on_market] = -2.0
    wanted = round(severity.public_projects * many)
    order = np.argsort(-(likely + rng.random(many) * 0.9), kind="stable")
    carries = np.zeros(many, dtype=bool)
    carries[order[:wanted]] = True
    none = project == NO_PROJECT
    project[none] = PROJECTS.index("government_invested")
    project[~carries] = NO_PROJECT
    return project


def make_employers(
    rng: np.random.Generator, posts: Posts, places: Places, openings: IntArray
) -> pl.DataFrame:
    """Returns the frame of employers, typed as `models.fields.EMPLOYERS`."""
    rows = table("sectors")
    many = posts.sector.size
    code, where = where_text(posts, places)
    body = posts.sector == VILLAGE_BODY
    tails = Lists.of([cell.split("|") for cell in rows["employer_names"]])
    tail = tails.text(tails.draw(rng, np.where(body, NOBODY, posts.sector))[0])
    heads = pl.Series(_GIVEN.split("|"))
    first, second = (heads.gather(rng.integers(0, heads.len(), many)) for _ in range(2))
    seat = texts(places.town_name, posts.town).str.head(2)
    seat = texts(places.away_short, posts.away).zip_with(pl.Series(posts.away != NOBODY), seat)
    company = joined([seat.fill_null(COUNTY_NAME[:2]), first, second, tail], "")
    office = joined([texts(places.town_name, posts.town).fill_null(COUNTY_NAME), tail], "")
    name = office.zip_with(pl.Series(posts.sector == SECTORS.index("public")), company)
    committee = joined([where, pl.Series(["委员会"]).new_from_index(0, many)], "")
    name = committee.zip_with(pl.Series(body), name)

    kind = np.full(many, "public_body", dtype=object)
    for number, cell in enumerate(rows["kind"]):
        codes, weights = options(cell)
        here = posts.sector == number
        kind[here] = np.array(codes, dtype=object)[weighted(rng, weights, int(here.sum()))]
    wanted = np.bincount(posts.employer, weights=openings, minlength=many)
    staff = np.rint(wanted * rng.gamma(2.0, 1.2, many) + 2)
    unnamed = pl.Series(rng.random(many) < 0.04)
    known = rng.random(many) >= 0.2
    supported = np.rint(staff * rng.beta(1.2, 4.0, many))  # a fifth to a quarter, very uneven
    return typed(
        {
            "employer_id": keys("E", many, 5),
            "name": name,
            "kind": pl.Series(kind.tolist()).set(unnamed, None),
            "staff": column(staff, pl.Int32, known),
            "staff_supported": column(supported, pl.Int32, known & (rng.random(many) >= 0.2)),
            "place": code,
        },
        EMPLOYERS,
    )
