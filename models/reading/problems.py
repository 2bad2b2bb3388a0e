"""What makes a roster unusable, said so that an office can put it right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """
    One reason why a roster cannot be used.

    `code` is stable; `message` says what is wrong and what was expected, `hint`
    what to do. `row` counts as the spreadsheet does: the first row is 1.
    """

    code: str
    message: str
    hint: str = ""
    file: str = ""
    sheet: str = ""
    row: int | None = None
    field: str = ""

    def __str__(self) -> str:
        where = [
            f"文件 {self.file}" if self.file else "",
            f"工作表 {self.sheet}" if self.sheet else "",
            f"第 {self.row} 行" if self.row is not None else "",
            f"“{self.field}”栏" if self.field else "",
        ]
        head = "，".join(part for part in where if part)
        text = f"{head}：{self.message}" if head else self.message
        return f"{text} {self.hint}" if self.hint else text


class RosterError(Exception):
    """The roster cannot be used; `problems` holds every reason found, at least one."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: list[Problem] = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def refuse(code: str, message: str, hint: str = "", file: str = "", sheet: str = "") -> RosterError:
    """Returns the error of a single problem with a file or a sheet."""
    return RosterError([Problem(code, message, hint, file=file, sheet=sheet)])
