from dataclasses import replace

import polars as pl
import pytest

from matcher.components import PARTS, Weights
from matcher.learning import outcomes
from matcher.pair_values import PairValues
from models.packs import load_pack
from models.synth import make_county

PACK = load_pack("qianyang-2021")
COUNTY = make_county(6000, 300, 5).roster()


def test_a_roster_without_a_ledger_keeps_the_stated_weights() -> None:
    empty = replace(COUNTY, placements=COUNTY.placements.clear())
    assert PairValues(empty, PACK).weights == Weights()


def test_the_weights_of_a_ledger_are_shares() -> None:
    weights = PairValues(COUNTY, PACK).weights
    assert sum(weights.values()) == pytest.approx(1)
    assert min(weights.values()) >= 0


def test_a_ledger_in_which_only_pay_matters_raises_the_weight_of_pay() -> None:
    values = PairValues(COUNTY, PACK)
    worker, vacancy, _ = outcomes(COUNTY)
    pay = values.components(worker, vacancy)["pay"]
    keys = COUNTY.workers["worker_id"][worker], COUNTY.vacancies["vacancy_id"][vacancy]
    days = pl.Series([400 if p > 0.5 else 10 for p in pay])
    ledger = pl.DataFrame({"worker_id": keys[0], "vacancy_id": keys[1], "days": days}).select(
        pl.arange(pl.len()).cast(pl.String).alias("placement_id"),
        "worker_id",
        "vacancy_id",
        started_at=pl.lit(COUNTY.as_of) - pl.duration(days=500),
        ended_at=pl.lit(COUNTY.as_of) - pl.duration(days=500 - pl.col("days")),
    )
    weights = PairValues(replace(COUNTY, placements=ledger), PACK).weights
    assert max(PARTS, key=lambda name: getattr(weights, name)) == "pay"


def test_a_placement_younger_than_three_months_is_no_outcome() -> None:
    young = COUNTY.placements.with_columns(
        started_at=pl.lit(COUNTY.as_of), ended_at=pl.lit(None, dtype=pl.Date)
    )
    assert outcomes(replace(COUNTY, placements=young))[0].size == 0
