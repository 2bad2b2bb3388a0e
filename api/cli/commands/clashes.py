"""`gangpei clashes`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.faults import STOPPED_EARLY, UsageError
from api.cli.options import AsOf, Data, Gap, Json, Mapping, PackName, Seed
from api.cli.show import as_json, bars, sections


class Job(StrEnum):
    """Jobs whose rules can clash."""

    ALLOCATE = "allocate"
    PUSH = "push"


WhichJob = Annotated[
    Job, typer.Option("--job", help="哪项任务的规则：一人一岗安置或岗位推送。Rules of which job.")
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="DIR",
        help="把结果（clashes.json、clashes.xlsx）写到这个文件夹。Folder for the results.",
        show_default=False,
    ),
]
MinPosts = Annotated[
    int, typer.Option("--min", min=0, max=100, help="push：每人至少推送几个岗位。Least posts.")
]
MaxPosts = Annotated[
    int, typer.Option("--max", min=1, max=100, help="push：每人至多推送几个岗位。Most posts.")
]


def clashes(
    data: Data,
    pack: PackName,
    job: WhichJob = Job.ALLOCATE,
    out: OutFolder = None,
    min_posts: MinPosts = 3,
    max_posts: MaxPosts = 5,
    gap: Gap = 1e-4,
    seed: Seed = 0,
    mapping: Mapping = None,
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """规则冲突：哪几条规则不能同时满足，怎样改动最小。Which rules clash, and the ways out."""
    if min_posts > max_posts:
        msg = f"--min（{min_posts}）不能大于 --max（{max_posts}）。"
        raise UsageError(msg)
    from api.outputs.clashes_book import verdict
    from api.runs.clashes import tell_clashes
    from solver.jobs.options import JobOptions

    options = JobOptions(gap=gap, seed=seed, min_posts=min_posts, max_posts=max_posts)
    day = as_of.date() if as_of else None
    with bars(json) as progress:
        record = tell_clashes(
            job.value, data, pack, out, options=options, as_of=day, mapping=mapping,
            progress=progress,
        )  # fmt: skip
    if json:
        as_json(record if out is None else {**record, "folder": str(out)})
    else:
        heading = f"规则冲突（{record['pack_title']}，截至 {record['as_of']}）"
        sections([(heading, [["结论", verdict(record)]]), *_told(record)])
    if not record["complete"]:
        typer.echo("有的规则未能在时限内判定；已找到的冲突和办法都经过验证。", err=True)
        raise typer.Exit(STOPPED_EARLY)


def _told(record: dict[str, Any]) -> list[tuple[str, list[list[Any]]]]:
    from api.outputs.clashes_book import asked, gained, told

    content: list[tuple[str, list[list[Any]]]] = []
    for number, clash in enumerate(record["clashes"], start=1):
        lines: list[list[Any]] = [[e["cite"], e["text"], e["rule"]] for e in clash["lines"]]
        content.append((f"冲突{number}：{told(clash)}", lines))
        ways: list[list[Any]] = [
            [way["rank"], way["text"], f"匹配度 {gained(way)}"] for way in clash["ways"]
        ]
        content.append(("解决办法", ways or [["没有找到只改一处就能解决的办法。"]]))
    if record["more"]:
        more: list[list[Any]] = [[told(clash), asked(clash)] for clash in record["more"]]
        content.append(("其余冲突（没有查找办法）", more))
    if record["together"]:
        every: list[list[Any]] = [
            [way["rank"], way["text"], f"匹配度 {gained(way)}"] for way in record["together"]
        ]
        content.append(("一次解决全部冲突", every))
    return content
