"""Matches joined with what people need to know of the worker and the post."""

from __future__ import annotations

import polars as pl

from api.outputs.words import pay, why
from api.personal import for_people
from models.fields import WORKERS
from models.places import division_name, level_between
from models.roster import Roster

UNKNOWN_TOWNSHIP = "未填乡镇"
UNKNOWN_EMPLOYER = "未填单位"


def lines(roster: Roster, matches: pl.DataFrame, names: bool = False) -> pl.DataFrame:
    """
    Returns one line a match, in the order of `matches`, for outputs.

    Parameters
    ----------
    roster
        Where the ids come from.
    matches
        worker_id, vacancy_id, rank, value and the value's parts.
    names
        Whether names are shown in full.

    Returns
    -------
    DataFrame
        The columns of `matches`, then name, home, home_village, title,
        employer, place_text, openings, pay_text, why, level and the wages.
    """
    workers = for_people(workers_with_homes(roster), WORKERS, names)
    joined = matches.join(workers, on="worker_id", how="left", maintain_order="left").join(
        vacancies_with_places(roster), on="vacancy_id", how="left", maintain_order="left"
    )
    return joined.with_columns(
        level=level_between(joined["home_place"], joined["post_place"]),
    ).with_columns(_why(matches), pay())


def _why(matches: pl.DataFrame) -> pl.Expr:
    """Why a pair is worth what it is; of one agreed before, that first."""
    if "pinned" not in matches.columns:
        return why()
    agreed = pl.concat_str(pl.lit("已定；"), why())
    return pl.when("pinned").then(agreed).otherwise(why()).alias("why")


def workers_with_homes(roster: Roster) -> pl.DataFrame:
    """Returns worker_id, name, home (township), home_village, home_place and wage_expected."""
    return roster.workers.select(
        "worker_id",
        "name",
        home=pl.coalesce(_text("township"), _county(roster.workers), pl.lit(UNKNOWN_TOWNSHIP)),
        home_village=_text("village"),
        home_place=pl.col("place"),
        wage_expected=pl.col("wage_expected"),
    )


def vacancies_with_places(roster: Roster) -> pl.DataFrame:
    """Returns vacancy_id, title, employer, place_text, post_place, openings and the wages."""
    employers = roster.employers.select("employer_id", employer_name=pl.col("name"))
    vacancies = roster.vacancies.join(
        employers, on="employer_id", how="left", maintain_order="left"
    )
    return vacancies.select(
        "vacancy_id",
        "title",
        employer=pl.coalesce(
            _text("employer"),
            _text("employer_name"),
            _text("employer_id"),
            pl.lit(UNKNOWN_EMPLOYER),
        ),
        place_text=pl.coalesce(_text("township"), _county(vacancies)),
        post_place=pl.col("place"),
        openings=pl.col("openings"),
        wage_min=pl.col("wage_min"),
        wage_max=pl.col("wage_max"),
    )


def _text(column: str) -> pl.Expr:
    text = pl.col(column).str.strip_chars()
    return pl.when(text == "").then(None).otherwise(text)


def _county(frame: pl.DataFrame) -> pl.Expr:
    """The name of the county of each `place`, or null; few distinct ones are looked up."""
    codes = frame["place"].drop_nulls().str.slice(0, 6).unique().sort()
    names = [division_name(code) for code in codes]
    return (
        pl.col("place")
        .str.slice(0, 6)
        .replace_strict(codes, pl.Series(names, dtype=pl.String), default=None)
    )
