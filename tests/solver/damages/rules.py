"""Damage to what rules ask, and to what is said of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from models.packs import load_pack
from models.rules import HouseholdGuarantee, PostShare, Priority
from tests.solver.damages.files_of import (
    NotApplicableError,
    changed,
    csv_of,
    first_row,
    is_pair,
    lose,
    matches_of,
    only_for,
    put,
    roster_of,
    say,
    write_matches,
)


def _held(folder: Path, kind: type) -> dict[str, Any]:
    """The first line of a rule of this kind that just holds."""
    pack = load_pack(folder / "pack.toml")
    ids = [rule.id for rule in pack.rules if isinstance(rule, kind)]
    rules = csv_of(folder, "rules.csv").filter(
        pl.col("rule").is_in(ids)
        & (pl.col("required").cast(pl.Int64) > 0)
        & (pl.col("required") == pl.col("achieved"))
    )
    return first_row(rules)


def _undo_share(folder: Path) -> dict[str, Any]:
    line = _held(folder, PostShare)
    roster, matches = roster_of(folder), matches_of(folder)
    rule = load_pack(folder / "pack.toml").rule(line["rule"])
    assert isinstance(rule, PostShare)
    theirs = pl.Series(rule.counted(roster)) & (rule.entities(roster) == line["entity"])
    posts = roster.vacancies.filter(theirs)["vacancy_id"]
    group = roster.workers.filter(pl.Series(rule.group.mask(roster)))["worker_id"]
    counts = pl.col("vacancy_id").is_in(posts.implode()) & pl.col("worker_id").is_in(
        group.implode()
    )
    first = first_row(matches.filter(counts))
    write_matches(folder, matches.filter(~is_pair(first["worker_id"], first["vacancy_id"])))
    lose(folder, first["worker_id"])
    return line


def leave_a_quota_short(folder: Path) -> None:
    """Somebody whom a share counts loses the post; rules.csv still says held."""
    _undo_share(folder)


def leave_a_quota_short_and_say_held(folder: Path) -> None:
    """The same, with rules.csv made to agree: the status still says that nothing is short."""
    line = _undo_share(folder)
    rules = csv_of(folder, "rules.csv")
    where = (pl.col("rule") == line["rule"]) & (pl.col("entity") == line["entity"])
    told = {"achieved": str(int(line["achieved"]) - 1), "shortfall": "1", "status": "short"}
    put(folder, "rules.csv", changed(rules, where, **told))
    say(folder, status="within_gap")


def break_a_guarantee(folder: Path) -> None:
    """The only placed member of a guaranteed household loses the post."""
    line = _held(folder, HouseholdGuarantee)
    home = roster_of(folder).workers.filter(pl.col("household_id") == line["entity"])["worker_id"]
    matches = matches_of(folder)
    who = first_row(matches.filter(pl.col("worker_id").is_in(home.implode())))["worker_id"]
    write_matches(folder, matches.filter(pl.col("worker_id") != who))
    lose(folder, who)


def pass_somebody_over(folder: Path) -> None:
    """Whoever goes first for a scarce post gives way to somebody of a later group."""
    only_for(folder, "allocate")
    roster, matches = roster_of(folder), matches_of(folder)
    free = csv_of(folder, "unplaced.csv").filter(pl.col("reason") != "unavailable")["worker_id"]
    for rule in load_pack(folder / "pack.toml").rules:
        if isinstance(rule, Priority):
            people = roster.workers.select("worker_id", bonus=pl.Series(rule.bonuses(roster)))
            posts = roster.vacancies.filter(pl.Series(rule.posts.mask(roster)))["vacancy_id"]
            held = matches.filter(pl.col("vacancy_id").is_in(posts.implode())).join(
                people, on="worker_id", maintain_order="left"
            )
            spare = people.filter(pl.col("worker_id").is_in(free.implode())).sort("bonus")
            if held.is_empty() or spare.is_empty():
                continue
            first = held.sort("bonus", descending=True, maintain_order=True).row(0, named=True)
            last = spare.row(0, named=True)
            if last["bonus"] < first["bonus"]:
                where = is_pair(first["worker_id"], first["vacancy_id"])
                write_matches(folder, changed(matches, where, worker_id=last["worker_id"]))
                lose(folder, first["worker_id"])
                return
    raise NotApplicableError


def edit_the_rules_table(folder: Path) -> None:
    """A rule is said to have achieved one more than it did."""
    rules = csv_of(folder, "rules.csv")
    line = first_row(rules.filter(pl.col("required").cast(pl.Int64) > 0))
    where = (pl.col("rule") == line["rule"]) & (pl.col("entity") == line["entity"])
    put(folder, "rules.csv", changed(rules, where, achieved=str(int(line["achieved"]) + 1)))


def leave_out_a_rule(folder: Path) -> None:
    """A line that matters is missing from the table of rules."""
    pack = load_pack(folder / "pack.toml")
    listed = [r.id for r in pack.rules if isinstance(r, PostShare | HouseholdGuarantee)]
    rules = csv_of(folder, "rules.csv").with_row_index("row")
    wanted = pl.col("rule").is_in(listed) & (pl.col("required").cast(pl.Int64) > 0)
    line = first_row(rules.filter(wanted | (pl.col("status") == "short")))
    put(folder, "rules.csv", rules.filter(pl.col("row") != line["row"]).drop("row"))


def invent_a_rule(folder: Path) -> None:
    """The table of rules has a line that no rule of the pack explains."""
    rules = csv_of(folder, "rules.csv")
    more = rules.head(1).with_columns(rule=pl.lit("no-such-rule"))
    put(folder, "rules.csv", pl.concat([rules, more]))
