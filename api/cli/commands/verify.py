"""`gangpei verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.faults import AT_FAULT
from api.cli.options import Json, Run
from api.cli.show import as_json, bars, sections

DataAgain = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DATA",
        help="花名册；默认用 run.json 里记下的位置。The roster; by default where run.json says.",
        show_default=False,
    ),
]


def verify(run: Run, data: DataAgain = None, json: Json = False) -> None:
    """核对结果：不用求解器，复算上界，逐条核对规则。Checks answer and bound without the solver."""
    from api.outputs.words import percent
    from api.runs.folder import RunFolder
    from solver.checker import verify_run

    folder = RunFolder(run)
    with bars(json) as progress:
        report = verify_run(folder.path, data, progress)
    faults = [
        {
            name: getattr(fault, name)
            for name in ("code", "message", "rule", "entity", "worker", "vacancy")
        }
        for fault in report.findings
    ]
    figures = {name: getattr(report, name) for name in ("objective", "value", "bound", "gap")}
    if json:
        as_json(
            {"ok": report.ok, **figures, "rules_counted": report.lines.height, "faults": faults}
        )
    else:
        head = (
            "核对通过：匹配、规则和上界都与记录一致。"
            if report.ok
            else f"核对不通过，共 {len(faults)} 处："
        )
        labels = {"objective": "目标值", "value": "匹配度合计", "bound": "上界"}
        lines: list[list[Any]] = [
            [labels[k], f"{figures[k]:.6f}"] for k in labels if figures[k] is not None
        ]
        if report.gap is not None:
            lines.append(["差距", f"不超过 {percent(report.gap)}"])
        lines.append(["重新核对的规则行数", f"{report.lines.height:,}"])
        sections([(head, [[f["code"], f["message"]] for f in faults]), ("复算", lines)])
    if not report.ok:
        raise typer.Exit(AT_FAULT)
