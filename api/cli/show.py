"""What commands print: sections for people, JSON for programs, bars on a terminal only."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

PIPE_WIDTH = 120


def as_json(content: Any) -> None:
    """Prints content as one JSON document on standard output."""
    typer.echo(json.dumps(content, ensure_ascii=False, indent=2, default=str))


def sections(content: Sequence[tuple[str, Sequence[Sequence[Any]]]]) -> None:
    """Prints headed sections; lines of several cells are set in columns."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else PIPE_WIDTH
    from api.cli.columns import in_columns

    for heading, lines in content:
        typer.echo()
        typer.secho(heading, bold=True)
        for line in in_columns(lines, width):
            typer.echo(line)


@contextmanager
def bars(quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """
    Gives a progress callback that draws one bar a phase, with the time left.

    Only on a terminal and unless `quiet`: a pipe gets none of it. The bars go to
    standard error.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskID,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TextColumn("已用"),
        TimeElapsedColumn(),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=False) as progress:

        def tell(phase: str, fraction: float) -> None:
            if phase not in tasks:
                for earlier in tasks.values():  # a phase ends at the latest when the next begins
                    progress.update(earlier, completed=1.0)
                tasks[phase] = progress.add_task(phase, total=1.0)
            progress.update(tasks[phase], completed=min(1.0, max(0.0, fraction)))

        yield tell
