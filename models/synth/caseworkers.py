"""Cadres of a made-up county who look after households."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl

from models.fields import CASEWORKERS
from models.synth.county import County
from models.synth.draw import column, joined, keys, typed
from models.synth.identity import make_names, make_phones

_AT_VILLAGE = 0.35  # of the cadres; the others are stationed in a township
_LIMITED = 0.3  # of the cadres say how many households they can look after
_OFFICES = ("人民政府", "社会保障服务所", "中心小学", "卫生院", "农业服务中心", "驻村工作队")


def with_caseworkers(county: County, many: int) -> County:
    """
    The county with a table of so many cadres. The same county gives the same table.

    They live where its workers live: more of them where there are more people.

    Parameters
    ----------
    county
        From `make_county`.
    many
        At least 1.

    Raises
    ------
    ValueError
        When there are none.
    """
    if many < 1:
        msg = f"Expected at least 1 caseworker, got {many}."
        raise ValueError(msg)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([county.seed, many, 0xCA])))
    homes = county.tables["workers"].select("place", "township", "village").drop_nulls()
    at = rng.integers(0, max(1, homes.height), many)
    home = homes[at] if homes.height else homes.clear(many)
    villager = pl.Series(rng.random(many) < _AT_VILLAGE)
    code = home["place"].zip_with(villager, home["place"].str.head(9))
    office = pl.Series(_OFFICES).gather(rng.integers(0, len(_OFFICES), many))
    most = rng.integers(3, 13, many)
    table = typed(
        {
            "caseworker_id": keys("G", many, 4),
            "name": make_names(rng, rng.random(many) < 0.6),
            "organisation": joined([home["township"], office], ""),
            "place": code,
            "township": home["township"],
            "village": home["village"].set(~villager, None),
            "max_households": column(most, pl.Int32, rng.random(many) < _LIMITED),
            "phone": make_phones(rng, many),
        },
        CASEWORKERS,
    )
    return replace(county, tables={**county.tables, "caseworkers": table})
