"""The figures of a run that people ask for first: by township, group, distance and reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from api.outputs.lines import vacancies_with_places, workers_with_homes
from api.outputs.words import LEVELS, REASONS
from matcher.requirements import available
from models.categories import Category
from models.places import level_between
from models.roster import Roster

Rows = list[dict[str, Any]]


def figures(
    job: str,
    roster: Roster,
    matches: pl.DataFrame,
    unplaced: pl.DataFrame,
    unfilled: pl.DataFrame,
    at_least: int = 1,
) -> dict[str, Any]:
    """
    Counts an answer for people; plain data, kept in run.json under `figures`.

    Parameters
    ----------
    job
        allocate, push or shortlist.
    roster, matches, unplaced, unfilled
        What was asked, and the answer. Shares by township and category are of
        those who take part.
    at_least
        Posts from which a worker counts as served: 1, or the pushes owed.
    """
    counts = matches.group_by("worker_id").agg(posts=pl.len())
    people = (
        workers_with_homes(roster)
        .select("worker_id", "home")
        .with_columns(
            categories=roster.workers["categories"], available=pl.Series(available(roster))
        )
    )
    people = people.join(counts, on="worker_id", how="left", maintain_order="left").with_columns(
        served=pl.col("posts").fill_null(0) >= max(1, at_least)
    )
    return {
        "workers": people.height,
        "available": int(people["available"].sum()),
        "served": int(people["served"].sum()),
        "some": counts.height,
        "openings": int(roster.vacancies["openings"].sum() or 0),
        "given": matches.height,
        "by_township": _by_township(people.filter("available")),
        "by_category": _by_category(people.filter("available")),
        "by_distance": _by_distance(roster, matches),
        "unplaced_reasons": _reasons(unplaced),
        "unfilled_reasons": _reasons(unfilled),
        "open": int(unfilled["open"].sum() or 0),
        "exposure": exposure(roster, matches) if job == "push" else None,
        "lists": _lists(roster, matches) if job == "shortlist" else None,
    }


def exposure(roster: Roster, matches: pl.DataFrame) -> dict[str, float]:
    """
    How evenly pushes fall on posts.

    Returns
    -------
    dict
        Pushes per opening: `mean` (over all openings), `largest` (of a
        vacancy), `gini` (over vacancies, 0 even to 1 uneven); `coverage`, the
        share of vacancies with openings that are pushed to anybody at all.
    """
    pushed = matches.group_by("vacancy_id").agg(pushes=pl.len())
    posts = (
        roster.vacancies.select("vacancy_id", "openings")
        .filter(pl.col("openings") > 0)
        .join(pushed, on="vacancy_id", how="left", maintain_order="left")
        .with_columns(pl.col("pushes").fill_null(0))
    )
    if posts.is_empty():
        return {"mean": 0.0, "largest": 0.0, "gini": 0.0, "coverage": 0.0}
    pushes = posts["pushes"].to_numpy().astype(np.float64)
    openings = posts["openings"].to_numpy().astype(np.float64)
    ratio = np.sort(pushes / openings)
    ranks = np.arange(1, ratio.size + 1)
    total = ratio.sum()
    gini = (
        (2 * (ranks * ratio).sum() / (ratio.size * total) - (ratio.size + 1) / ratio.size)
        if total
        else 0.0
    )
    return {
        "mean": round(float(pushes.sum() / openings.sum()), 4),
        "largest": round(float(ratio[-1]), 4),
        "gini": round(float(gini), 4),
        "coverage": round(float((pushes > 0).mean()), 4),
    }


def _by_township(people: pl.DataFrame) -> Rows:
    return (
        people.group_by("home")
        .agg(workers=pl.len(), served=pl.col("served").sum().cast(pl.Int64))
        .sort(["workers", "home"], descending=[True, False])
        .rename({"home": "township"})
        .to_dicts()
    )


def _by_category(people: pl.DataFrame) -> Rows:
    rows = []
    mask = pl.col("categories").fill_null(0).cast(pl.Int64)
    for category in Category:
        members = people.filter((mask // (1 << category.bit)) % 2 == 1)
        if members.height:
            served = int(members["served"].sum())
            rows.append(
                {
                    "category": category.code,
                    "label": category.label,
                    "workers": members.height,
                    "served": served,
                }
            )
    return rows


def _by_distance(roster: Roster, matches: pl.DataFrame) -> Rows:
    homes = roster.workers.select("worker_id", home="place")
    posts = roster.vacancies.select("vacancy_id", post="place")
    pairs = matches.select("worker_id", "vacancy_id").join(homes, on="worker_id", how="left")
    pairs = pairs.join(posts, on="vacancy_id", how="left")
    level = level_between(pairs["home"], pairs["post"])
    known = level.drop_nulls().value_counts(name="count")
    counts = dict(zip(known.to_series(0).to_list(), known["count"].to_list(), strict=True))
    rows = [
        {"distance": LEVELS[n], "matches": counts[n]} for n in range(len(LEVELS)) if n in counts
    ]
    missing = level.null_count()
    return [*rows, {"distance": "地点不详", "matches": missing}] if missing else rows


def _reasons(frame: pl.DataFrame) -> Rows:
    """Reasons with the number of rows, the most frequent first."""
    rows = (
        frame.group_by("reason")
        .agg(
            text=pl.col("reason_text").mode().sort().first(),
            count=pl.len(),
        )
        .sort(["count", "reason"], descending=[True, False])
        .to_dicts()
    )
    return [{**row, "text": REASONS.get(row["reason"], row["text"])} for row in rows]


def entity_names(roster: Roster, rules: pl.DataFrame) -> dict[str, str]:
    """Names of the employers that rules were counted for, by the entity's key."""
    named = (
        vacancies_with_places(roster)
        .select("employer")
        .with_columns(employer_id=roster.vacancies["employer_id"])
    )
    counted = rules.filter(pl.col("kind") == "post_share").select("entity").unique()
    found = (
        counted.join(named, left_on="entity", right_on="employer_id", how="inner")
        .unique("entity", keep="any", maintain_order=True)
        .sort("entity")
    )
    return dict(zip(found["entity"].to_list(), found["employer"].to_list(), strict=True))


def _lists(roster: Roster, matches: pl.DataFrame) -> dict[str, float]:
    listed = matches.group_by("vacancy_id").agg(candidates=pl.len())
    wanted = roster.vacancies.filter(pl.col("openings") > 0).height
    stands = matches.group_by("worker_id").agg(lists=pl.len())
    mean = matches.height / listed.height if listed.height else 0.0
    return {
        "vacancies": wanted,
        "with_candidates": listed.height,
        "mean_candidates": round(mean, 2),
        "people": stands.height,
        "most_lists": max(stands["lists"].to_list(), default=0),
    }
