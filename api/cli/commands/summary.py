"""`gangpei summary`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.options import Json
from api.cli.show import as_json, sections

Runs = Annotated[
    list[Path],
    typer.Argument(metavar="RUN...", help="一个或几个结果文件夹。Run folders.", show_default=False),
]


def summary(runs: Runs, json: Json = False) -> None:
    """一页总结：安置多少人、规则是否满足、谁还没有着落。What came of some runs, on a page."""
    from api.runs.folder import RunFolder
    from api.summary import short_rules, summarise

    folders = [RunFolder(path) for path in runs]
    if json:
        as_json([{**f.run, "folder": str(f.path), "short": short_rules(f)} for f in folders])
    else:
        sections(summarise(folders))
