"""What moves no value of a pair: sex, names and numbers, the order of rows."""

from dataclasses import replace

import numpy as np
import polars as pl

from matcher.pair_values import PairValues
from models.synth import make_county
from solver.jobs import run
from tests.matcher.test_pair_values import PACK, V, W, grid, tables, values


def test_sex_moves_no_value_and_no_eligibility() -> None:
    """Everybody's sex is changed, and a post asks for men in so many words: nothing moves."""
    given = values().roster
    changed = pl.when(pl.col("sex") == "male").then(pl.lit("female")).otherwise(pl.lit("male"))
    asked = pl.lit("限男性;本地户籍;汉族;未婚")
    other = replace(
        given,
        workers=given.workers.with_columns(sex=changed.cast(given.workers.schema["sex"])),
        vacancies=given.vacancies.with_columns(conditions=asked),
    )
    assert not other.workers["sex"].equals(given.workers["sex"])
    pairs = PairValues(other, PACK)
    at, allowed = tables()
    assert np.array_equal(pairs.at(*grid()).reshape(W, V), at)
    assert np.array_equal(pairs.eligible(*grid()).reshape(W, V), allowed)


def test_names_numbers_and_telephones_move_nothing() -> None:
    given = values().roster
    hidden = [pl.lit(None).cast(pl.String).alias(c) for c in ("name", "identity_number", "phone")]
    pairs = PairValues(replace(given, workers=given.workers.with_columns(hidden)), PACK)
    assert np.array_equal(pairs.at(*grid()).reshape(W, V), tables()[0])


def test_the_order_of_rows_moves_values_with_their_rows() -> None:
    given = values().roster
    rng = np.random.default_rng(0)
    w, v = rng.permutation(W), rng.permutation(V)
    moved = replace(
        given,
        workers=given.workers[w],
        vacancies=given.vacancies[v],
        households=given.households.reverse(),
        employers=given.employers.reverse(),
    )
    pairs = PairValues(moved, PACK)
    at, allowed = tables()
    assert np.array_equal(pairs.at(*grid()).reshape(W, V), at[np.ix_(w, v)])
    assert np.array_equal(pairs.eligible(*grid()).reshape(W, V), allowed[np.ix_(w, v)])


def test_the_order_of_rows_does_not_move_the_objective() -> None:
    """60 workers and 25 vacancies allocated at a gap of 1e-4, as they are and reversed."""
    given = make_county(60, 25, 8).roster()
    reversed_ = replace(
        given,
        workers=given.workers.reverse(),
        vacancies=given.vacancies.reverse(),
        households=given.households.reverse(),
    )
    first, second = (run("allocate", r, PACK).result for r in (given, reversed_))
    assert abs(first.objective - second.objective) <= 1e-4 * first.value
