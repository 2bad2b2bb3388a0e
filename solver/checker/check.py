"""One answer, checked with code that shares nothing with the solver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from matcher.pairs import Values
from models.packs import Pack
from models.roster import Roster
from solver.checker import push_minimum
from solver.checker.bound import bound_units
from solver.checker.classes import classify, group_masks
from solver.checker.core import core_bound
from solver.checker.eligibility import check_eligibility
from solver.checker.facts import Facts
from solver.checker.figures import Figures, check_counts, check_figures, check_status
from solver.checker.limits import caps, least_posts, most_posts
from solver.checker.pairs import check_available, check_limits, index_pairs
from solver.checker.people import check_unfilled, check_unplaced
from solver.checker.pins import best_left, check_pins, index_pins
from solver.checker.prices import Certified, price_table, read_prices
from solver.checker.priority import check_priorities
from solver.checker.reach import check_reach, lost
from solver.checker.recount import check_caps, recount, rule_names, short_of_rules
from solver.checker.report import Fault, Report
from solver.checker.rule_claims import check_lines
from solver.checker.wages import read_wages, wage_bound
from solver.checker.worth import check_ranks, check_values, objective_units


def check(
    roster: Roster,
    pack: Pack,
    job: str,
    options: Mapping[str, Any],
    matches: pl.DataFrame,
    certificate: Mapping[str, Any],
    claimed: Mapping[str, Any],
    values: Values,
    pinned: pl.DataFrame | None = None,
) -> Report:
    """
    Re-counts every rule, recomputes objective and bound, and names what is wrong.

    Parameters
    ----------
    roster, pack, job, options
        What was asked. `options` holds the fields of the job's options by name:
        gap, min_posts, max_posts, per_opening, max_lists; reach, as texts, where
        thresholds were chased.
    matches
        The pairs of the answer: worker_id, vacancy_id, rank, value.
    certificate
        vacancy_price (V,), row_rule, row_entity and row_price (R,), unit; where wages
        proved the bound, the fields of `solver.checker.wages`.
    claimed
        What the answer says of itself: objective, bound, gap, status; the frames
        rules, unplaced and unfilled; and, where given, placed, workers,
        vacancies, openings and pairs_priced; core, where its bound is one of a core.
        A frame left out is not compared.
    values
        Values of all pairs, from the same roster and pack.
    pinned
        worker_id, vacancy_id: pairs that every answer had to keep; none where None.

    Returns
    -------
    Report
        With a fault for everything that is wrong; `ok` where nothing is.
    """
    rows, worker, vacancy, faults = index_pairs(roster, matches)
    pins, unknown = index_pins(roster, pinned)
    held = pins.places(worker, vacancy)
    facts = Facts(roster, pack, job, options, values, worker, vacancy, held)
    counted = matches[rows]
    prices, unusable = read_prices(facts, certificate)
    paid, unpaid = read_wages(facts, certificate)
    classes = classify(group_masks(facts), facts.workers)
    table = price_table(facts, classes, prices or Certified.nothing(facts))
    most = int(most_posts(facts).max(initial=1))
    best = best_left(facts, pins, table, most)
    open_ = caps(facts)[best.vacancy] > 0
    reachable = np.bincount(best.worker[open_], minlength=facts.workers)
    forbidden = [*check_eligibility(facts)]
    passed_over = [*check_priorities(facts, _left(claimed, values.unit))]
    recounted = recount(facts, reachable, forbidden + passed_over)
    owed = np.minimum(least_posts(facts), reachable)
    unpushed = push_minimum.short_posts(facts, owed)
    short = push_minimum.short_penalty(facts) if job == "push" else 0
    objective, value = objective_units(facts, classes, recounted, short * unpushed)
    objective -= lost(facts)
    bound = None
    if prices is not None:
        units = bound_units(facts, prices, table, best, owed=owed, short=short)
        units -= pins.extra
        if claimed.get("core") is not None and not pins.worker.size and units > objective:
            proved = core_bound(
                facts, classes, table, best,
                owed=owed, short=short, bound=units, objective=objective,
            )  # fmt: skip
            units = units if proved is None else min(units, proved)
        if paid is not None and not pins.worker.size:
            units = min(units, wage_bound(facts, classes, prices, paid))
        bound = units / values.unit
    true = Figures(objective / values.unit, value / values.unit, bound)
    faults += unknown + unusable + unpaid
    faults += [
        *check_available(facts),
        *check_limits(facts),
        *forbidden,
        *check_values(facts, counted),
        *check_ranks(facts, counted),
        *check_caps(recounted),
        *check_pins(facts, pins, counted, claimed),
        *passed_over,
        *check_figures(true, claimed),
        *check_status(true, unpushed + short_of_rules(recounted), float(options["gap"]), claimed),
        *check_counts(facts, claimed),
        *check_reach(facts, claimed),
        *_check_tables(facts, recounted, claimed),
    ]
    return Report(tuple(faults), true.objective, true.value, bound, true.gap, recounted)


def _left(claimed: Mapping[str, Any], unit: int) -> int:
    """How much better than the answer the best may be, as claimed, in units."""
    bound, objective = claimed.get("bound"), claimed.get("objective")
    return 0 if bound is None or objective is None else max(0, round((bound - objective) * unit))


def _check_tables(
    facts: Facts, recounted: pl.DataFrame, claimed: Mapping[str, Any]
) -> Iterator[Fault]:
    rules, unplaced, unfilled = (claimed.get(n) for n in ("rules", "unplaced", "unfilled"))
    if rules is not None:
        yield from check_lines(recounted, rules, rule_names(facts))
    if unplaced is not None:
        yield from check_unplaced(facts, unplaced)
    if unfilled is not None:
        yield from check_unfilled(facts, unfilled)
