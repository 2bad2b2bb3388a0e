"""`gangpei synth`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from api.cli.faults import UsageError
from api.cli.options import Json, Seed
from api.cli.show import as_json, bars, sections

Folder = Annotated[
    Path,
    typer.Argument(metavar="OUT", help="写到哪个文件夹。Folder to write to.", show_default=False),
]
Workers = Annotated[
    int, typer.Option(min=1, max=2_000_000, help="求职人数。Number of workers.", show_default=False)
]
Vacancies = Annotated[
    int, typer.Option(min=1, max=200_000, help="岗位数。Number of vacancies.", show_default=False)
]
Format = Annotated[
    Literal["csv", "xlsx", "parquet"], typer.Option("--format", help="文件格式。File format.")
]
Pack = Annotated[
    str | None,
    typer.Option(
        "--pack",
        metavar="ID|FILE",
        help="说明此政策包哪些规则在这个县不起作用。Rules of a pack that select nothing here.",
        show_default=False,
    ),
]
Market = Annotated[
    Literal["default", "slack", "tight", "lopsided"],
    typer.Option("--market", help="市场松紧：宽松、紧张或错位。How hard the market is."),
]
Messy = Annotated[
    bool,
    typer.Option("--messy", help="写成基层报送的样子：标题行、各种写法、错漏。As offices send it."),
]


Caseworkers = Annotated[
    int,
    typer.Option(
        "--caseworkers", min=0, max=100_000, help="另加一张帮扶干部表，多少人。Cadres, in a table."
    ),
]
Starts = Annotated[
    bool,
    typer.Option("--starts", help="另加各岗位的到岗日期。Days on which the work begins."),
]

Ledger = Annotated[
    int,
    typer.Option(
        "--ledger",
        min=0,
        max=120,
        help="另加就业台账和服务记录，多少个月。Ledgers of so many months.",
    ),
]


def synth(
    out: Folder,
    workers: Workers,
    vacancies: Vacancies,
    seed: Seed = 0,
    pack: Pack = None,
    market: Market = "default",
    file_format: Format = "csv",
    messy: Messy = False,
    caseworkers: Caseworkers = 0,
    starts: Starts = False,
    ledger: Ledger = 0,
    json: Json = False,
) -> None:
    """生成一个虚构的县，同样的参数得到同样的文件。A made-up county, reproducible to the byte."""
    from api.runs.atomic import whole_folder
    from api.runs.errors import RunError
    from models.fields import TABLES
    from models.packs import load_pack
    from models.synth import (
        PRESETS,
        make_county,
        with_caseworkers,
        with_ledger,
        with_starts,
        write_county,
    )

    if messy and file_format == "parquet":
        msg = "--messy 只能与 --format csv 或 xlsx 一起用。"
        raise UsageError(msg)
    rules = load_pack(pack) if pack is not None else None
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        msg = f"{out} 已有内容，没有写入。请指定一个新的或空的文件夹。"
        raise RunError(msg)
    with bars(json) as progress:
        progress("生成", 0.0)
        county = make_county(workers, vacancies, seed, severity=PRESETS[market])
        county = with_ledger(county, ledger) if ledger else county
        county = with_caseworkers(county, caseworkers) if caseworkers else county
        county = with_starts(county) if starts else county
        progress("生成", 1.0)
        progress("写入", 0.0)
        with whole_folder(out) as folder:
            write_county(county, folder, format=file_format, messy=messy)
        progress("写入", 1.0)
    rows = {name: table.height for name, table in county.tables.items()}
    if json:
        as_json({"folder": str(out), "seed": seed, "market": market, "rows": rows})
    else:
        lines = [[TABLES[name].label, f"{count:,} 行"] for name, count in rows.items()]
        sections([(f"虚构的县已写入 {out}", lines)])
    for warning in rules.warnings(county.roster()) if rules is not None else ():
        typer.echo(f"注意：{warning}", err=True)
