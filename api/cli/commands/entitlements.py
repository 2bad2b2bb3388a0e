"""`gangpei entitlements`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.options import AsOf, Data, Json, Mapping, Names, Out, PackName
from api.cli.show import as_json, bars, sections

OfRun = Annotated[
    Path | None,
    typer.Option(
        "--run",
        metavar="RUN",
        help="allocate 的结果文件夹：测算全部到岗一年将要发放的补贴。What a run would owe.",
        show_default=False,
    ),
]


def entitlements(
    data: Data,
    pack: PackName,
    out: Out,
    run: OfRun = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    names: Names = False,
    json: Json = False,
) -> None:
    """应发补贴：按就业台账逐笔计算，精确到分，注明条款。Who is owed what, to the cent."""
    from api.runs.entitle import entitle

    day = as_of.date() if as_of else None
    with bars(json) as progress:
        record = entitle(
            data, pack, out, run=run, as_of=day, mapping=mapping, names=names, progress=progress
        )  # fmt: skip
    if json:
        as_json({**record, "folder": str(out)})
        return
    rows: list[list[Any]] = [
        [r["name"], r["cite"], r["fund"], f"{r['payees']:,} 户次", f"{r['owed']} 元"]
        for r in record["totals"]
    ]
    sections(
        [
            (f"应发补贴（{record['pack_title']}，截至 {record['as_of']}）", rows),
            (
                "合计",
                [
                    ["实发（不含贷款额度）", f"{record['granted']} 元"],
                    ["应发", f"{record['lines_owed']:,} 笔"],
                    ["未达条件", f"{record['lines_missed']:,} 笔"],
                    ["结果", str(out / "entitlements.xlsx")],
                ],
            ),
        ]
    )
