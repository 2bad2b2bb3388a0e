"""Collects what is wrong with a file, so that its author hears of everything at once."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from models.packs.positions import Path, Positions
from models.packs.problem import PackError, PackProblem, describe, nearest, shorten, shown

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass
class Faults:
    """
    The faults of one file.

    Parameters
    ----------
    file
        As people know it.
    positions
        Where the keys stand.
    problems
        What was found so far.
    names
        What people call the parts of the file that have no name of their own.
    """

    file: str
    positions: Positions
    problems: list[PackProblem] = field(default_factory=list)
    names: dict[Path, str] = field(default_factory=dict)

    def add(
        self, path: Path, code: str, message: str, *, allowed: str = "", nearest: str = ""
    ) -> None:
        """Adds one fault at the line of a path."""
        line = self.positions.line(path)
        name = self.names.get(path[:2])
        where = describe((name, *path[2:]) if name else path)
        self.problems.append(PackProblem(code, self.file, line, where, message, allowed, nearest))

    def unknown(self, path: Path, code: str, what: str, word: str, known: list[str]) -> None:
        """Adds the fault that a word is not among the known ones, with the nearest of them."""
        allowed = "、".join(known) if known else "（还没有定义任何名称）"
        message = f"{what}「{shorten(word)}」不存在。"
        self.add(path, code, message, allowed=allowed, nearest=nearest(word, known))

    def mistyped(self, path: Path, value: Any, allowed: str) -> None:
        """Adds the fault that a value is not of the right type or form."""
        self.add(path, "wrong-type", f"值 {shown(value)} 的类型或写法不对。", allowed=allowed)

    def missing(self, path: Path, key: str, allowed: str) -> None:
        """Adds the fault that a key is not there."""
        self.add(path, "missing-key", f"缺少「{key}」。", allowed=allowed)

    def raise_any(self) -> None:
        """Raises PackError when there is any fault."""
        if self.problems:
            raise PackError(tuple(sorted(self.problems, key=lambda p: p.line or 0)))

    def table(self, value: Any, path: Path) -> dict[str, Any]:
        """The value as a table, or an empty one after a fault."""
        if isinstance(value, dict):
            return value
        self.mistyped(path, value, "一个表，如 [名称] 之下的各行")
        return {}

    def text(self, data: dict[str, Any], key: str, path: Path) -> str:
        """A text that must be there, or "" after a fault."""
        if key not in data:
            self.missing(path, key, f'{key} = "…"')
            return ""
        value = data[key]
        if not isinstance(value, str) or not value.strip():
            self.mistyped((*path, key), value, "不为空的文字")
            return ""
        return value.strip()

    def name(self, data: dict[str, Any], path: Path) -> str:
        """An `id` that must be there, or "" after a fault."""
        name = self.text(data, "id", path)
        if name and not _ID.fullmatch(name):
            self.mistyped((*path, "id"), name, "小写字母、数字，中间可有连字符")
        return name

    def known(self, data: dict[str, Any], keys: list[str], path: Path) -> None:
        """Adds a fault for each key that is not among the known ones."""
        for key in data:
            if key not in keys:
                self.unknown((*path, key), "unknown-key", "名称", key, keys)
