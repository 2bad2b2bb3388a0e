"""The made-up county 990101: townships, villages, relocation sites and where people go to work."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from models.synth.draw import BoolArray, FloatArray, IntArray
from models.synth.vocabulary import table

COUNTY = "990101"
COUNTY_NAME = "示例县"


@dataclass(frozen=True)
class Places:
    """
    Homes and places of work.

    Parameters
    ----------
    town_code, town_name
        Shape (T,): townships; the first is the county seat.
    village_code, village_name, village_town, is_site, weight
        Shape (G,): villages, the township each lies in, whether it is a
        relocation site, and its share of households.
    away_code, away_name, away_short, away_weight, away_pay
        Shape (D,): destinations outside the county (`short` as in the names
        of firms), how often posts lie there, and pay there as a multiple of
        pay at home.
    """

    town_code: pl.Series
    town_name: pl.Series
    village_code: pl.Series
    village_name: pl.Series
    village_town: IntArray
    is_site: BoolArray
    weight: FloatArray
    away_code: pl.Series
    away_name: pl.Series
    away_short: pl.Series
    away_weight: FloatArray
    away_pay: FloatArray


def make_places(rng: np.random.Generator, workers: int) -> Places:
    """Lays out a county whose number of townships fits the number of workers."""
    words = table("place_names")
    parts = {k: words.filter(kind=k)["text"].to_list() for k in words["kind"].unique()}
    towns = int(np.clip(12 + workers // 8000, 12, 120))
    firsts = parts["town_first"] + [
        first + second for second in parts["village_second"] for first in parts["town_first"]
    ]
    named = rng.permutation(firsts[: max(towns, len(parts["town_first"]))])[: towns - 1]
    kinds = np.where(rng.random(towns - 1) < 0.75, "镇", "乡")
    town_name = ["城关镇", *(f"{name}{kind}" for name, kind in zip(named, kinds, strict=True))]
    town_code = [f"{COUNTY}{100 + number}" for number in range(towns)]

    combined = [a + b for a in parts["village_first"] for b in parts["village_second"]]
    code, name, town, site, weight = [], [], [], [], []
    for number in range(towns):
        seat = number == 0
        many = int(rng.integers(8, 19))
        named = rng.permutation(combined)[:many]
        for village, first in enumerate(named):
            code.append(f"{town_code[number]}{200 + village}")
            name.append(f"{first}{'社区' if seat and village < 4 else '村'}")
            town.append(number)
            site.append(False)
            weight.append(float(rng.gamma(4.0)) * (1.6 if seat else 1.0))
        if seat or number % 4 == 1:
            code.append(f"{town_code[number]}001")
            name.append(f"{parts['site'][number // 4 % len(parts['site'])]}安置点")
            town.append(number)
            site.append(True)
            weight.append(0.6)
    away = table("destinations")
    return Places(
        town_code=pl.Series(town_code),
        town_name=pl.Series(town_name),
        village_code=pl.Series(code),
        village_name=pl.Series(name),
        village_town=np.array(town),
        is_site=np.array(site),
        weight=np.array(weight),
        away_code=away["code"],
        away_name=away["name"],
        away_short=away["short"],
        away_weight=away["weight"].cast(pl.Float64).to_numpy(),
        away_pay=away["pay"].cast(pl.Float64).to_numpy(),
    )
