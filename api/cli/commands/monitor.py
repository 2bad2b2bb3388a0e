"""`gangpei monitor`."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.faults import UsageError
from api.cli.options import AsOf, Data, Json, Mapping, Names, Out, PackName
from api.cli.show import as_json, bars, sections

Before = Annotated[
    Path | None,
    typer.Option(
        "--before",
        metavar="DATA",
        help="上期的花名册，逐人对比；不写则按就业台账对比。An earlier roster to compare with.",
        show_default=False,
    ),
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="对比日，不写则为上月最后一天（或上期花名册的基准日）。The day to compare with.",
        show_default=False,
    ),
]
Entered = Annotated[
    list[str] | None,
    typer.Option(
        "--entered",
        metavar="RULE=NUMBER",
        help="要由单位填报的指标的累计数，可写多次。A number that the office enters.",
        show_default=False,
    ),
]
Pushed = Annotated[
    list[Path] | None,
    typer.Option(
        "--pushed",
        metavar="RUN",
        help="已发出短信的 push 结果，计为岗位推荐，可写多次。A push whose messages have gone out.",
        show_default=False,
    ),
]


def monitor(
    data: Data,
    pack: PackName,
    out: Out,
    before: Before = None,
    since: Since = None,
    as_of: AsOf = None,
    entered: Entered = None,
    pushed: Pushed = None,
    mapping: Mapping = None,
    names: Names = False,
    json: Json = False,
) -> None:
    """监测：月度变化、三色预警、目标进度和排队、季调度、服务、毕业生。The month's monitoring."""
    from api.runs.monitor import monitor as watch

    with bars(json) as progress:
        record, lines = watch(
            data,
            pack,
            out,
            before=before,
            since=since.date() if since else None,
            as_of=as_of.date() if as_of else None,
            entered=dict(_number(text) for text in entered or []),
            pushed=pushed or (),
            mapping=mapping,
            names=names,
            progress=progress,
        )
    if json:
        as_json({**record, "folder": str(out)})
        return
    done: tuple[str, list[list[Any]]] = ("结果", [[str(out / "monitoring.xlsx")]])
    title = f"就业监测（{record['pack_title']}，截至 {record['as_of']}）"
    sections([(title, []), *lines, done])


def _number(text: str) -> tuple[str, Decimal]:
    """Rule and number of one `--entered`."""
    rule, sign, number = text.partition("=")
    try:
        value = Decimal(number.strip().replace(",", ""))
    except InvalidOperation:
        value = Decimal("NaN")
    if not sign or not rule.strip() or not value.is_finite() or value < 0:
        msg = f"--entered 「{text}」看不懂；写成 规则编号=不小于 0 的数，例如 training=1200。"
        raise UsageError(msg)
    return rule.strip(), value
