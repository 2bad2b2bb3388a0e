"""Who wins and who loses from one scenario to another."""

from __future__ import annotations

import polars as pl

FIGURES = ("people", "before", "after", "gained", "lost", "better", "worse", "value_change")
_ENOUGH = 1e-9  # less is no change of a value


def compare(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """
    What each worker has in two answers.

    Parameters
    ----------
    before, after
        worker_id, value: the pairs of each answer.

    Returns
    -------
    polars.DataFrame
        worker_id, before, after: the worth of all that a worker has, null where
        that is nothing; by worker_id, those with something in either answer.
    """
    return _joined(before, after, ["worker_id"])


def by_group(changed: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """
    Counts winners and losers in each group.

    Parameters
    ----------
    changed
        See `compare`.
    groups
        worker_id, dimension, group: a line for each group that a worker is in.

    Returns
    -------
    polars.DataFrame
        dimension, group, people (in the group), before and after (placed), gained
        and lost (placed in one answer only), better and worse (placed in both, with
        another value), value_change; in the order in which groups first occur.
    """
    joined = groups.join(changed, on="worker_id", how="left", maintain_order="left")
    return joined.group_by("dimension", "group", maintain_order=True).agg(
        people=pl.len().cast(pl.Int64), **_counts()
    )


def by_kind(before: pl.DataFrame, after: pl.DataFrame, kinds: pl.DataFrame) -> pl.DataFrame:
    """
    Counts who comes to each kind of post and who leaves it.

    Parameters
    ----------
    before, after
        worker_id, vacancy_id, value.
    kinds
        vacancy_id, dimension, group, openings: what kind each post is.

    Returns
    -------
    polars.DataFrame
        As `by_group`; `people` are the openings, gained and lost count people who
        hold a post of the kind in one answer only.
    """
    keys = ["dimension", "group", "worker_id"]
    old, new = (
        frame.join(kinds, on="vacancy_id", how="inner", maintain_order="left")
        for frame in (before, after)
    )
    held = _joined(old, new, keys)
    counted = held.group_by("dimension", "group").agg(**_counts())
    all_kinds = kinds.group_by("dimension", "group", maintain_order=True).agg(
        people=pl.col("openings").sum().cast(pl.Int64)
    )
    joined = all_kinds.join(counted, on=["dimension", "group"], how="left", maintain_order="left")
    return joined.with_columns(pl.col(FIGURES).fill_null(0))


def _joined(before: pl.DataFrame, after: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """The worth of what stands under each key before and after."""
    old = before.group_by(keys).agg(before=pl.col("value").sum())
    new = after.group_by(keys).agg(after=pl.col("value").sum())
    both = old.join(new, on=keys, how="full", coalesce=True)
    return both.select(*keys, "before", "after").sort(keys)


def _counts() -> dict[str, pl.Expr]:
    before, after = pl.col("before"), pl.col("after")
    had, has = before.is_not_null(), after.is_not_null()
    change = after.fill_null(0.0) - before.fill_null(0.0)
    counts = {
        "before": had,
        "after": has,
        "gained": has & ~had,
        "lost": had & ~has,
        "better": had & has & (change > _ENOUGH),
        "worse": had & has & (change < -_ENOUGH),
    }
    return {
        **{name: flag.sum().cast(pl.Int64) for name, flag in counts.items()},
        "value_change": change.sum(),
    }
