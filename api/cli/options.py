"""Options that several commands share, each declared once."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path,
    typer.Argument(
        metavar="DATA",
        help="花名册：文件夹或工作簿（.xlsx .xls .csv .parquet）。The roster: folder or workbook.",
        show_default=False,
    ),
]
PackName = Annotated[
    str,
    typer.Option(
        "--pack", metavar="ID|FILE", help="政策包编号或文件。Pack id or file.", show_default=False
    ),
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", metavar="RUN", help="结果文件夹。Folder for the results.", show_default=False
    ),
]
Gap = Annotated[
    float,
    typer.Option(
        min=0.0,
        max=0.5,
        help="与最优的差距不超过此比例即停止。Stop within this fraction of the best.",
    ),
]
Seed = Annotated[
    int,
    typer.Option(min=0, help="随机种子；相同输入和种子得到相同文件。Seed; same seed, same files."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        help="列名对照文件，用于不能自动识别的列名。File that settles unclear headings.",
        show_default=False,
    ),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of",
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="基准日期，年龄和期限以此计算。Reference day for ages and deadlines.",
        show_default=False,
    ),
]
Names = Annotated[
    bool,
    typer.Option("--names", help="结果中显示全名（默认隐去部分文字）。Show names in full."),
]
Pin = Annotated[
    Path | None,
    typer.Option(
        "--pin",
        metavar="FILE",
        help="已定安排的名单（人员编号、岗位编号），保持不变。Agreed matches, which stay.",
        show_default=False,
    ),
]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="RUN",
        help="从上一次的结果接着算，快得多。Begin where an earlier run left off.",
        show_default=False,
    ),
]
Reaches = Annotated[
    list[str] | None,
    typer.Option(
        "--reach",
        metavar="RULE[@EMPLOYER][=VALUE]",
        help="追求达到的门槛规则及其价值（1 相当于稳定安置一人），可写多次。"
        "A threshold to chase, and its worth.",
        show_default=False,
    ),
]
Json = Annotated[
    bool, typer.Option("--json", help="以 JSON 输出，供程序读取。Print JSON for programs.")
]
Run = Annotated[
    Path,
    typer.Argument(
        metavar="RUN",
        help="allocate、push 或 shortlist 的结果文件夹。A run folder.",
        show_default=False,
    ),
]
