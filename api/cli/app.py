"""The commands, and what every one of them does with an error."""

from __future__ import annotations

import signal
import sys
from typing import Any

import typer
from typer.core import TyperGroup

from api.cli import commands
from api.cli.faults import told


class Commands(TyperGroup):
    """Turns what a command raises into one message and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Runs the command."""
        with told():
            return super().invoke(ctx)


app = typer.Typer(
    name="gangpei",
    cls=Commands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "岗配 Gangpei：按政策规则把求职人员安置到岗位，证明结果有多好，并说明理由。\n\n"
        "Allocates people to posts under the rules of public employment services.\n\n"
        "退出状态 exit status：0 完成 done；1 数据或规则有误 data or rules at fault；"
        "2 用法有误 wrong usage；3 未达到要求的精度即停止 stopped before the gap asked for。"
    ),
)
commands.register(app)


def main() -> None:
    """Entry point of `gangpei`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    # A stopped run tidies up after itself, as an interrupted one does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    app(prog_name="gangpei")
