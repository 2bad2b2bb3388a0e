"""Rules that cannot all hold, on purpose: what is short is named with its cause."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from decimal import Decimal

import polars as pl

from benchmarks.benchmark import Benchmark, whole
from benchmarks.checked import broken_musts, checked
from benchmarks.instances import PACK
from benchmarks.outcome import Outcome, Table, expect
from benchmarks.squeezed import PAIR, few_qualify, one_post_for_two
from models.packs import Pack, load_pack
from models.roster import Roster
from solver.jobs import Answer
from solver.jobs import run as run_job

SHARE, GUARANTEE = "relocated-share", "zero-relocated"


def solve_case(roster: Roster, pack: Pack, rule: str) -> tuple[Answer, pl.DataFrame]:
    """
    Solves a case in which one rule cannot hold; returns the answer and its short lines.

    Raises
    ------
    WrongAnswerError
        When the status says otherwise, the least shortfall is not proved, another
        rule is short, the checker counts something else, or a cause is missing.
    """
    answer = run_job("allocate", roster, pack)
    report = checked(answer, roster, pack)
    status, gap = answer.result.status.value, answer.result.gap
    expect(status == "relaxed", f"{rule} cannot hold, and the status is {status}.")
    expect(gap is not None and gap <= answer.options.gap, f"Proved a gap of {gap} only.")
    short = answer.rules.filter(pl.col("shortfall") > 0)
    expect(
        set(short["rule"]) == {rule}, f"Short are {sorted(set(short['rule']))}, not {rule} alone."
    )
    expect(short["cause"].null_count() == 0, f"{rule} is short without a cause.")
    counted = broken_musts(report, pack).sort("entity")
    said = short.select(counted.columns).sort("entity")
    expect(said.rows() == counted.rows(), "The checker counts other shortfalls.")
    return answer, short


def share_of_60(workers: int, vacancies: int, seed: int) -> tuple[Table, Answer]:
    """A share of 60 % where 10 % of the workers qualify."""
    roster = few_qualify(workers, vacancies, seed)
    pack = load_pack(PACK).with_parameters({"relocated_share": Decimal("0.60")})
    answer, short = solve_case(roster, pack, SHARE)
    lines = answer.rules.filter(pl.col("rule") == SHARE)
    required, achieved = int(lines["required"].sum()), int(lines["achieved"].sum())
    qualify = -(-workers // 10)
    expect(achieved <= qualify < required, f"{achieved} of {qualify} relocated, {required} owed.")
    caption = (
        f"60 % share, 10 % qualify: {required} owed at {lines.height} employers, {qualify} "
        f"relocated, {achieved} placed there; {short.height} employers short (the 10 worst)"
    )
    return _table(caption, short), answer


def two_households(workers: int, vacancies: int, seed: int) -> tuple[Table, Answer]:
    """Two guaranteed households, one eligible post."""
    roster = one_post_for_two(workers, vacancies, seed)
    answer, short = solve_case(roster, load_pack(PACK), GUARANTEE)
    expect(short.height == 1, f"{short.height} households are short, not 1.")
    row = short.row(0, named=True)
    expect(row["entity"] in PAIR, f"{row['entity']} is short, not one of {PAIR}.")
    post = roster.vacancies["vacancy_id"][vacancies - 1]
    holder = answer.matches.filter(pl.col("vacancy_id") == post)["worker_id"].to_list()
    expect(
        len(holder) == 1 and holder[0] in roster.workers["worker_id"][: len(PAIR)], "Nobody has it."
    )
    return _table("two households guaranteed, one eligible post", short), answer


def _table(caption: str, short: pl.DataFrame) -> Table:
    worst = short.sort("shortfall", "entity", descending=[True, False]).head(10)
    columns = ("rule", "entity", "required", "achieved", "shortfall", "cause")
    return Table(caption, tuple(worst.select(columns).iter_rows(named=True)))


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    size = (args.workers, args.vacancies, args.seed)
    cases = [share_of_60(*size), two_households(*size)]
    held = [answer.rules.filter(pl.col("shortfall") == 0).height for _, answer in cases]
    notes = (
        f"no other rule is short (asserted): {held[0]} and {held[1]} lines held",
        "status relaxed: the objective, shortfalls at their price, is proved within the gap",
    )
    title = f"infeasible on purpose: {args.workers:,} workers x {args.vacancies:,} vacancies"
    return Outcome("infeasible", title, tuple(table for table, _ in cases), notes)


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--workers", type=whole(100, 100_000), default=2000)
    parser.add_argument("--vacancies", type=whole(20, 10_000), default=250)
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=0)


INFEASIBLE = Benchmark(
    "infeasible",
    "rules that cannot hold: rule, entity, shortfall and cause; the others hold",
    _options,
    run,
    {"small": ("--workers", "600", "--vacancies", "80"), "county": ()},
)
