"""`gangpei explain`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.options import Json, Run
from api.cli.show import as_json, bars, sections

Worker = Annotated[
    str, typer.Option("--worker", metavar="ID", help="人员编号。Worker.", show_default=False)
]
Vacancy = Annotated[
    str | None,
    typer.Option(
        "--vacancy",
        metavar="ID",
        help="岗位编号：为什么没有安排这个岗位。Why not this vacancy.",
        show_default=False,
    ),
]
DataAgain = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DATA",
        help="花名册移动过时，它现在的位置。Where the roster lies now.",
        show_default=False,
    ),
]


def explain(
    run: Run, worker: Worker, vacancy: Vacancy = None, data: DataAgain = None, json: Json = False
) -> None:
    """说明理由：为什么是这个岗位，为什么不是那个岗位。Why this post, why not that one."""
    from api.explain import explain_worker
    from api.runs.errors import RunError
    from api.runs.folder import RunFolder
    from matcher.components import Weights
    from matcher.pair_values import PairValues
    from models.packs import load_pack
    from models.reading import read_roster

    folder = RunFolder(run)
    asked = folder.run
    with bars(json) as progress:
        roster = read_roster(
            data or asked["data"],
            as_of=date.fromisoformat(asked["as_of"]),
            mapping=asked.get("mapping"),
            progress=lambda _, done: progress("读取花名册", done),
        )
        if roster.sha256 != asked["input_sha256"]:
            msg = (
                f"花名册 {data or asked['data']} 与运行时不同，按它解释会出错。"
                "请用 --data 给出当时的花名册，或重新运行。"
            )
            raise RunError(msg)
        progress("计算匹配度", 0.0)
        weights = Weights(**asked["weights"]) if "weights" in asked else None
        values = PairValues(roster, load_pack(folder.pack_path), weights=weights)
        answer = explain_worker(folder, roster, values, worker, vacancy)
        progress("计算匹配度", 1.0)
    if json:
        as_json(answer)
    else:
        sections(_told(answer))


def _told(answer: dict[str, Any]) -> list[tuple[str, list[list[Any]]]]:
    who = answer["worker"]
    head = f"{who['worker_id']}　{who['name'] or ''}　{who['township'] or ''}{who['village'] or ''}"
    about = [["技能", who["skills"] or "未填"], ["意向", who["wanted"] or "未填"]]
    content: list[tuple[str, list[list[Any]]]] = [(head, about)]
    if answer["matches"]:
        content.append(("安排的岗位", [line for pair in answer["matches"] for line in _pair(pair)]))
    if answer["unplaced"]:
        left = answer["unplaced"]
        reasons = [
            ["原因", left["reason_text"] or left["reason"]],
            ["最接近的岗位", left["nearest_vacancy_id"]],
            ["还需要", left["needed"]],
        ]
        heading = "岗位不足的原因" if answer["matches"] else "没有安排的原因"
        content.append((heading, [line for line in reasons if line[1]]))
    if answer["question"]:
        content.append(("所问的岗位", _pair(answer["question"])))
    if answer["alternatives"]:
        content.append(
            ("其他合适的岗位", [line for pair in answer["alternatives"] for line in _pair(pair)])
        )
    content.append(
        (
            "说明",
            [
                [
                    "竞争价格：多一个名额能给全县增加多少匹配度；取最优价格中最低的一组。减去按规则应得的优先。"
                ]
            ],
        )
    )
    return content


def _pair(pair: dict[str, Any]) -> list[list[Any]]:
    post = f"{pair['title']}（{pair['employer']}，{pair['place'] or '地点不详'}，{pair['pay']}）"
    return [[pair["vacancy_id"], post], ["", pair["why"]], ["", pair["text"]]]
