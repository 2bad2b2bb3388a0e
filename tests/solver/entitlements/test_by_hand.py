"""Columns and plain loops come to the same cents, whatever the ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from models.fields import TABLES
from models.packs import load_pack
from models.roster import Roster
from models.synth.draw import typed
from solver.entitlements import account
from solver.entitlements.months import after, months_between
from tests.solver.entitlements.by_hand import PACK, count, later

AS_OF = date(2024, 1, 31)


def drawn(seed: int, many: int = 160) -> tuple[list[dict[str, Any]], dict[str, int | None]]:
    """A ledger of few people, so that they come again and again; and last year's figures."""
    rng = np.random.default_rng(seed)
    lines = []
    for _ in range(many):
        start = date(2021, 12, 1) + timedelta(days=int(rng.integers(0, 800)))
        ended = start + timedelta(days=int(rng.integers(0, 420)))
        lines.append(
            {
                "event": "sales" if rng.random() < 0.15 else "job",
                "worker_id": f"W{rng.integers(0, 40)}",
                "employer_id": f"E{rng.integers(0, 9)}",
                "agent_id": f"A{rng.integers(0, 5)}" if rng.random() < 0.6 else None,
                "started_at": start,
                "ended_at": ended if rng.random() < 0.7 else None,
                "destination": ["county", "city", "beyond", None][rng.integers(0, 4)],
                "contract_months": [None, 6, 11, 12, 24][rng.integers(0, 5)],
                "applied_at": start + timedelta(days=int(rng.integers(150, 220)))
                if rng.random() < 0.4
                else None,
                "cost": int(rng.integers(0, 60_000)) if rng.random() < 0.8 else None,
            }
        )
    bases = {f"A{n}": None if n == 4 else int(rng.integers(0, 12)) for n in range(5)}
    return lines, bases


def roster(lines: list[dict[str, Any]], bases: dict[str, int | None]) -> Roster:
    """The same ledger as frames."""

    rows: dict[str, Any] = {name: [x[name] for x in lines] for name in lines[0]}
    rows["cost"] = [None if c is None else Decimal(c) / 100 for c in rows["cost"]]
    rows["placement_id"] = [f"L{n}" for n in range(len(lines))]
    units = [*bases, *(f"E{n}" for n in range(9))]
    return Roster(
        workers=typed({"worker_id": [f"W{n}" for n in range(40)]}, TABLES["workers"]),
        vacancies=pl.DataFrame(schema=TABLES["vacancies"].schema),
        households=pl.DataFrame(schema=TABLES["households"].schema),
        employers=typed(
            {"employer_id": units, "base_last_year": [bases.get(u) for u in units]},
            TABLES["employers"],
        ),
        placements=typed(rows, TABLES["placements"]),
        as_of=AS_OF,
    )


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Any:
    path: Path = tmp_path_factory.mktemp("pack") / "sample.toml"
    path.write_text(PACK, encoding="utf-8")
    return load_pack(path)


@pytest.mark.parametrize("seed", range(12))
def test_a_drawn_ledger_comes_to_the_cents_of_the_plain_loops(seed: int, pack: Any) -> None:
    lines, bases = drawn(seed)
    found = account(roster(lines, bases), pack).owed
    sums = {
        row["rule"]: int(row["owed"] * 100)
        for row in found.group_by("rule").agg(pl.col("owed").sum()).iter_rows(named=True)
    }
    wanted = count(lines, bases, AS_OF)
    assert {rule: sums.get(rule, 0) for rule in wanted} == wanted
    assert all(wanted.values())  # every rule has something to say of it


def test_nobody_is_owed_more_for_a_ledger_in_another_order(pack: Any) -> None:
    """Lines that begin on different days are taken by their day, not by their place."""
    lines, bases = drawn(99)
    firsts = {line["started_at"]: line for line in lines}
    apart = list(firsts.values())
    one = account(roster(apart, bases), pack)
    two = account(roster(apart[::-1], bases), pack)
    assert one.totals.sort("rule").equals(two.totals.sort("rule"))
    assert one.granted == two.granted > 0


def test_a_ledger_counted_twice_gives_the_same_rows(pack: Any) -> None:
    lines, bases = drawn(5)
    one, two = (account(roster(lines, bases), pack) for _ in range(2))
    assert one.owed.equals(two.owed)
    assert one.missed.equals(two.missed)


def test_full_months_are_those_of_the_calendar() -> None:
    """Against one month after another, over starts and ends at the turns of months."""
    days = [date(2023, 11, 28) + timedelta(days=n) for n in range(130)]
    pairs = [(a, b) for a in days[::3] for b in days]
    frame = pl.DataFrame(pairs, schema=["a", "b"], orient="row")
    found = frame.select(months_between(pl.col("a"), pl.col("b"))).to_series().to_list()
    for (a, b), months in zip(pairs, found, strict=True):
        assert later(a, months) <= b < later(a, months + 1)
    assert frame.select(after(pl.col("a"), 3)).to_series().to_list() == [
        later(a, 3) for a, _ in pairs
    ]
