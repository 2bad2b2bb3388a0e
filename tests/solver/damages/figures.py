"""Damage to the figures claimed and to their proof."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from matcher.units import UNIT
from tests.solver.damages.files_of import (
    NotApplicableError,
    csv_of,
    first_row,
    matches_of,
    price_of,
    run_of,
    say,
    set_prices,
)


def claim_a_better_bound(folder: Path) -> None:
    """The bound, and the gap with it, is said to be nearer than the prices prove."""
    run = run_of(folder)
    with_value = float(matches_of(folder)["value"].sum())
    bound = run["bound"] - max(0.001, (run["bound"] - run["objective"]) / 2)
    say(folder, bound=bound, gap=(bound - run["objective"]) / with_value)


def inflate_the_objective(folder: Path) -> None:
    """The objective is said to be a thousandth higher."""
    say(folder, objective=run_of(folder)["objective"] + 0.001)


def shrink_the_gap(folder: Path) -> None:
    """The gap does not follow from bound and objective."""
    say(folder, gap=(run_of(folder)["gap"] or 0.0) - 0.5)


def miscount_the_placed(folder: Path) -> None:
    """One more is said to be placed."""
    say(folder, placed=run_of(folder)["placed"] + 1)


def claim_that_all_is_held(folder: Path) -> None:
    """An answer in which something is short is called optimal."""
    first_row(csv_of(folder, "rules.csv").filter(pl.col("status") == "short"))
    say(folder, status="optimal")


def claim_a_loss(folder: Path) -> None:
    """An answer in which nothing is short is called relaxed."""
    if not csv_of(folder, "rules.csv").filter(pl.col("status") == "short").is_empty():
        raise NotApplicableError
    say(folder, status="relaxed")


def make_a_price_negative(folder: Path) -> None:
    """A negative price would lower the bound for nothing."""
    price = price_of(folder, "vacancy_price")
    price[0] = -UNIT
    set_prices(folder, vacancy_price=price)


def overprice_a_share(folder: Path) -> None:
    """A share's price above its penalty would lower the bound for nothing."""
    price = price_of(folder, "row_price")
    if not price.size:
        raise NotApplicableError
    price[0] = 17 * UNIT
    set_prices(folder, row_price=price)


def forget_the_prices(folder: Path) -> None:
    """The certificate's prices are gone, and with them the core: nothing proves the bound."""
    price = price_of(folder, "vacancy_price")
    if not price.any():
        raise NotApplicableError
    set_prices(folder, vacancy_price=np.zeros_like(price))
    if "core" in run_of(folder):
        say(folder, core=None)


def price_a_rule_that_is_not(folder: Path) -> None:
    """The certificate prices a row that the pack does not have."""
    rows = {n: price_of(folder, n) for n in ("row_rule", "row_entity", "row_price")}
    more = {
        "row_rule": np.append(rows["row_rule"].astype(np.str_), "no-such-rule"),
        "row_entity": np.append(rows["row_entity"].astype(np.str_), "E1"),
        "row_price": np.append(rows["row_price"], 1),
    }
    set_prices(folder, **more)
