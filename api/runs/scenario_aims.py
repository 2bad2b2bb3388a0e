"""What a planner may aim at, and whether more of it is better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from api.runs.errors import RunError
from models.packs.problem import nearest
from solver.scenarios import undominated


@dataclass(frozen=True)
class Aim:
    """A column of the table of scenarios: what it is called, and its better direction."""

    column: str
    label: str
    more: bool = True


AIMS: dict[str, Aim] = {
    aim.column: aim
    for aim in (
        Aim("placed", "有岗位的人数"),
        Aim("value", "匹配总值"),
        Aim("objective", "总目标值"),
        Aim("granted", "补贴支出（元）", more=False),
        Aim("short", "规则缺口", more=False),
        Aim("unfilled", "未招满名额", more=False),
        Aim("lost", "不再有岗位的人", more=False),
        Aim("worse", "变差的人", more=False),
    )
}


def aims_of(names: Sequence[str], varied: Sequence[str], priced: bool) -> tuple[Aim, Aim]:
    """
    The two aims of a frontier.

    Parameters
    ----------
    names
        Two of `AIMS` or of the varied numbers; none: the first varied number and
        the objective. A minus before a varied number: the less the better.
    varied
        Names of the varied numbers.
    priced
        Whether the scenarios know what they would cost.

    Raises
    ------
    RunError
        For another name, the same one twice, or another count than two.
    """
    names = names or (varied[0], "objective")
    if len(names) != 2 or names[0].lstrip("-") == names[1].lstrip("-"):
        msg = f"前沿要两个不同的目标（--frontier placed,value），现在是 {'、'.join(names)}。"
        raise RunError(msg)
    first, second = (_aim(name, varied, priced) for name in names)
    return first, second


def _aim(name: str, varied: Sequence[str], priced: bool) -> Aim:
    bare = name.removeprefix("-")
    if bare in varied:
        return Aim(bare, bare, more=bare == name)
    known = [key for key in AIMS if priced or key != "granted"] + [*varied]
    if name in known:
        return AIMS[name]
    near = nearest(bare, known)
    hint = f" 是否想写「{near}」？" if near else ""
    msg = f"没有名为「{name}」的目标。{hint} 可以写：{'、'.join(known)}。"
    raise RunError(msg)


def on_frontier(table: pl.DataFrame, first: Aim, second: Aim) -> pl.Series:
    """Which scenarios of a table no other one beats in both aims."""
    columns = []
    for aim in (first, second):
        worth = table[aim.column].cast(pl.Float64).to_numpy()
        columns.append(worth if aim.more else -worth)
    return pl.Series("frontier", undominated(np.asarray(columns[0]), np.asarray(columns[1])))
