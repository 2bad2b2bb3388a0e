"""`gangpei departures`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from api.cli.commands.explain import DataAgain
from api.cli.faults import STOPPED_EARLY
from api.cli.options import Json, Names, Out, Run
from api.cli.show import as_json, bars, sections

Least = Annotated[int, typer.Option(min=1, max=10_000, help="一批至少几人。Least group.")]
Days = Annotated[
    int, typer.Option(min=1, max=90, help="到岗前几天之内可以出发。Days before work begins.")
]
Seats = Annotated[
    str,
    typer.Option(
        metavar="SEATS",
        help="车型:座位:每趟费用，如 45 或 大客:45:1800,中巴:19:900。Vehicles.",
    ),
]
To = Annotated[
    Literal["county", "city"],
    typer.Option("--to", help="同一目的地指同一个县（区），还是同一个市。One destination."),
]
PickUp = Annotated[
    Literal["township", "village"],
    typer.Option("--pick-up", help="按乡镇还是按村设上车点。Where people are picked up."),
]
Together = Annotated[
    Literal["household", "village", "nobody"],
    typer.Option("--together", help="同户、同村同行的必在同一批，或不作要求。Who goes together."),
]
Prefer = Annotated[
    Literal["vehicles", "home"],
    typer.Option("--prefer", help="人数之后，先求车少（费用低），还是先求就近上车。What is next."),
]
NoHub = Annotated[
    bool, typer.Option("--no-hub", help="不在县城设集中上车点。No pick-up at the county seat.")
]
Neighbours = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="相邻乡镇的表（.csv，每行两个乡镇），人少的可到邻镇上车。Neighbouring townships.",
        show_default=False,
    ),
]
Effort = Annotated[
    float,
    typer.Option(
        min=0.1, max=3600, help="每一步的搜索限度（确定性秒数）。Limit of each step of the search."
    ),
]


def departures(
    run: Run,
    out: Out,
    data: DataAgain = None,
    least: Least = 20,
    days: Days = 7,
    seats: Seats = "45",
    to: To = "county",
    pick_up: PickUp = "township",
    together: Together = "household",
    prefer: Prefer = "vehicles",
    no_hub: NoHub = False,
    neighbours: Neighbours = None,
    effort: Effort = 5.0,
    names: Names = False,
    json: Json = False,
) -> None:
    """成批出行：同地、同去向、同时的人编组派车。People who leave together, and vehicles."""
    from api.cli.seats import vehicles_of
    from api.runs.departures import depart
    from solver.departures import DepartureOptions

    vehicles, costed = vehicles_of(seats)
    options = DepartureOptions(
        least=least, days=days, vehicles=vehicles, to=to, pick_up=pick_up, together=together,
        hub=not no_hub, prefer=prefer, effort=effort,
    )  # fmt: skip
    with bars(json) as progress:
        record = depart(
            run, out, options, costed=costed, data=data, neighbours=neighbours, names=names,
            progress=progress,
        )  # fmt: skip
    if json:
        as_json({**record, "folder": str(out)})
    else:
        sections(_told(record, str(out / "departures.xlsx")))
    if record["status"] == "limit":
        raise typer.Exit(STOPPED_EARLY)


_WHY = {
    "too_few": "同路的人不足一批",
    "left_over": "编成各批后余下的人不足一批",
    "no_home": "户籍地不详",
    "no_destination": "工作地不详",
    "late": "登记晚于最后可出发的日期",
}


def _told(record: dict[str, Any], book: str) -> list[tuple[str, list[list[Any]]]]:
    priced = record["cost_yuan"] is not None
    cost = f"，费用 {record['cost_yuan']} 元" if priced else ""
    found = record["cost_yuan"] if priced else record["vehicles"]
    bound = record["cost_bound_yuan"] if priced else record["vehicles_bound"]
    what = "费用" if priced else "车辆"
    home = record["options"]["prefer"] == "home"
    same = "到别处上车的不能再少，在此前提下" if home else ""
    proof = (
        f"已证明：成批出行的人不能再多，同样多的人{same}{what}不能再少"
        if record["status"] == "optimal"
        else f"人数上界 {record['carried_bound']:,}；{what} {found}，下界 {bound}；"
        "可用 --effort 加大搜索限度"
    )
    groups = f"{record['carried']:,} 人，{record['groups']:,} 批"
    lines: list[list[Any]] = [
        ["外出", f"{record['travellers']:,} 人（另有 {record['near']:,} 人在本县就业）"],
        ["成批出行", f"{groups}，其中 {record['away']:,} 人到别处上车"],
        ["车辆", f"{record['vehicles']:,} 辆{cost}"],
        ["质量", proof],
    ]
    lines += [["单独出行", f"{n:,} 人：{_WHY[why]}"] for why, n in record["alone"].items()]
    lines.append(["结果", book])
    return [(f"成批出行（{record['pack_title']}，基准日期 {record['as_of']}）", lines)]
