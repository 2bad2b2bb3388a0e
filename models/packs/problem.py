"""What is wrong with a pack, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from models.packs.positions import Path


@dataclass(frozen=True)
class PackProblem:
    """
    One fault of a pack, or one thing to look at.

    Parameters
    ----------
    code
        Stable name of the kind of fault ("unknown-key").
    file, line
        Where; lines count from 1. None where the fault is of no line: a file
        that is not there, a number given beside the file.
    where
        The place within the pack: "rule / 第1项 / share".
    message
        What is wrong, in Chinese.
    allowed
        What may stand there; empty where that says nothing more.
    nearest
        The nearest right word; empty where none is near.
    """

    code: str
    file: str
    line: int | None
    where: str
    message: str
    allowed: str = ""
    nearest: str = ""

    def __str__(self) -> str:
        text = self.file if self.line is None else f"{self.file} 第 {self.line} 行"
        text += f"（{self.where}）：" if self.where else "："
        text += self.message
        if self.nearest:
            text += f" 是否想写「{self.nearest}」？"
        if self.allowed:
            text += f" 可以写：{self.allowed}。"
        return text


class PackError(Exception):
    """A pack cannot be used; `problems` holds every fault that was found, in the file's order."""

    def __init__(self, problems: tuple[PackProblem, ...]) -> None:
        self.problems = problems
        super().__init__(problems)

    def __str__(self) -> str:
        return "\n".join(str(p) for p in self.problems)


def nearest(word: str, known: list[str]) -> str:
    """The known word that is most like this one; empty where none is near."""
    plain = [k.casefold().replace("-", "_") for k in known]
    found = process.extractOne(
        word.casefold().replace("-", "_"), plain, scorer=fuzz.ratio, score_cutoff=55
    )
    return known[found[2]] if found else ""


def describe(path: Path) -> str:
    """A path as people read it: array places count from 1, the middle of a long one is left out."""
    parts = [f"第{p + 1}项" if isinstance(p, int) else shorten(p) for p in path]
    return " / ".join(parts if len(parts) <= 8 else [*parts[:4], "…", *parts[-2:]])


def shorten(text: str, most: int = 60) -> str:
    """A text short enough for a message, on one line."""
    flat = "".join(c if c.isprintable() else "�" for c in " ".join(text.split()))
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def shown(value: Any) -> str:
    """A value as a message shows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    return f"「{shorten(str(value))}」"
