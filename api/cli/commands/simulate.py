"""`gangpei simulate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.faults import STOPPED_EARLY, UsageError
from api.cli.options import AsOf, Data, Gap, Json, Mapping, Out, PackName, Seed
from api.cli.show import as_json, bars, sections

SHOWN = 12  # sentences on the terminal; the files hold all
Vary = Annotated[
    list[str],
    typer.Option(
        "--vary",
        metavar="RULE.PARAM=V1,V2,...",
        help="要变的数字和取值，可写多次；也可写 起:止:步长。A number and its values; repeatable.",
        show_default=False,
    ),
]
Job = Annotated[
    str,
    typer.Option(
        "--job", help="推演哪项任务：allocate、push 或 shortlist。Which job the scenarios solve."
    ),
]
Frontier = Annotated[
    str,
    typer.Option(
        "--frontier",
        metavar="AIM,AIM",
        help="两个目标之间的前沿，如 placed,value 或 granted,placed。Two aims to trade off.",
        show_default=False,
    ),
]
Months = Annotated[
    int,
    typer.Option(
        "--months", min=1, max=60, help="测算补贴时，按在岗几个月计。Months of stay for money."
    ),
]


def simulate(
    data: Data,
    pack: PackName,
    vary: Vary,
    out: Out,
    job: Job = "allocate",
    frontier: Frontier = "",
    months: Months = 12,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    mapping: Mapping = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """方案推演：变动规则中的数字，比较结果、代价和谁得谁失。What if a rule's number changed."""
    from api.cli.vary import parse_vary
    from api.outputs.words import JOBS
    from api.runs.simulate import simulate as run_simulation
    from solver.jobs.options import JobOptions

    if job not in JOBS:
        msg = f"--job 可以是 {'、'.join(JOBS)}，现在是 {job!r}。"
        raise UsageError(msg)
    aims = tuple(part.strip() for part in frontier.replace("，", ",").split(",") if part.strip())
    with bars(json) as progress:
        record = run_simulation(
            data, pack, out, parse_vary(vary), JobOptions(gap=gap, seed=seed), job=job,
            months=months, frontier=aims, mapping=mapping,
            as_of=as_of.date() if as_of else None, progress=progress,
        )  # fmt: skip
    if json:
        as_json({**record, "folder": str(out)})
    else:
        sections(_told(record, out))
    if any(row["status"] == "limit" for row in record["scenarios"]):
        typer.echo("有方案在达到要求的差距之前停止；结果可用，差距见 gap 一列。", err=True)
        raise typer.Exit(STOPPED_EARLY)


def _told(record: dict[str, Any], out: Path) -> list[tuple[str, list[list[Any]]]]:
    from api.outputs.scenario_words import heading, marginal_sentence, status, step_sentence

    names = [*record["varied"]]
    shown = ("placed", "value", "objective", "short", "granted", "gained", "lost", "status")
    kept = [c for c in shown if any(row[c] is not None for row in record["scenarios"])]
    lines: list[list[Any]] = [["方案", *names, *(heading(c, record["job"]) for c in kept)]]
    for row in record["scenarios"]:
        values = [status(row[c]) if c == "status" else _rounded(row[c]) for c in kept]
        lines.append([str(row["scenario"]), *(f"{row[n]:g}" for n in names), *values])
    content = [(f"方案推演（{record['pack_title']}）", lines)]
    if record["notes"]:
        content.append(("注意", [[note] for note in record["notes"]]))
    told = [step_sentence(record, step) for step in record["steps"]]
    told += [marginal_sentence(record, line) for line in record["marginals"]]
    content.append(("每多一点的代价", [[line] for line in told[:SHOWN]]))
    best = [str(row["scenario"]) for row in record["scenarios"] if row["frontier"]]
    first, second = (aim["label"] for aim in record["frontier"])
    content.append((f"{first} 与 {second} 的前沿", [[f"方案 {'、'.join(best)}"]]))
    files = [[str(out / name)] for name in ("scenarios.xlsx", "scenarios.html")]
    return [*content, ("结果", files)]


def _rounded(cell: Any) -> Any:
    return f"{cell:,.2f}" if isinstance(cell, float) else cell
