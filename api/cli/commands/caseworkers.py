"""`gangpei caseworkers`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from api.cli.faults import STOPPED_EARLY
from api.cli.options import AsOf, Data, Json, Mapping, Names, Out, PackName
from api.cli.show import as_json, bars, sections

Households = Annotated[
    str | None,
    typer.Option(
        "--households",
        metavar="NAME",
        help="政策包里的家庭户范围；默认是规则保障就业的户。Households of the pack.",
        show_default=False,
    ),
]


def caseworkers(
    data: Data,
    pack: PackName,
    out: Out,
    households: Households = None,
    as_of: AsOf = None,
    mapping: Mapping = None,
    names: Names = False,
    json: Json = False,
) -> None:
    """结对帮扶：每户一名干部，就近且户数均衡。One cadre to one household, near, evenly."""
    from api.runs.caseworkers import look_after

    day = as_of.date() if as_of else None
    with bars(json) as progress:
        record = look_after(
            data, pack, out, households=households, as_of=day, mapping=mapping, names=names,
            progress=progress,
        )  # fmt: skip
    if json:
        as_json({**record, "folder": str(out)})
    else:
        sections(_told(record, str(out / "caseworkers.xlsx")))
    if record["status"] == "limit":
        raise typer.Exit(STOPPED_EARLY)


def _told(record: dict[str, Any], book: str) -> list[tuple[str, list[list[Any]]]]:
    loads = record["loads"]
    near = "，".join(f"{label} {n:,} 户" for label, n in record["distances"].items() if n)
    best = record["nearness"] == record["nearness_bound"]
    proof = (
        "已证明：户数同样均衡的分法中，没有更就近的"
        if best
        else f"就近得分 {record['nearness']:,}，上界 {record['nearness_bound']:,}"
    )
    lines: list[list[Any]] = [
        ["帮扶对象", "、".join(record["whom"])],
        ["家庭户", f"{record['households']:,} 户，已安排 {record['served']:,} 户"],
        ["干部", f"{record['caseworkers']:,} 名，每名 {loads['least']} 至 {loads['most']} 户"],
        ["远近", near or "没有需要帮扶的户"],
        ["质量", f"{proof}（全部 {record['pairs_priced']:,} 个户与干部的配对）"],
    ]
    if record["unserved"]:
        lines.append(
            ["未安排", f"{record['unserved']:,} 户：干部可帮扶的户数已满，见 unserved.csv"]
        )
    lines.append(["结果", book])
    return [(f"结对帮扶（{record['pack_title']}，基准日期 {record['as_of']}）", lines)]
