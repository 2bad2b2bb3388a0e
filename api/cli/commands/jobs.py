"""`gangpei allocate`, `gangpei push` and `gangpei shortlist`."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.faults import AT_FAULT, STOPPED_EARLY, UsageError
from api.cli.options import (
    AsOf,
    Data,
    From,
    Gap,
    Json,
    Mapping,
    Names,
    Out,
    PackName,
    Pin,
    Reaches,
    Seed,
)
from api.cli.show import as_json, bars, sections

WARNINGS = 4  # printed; run.json and the workbook hold all
SHOWN = 3  # lines of one rule on standard error; the files hold all

Strict = Annotated[
    bool,
    typer.Option(
        "--strict",
        help="有“必须”的规则未满足时，退出状态为 1。Exit 1 when a must rule is short.",
    ),
]
MinPosts = Annotated[
    int, typer.Option("--min", min=0, max=100, help="每人至少推送几个岗位。Least posts a person.")
]
MaxPosts = Annotated[
    int, typer.Option("--max", min=1, max=100, help="每人至多推送几个岗位。Most posts a person.")
]
PerOpening = Annotated[
    int,
    typer.Option(
        "--per-opening", min=1, max=100, help="每个名额几名候选人。Candidates per opening."
    ),
]
MaxLists = Annotated[
    int,
    typer.Option("--max-lists", min=1, max=100, help="一人至多列入几份名单。Most lists a person."),
]


def allocate(
    data: Data,
    pack: PackName,
    out: Out,
    pin: Pin = None,
    from_run: From = None,
    reach: Reaches = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    mapping: Mapping = None,
    as_of: AsOf = None,
    names: Names = False,
    strict: Strict = False,
    json: Json = False,
) -> None:
    """一人一岗安置：每人至多一个岗位，满足全部规则，总体最优。One post a person, every rule."""
    if reach and (pin is not None or from_run is not None):
        msg = "--reach 不能与 --pin 或 --from 同用。"
        raise UsageError(msg)
    settings = {"gap": gap, "seed": seed, "reach": _chased(reach or [])}
    asked = _Asked(data, pack, out, mapping, as_of, names, pin, from_run)
    _run("allocate", asked, strict, json, **settings)


def _chased(texts: list[str]) -> tuple[Any, ...]:
    from models.reach import Reach, ReachError

    try:
        return tuple(Reach.parse(text) for text in texts)
    except ReachError as error:
        raise UsageError(str(error)) from None


def push(
    data: Data,
    pack: PackName,
    out: Out,
    min_posts: MinPosts = 3,
    max_posts: MaxPosts = 5,
    from_run: From = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    mapping: Mapping = None,
    as_of: AsOf = None,
    names: Names = False,
    strict: Strict = False,
    json: Json = False,
) -> None:
    """岗位推送：每人至少三个合适岗位，附短信文本。At least 3 tailored posts a person."""
    if min_posts > max_posts:
        msg = f"--min（{min_posts}）不能大于 --max（{max_posts}）。"
        raise UsageError(msg)
    settings = {"gap": gap, "seed": seed, "min_posts": min_posts, "max_posts": max_posts}
    asked = _Asked(data, pack, out, mapping, as_of, names, None, from_run)
    _run("push", asked, strict, json, **settings)


def shortlist(
    data: Data,
    pack: PackName,
    out: Out,
    per_opening: PerOpening = 3,
    max_lists: MaxLists = 5,
    from_run: From = None,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    mapping: Mapping = None,
    as_of: AsOf = None,
    names: Names = False,
    strict: Strict = False,
    json: Json = False,
) -> None:
    """展位候选名单：招聘会每个展位一份排好序的名单。A ranked list of candidates for every booth."""
    settings = {"gap": gap, "seed": seed, "per_opening": per_opening, "max_lists": max_lists}
    asked = _Asked(data, pack, out, mapping, as_of, names, None, from_run)
    _run("shortlist", asked, strict, json, **settings)


@dataclass(frozen=True)
class _Asked:
    """What every job is asked; see `api.runs.execute`."""

    data: Path
    pack: str
    out: Path
    mapping: Path | None
    as_of: datetime | None
    names: bool
    pin: Path | None
    from_run: Path | None


def _run(job: str, asked: _Asked, strict: bool, json: bool, **settings: Any) -> None:
    from api.outputs.overview import named
    from api.runs import execute
    from api.summary import short_rules, summarise
    from solver.jobs.options import JobOptions

    with bars(json) as progress:
        folder = execute(
            job, asked.data, asked.pack, asked.out, JobOptions(**settings), progress,
            asked.mapping, as_of=asked.as_of.date() if asked.as_of else None,
            names=asked.names, pin=asked.pin, from_run=asked.from_run,
        )  # fmt: skip
    found = folder.run["from"]
    if found and not found["warm"]:
        typer.echo(
            f"注意：没有从 {found['run']} 接着算，已从头计算：{found['why_cold']}。", err=True
        )
    short = short_rules(folder)
    warnings = folder.run["warnings"]
    for warning in warnings[:WARNINGS]:
        typer.echo(f"注意：{warning}", err=True)
    if len(warnings) > WARNINGS:
        typer.echo(f"…… 共 {len(warnings)} 条提醒，见 run.json 或概要表。", err=True)
    if json:
        as_json({**folder.run, "folder": str(folder.path), "files": folder.files, "short": short})
    else:
        sections(summarise([folder]))
    told: Counter[str] = Counter()
    for line in short:
        told[line["rule"]] += 1
        if told[line["rule"]] <= SHOWN:
            typer.echo(
                f"规则未满足：{line['rule']}（{named(line['entity'], folder.run['entities'])}）"
                f"应达到 {line['required']}，已达到 {line['achieved']}，缺 {line['shortfall']}。"
                f"{line['cause'] or ''}",
                err=True,
            )
    if any(count > SHOWN for count in told.values()):
        typer.echo(f"…… 共 {len(short)} 条未满足，见 {folder.path / 'rules.csv'}", err=True)
    if short and job != "shortlist":
        which = "" if job == "allocate" else f" --job {job}"
        command = f"gangpei clashes {asked.data} --pack {asked.pack}{which}"
        typer.echo(f"哪几条规则相互冲突、怎样改动最小：{command}", err=True)
    _exit(folder.run["status"], strict and any(line["strength"] == "must" for line in short))


def _exit(status: str, broken: bool) -> None:
    if status == "limit":
        typer.echo("在达到要求的差距之前停止；结果可用，差距见 run.json 的 gap。", err=True)
        raise typer.Exit(STOPPED_EARLY)
    if status == "infeasible":
        typer.echo("规则相互冲突，没有任何可行的结果；见 rules.csv。", err=True)
    if status == "infeasible" or broken:
        raise typer.Exit(AT_FAULT)
