"""Names that a workbook accepts for its sheets."""

from __future__ import annotations

import re

MOST = 31
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


class SheetNames:
    r"""
    Gives every sheet of a workbook a legal name that no other sheet has.

    At most 31 characters (as UTF-16 counts them), none of []:*?/\, no
    apostrophe at either end, not "History"; case does not tell names apart.
    """

    def __init__(self) -> None:
        self._taken = {"history"}

    def of(self, title: str) -> str:
        """Returns a legal, new name as close to `title` as can be."""
        stem = _ILLEGAL.sub(" ", title).strip().strip("'").strip() or "未命名"
        number = 1
        name = _cut(stem, MOST)
        while name.casefold() in self._taken:
            number += 1
            suffix = f"({number})"
            name = _cut(stem, MOST - len(suffix)) + suffix
        self._taken.add(name.casefold())
        return name


def _cut(text: str, most: int) -> str:
    while len(text.encode("utf-16-le")) // 2 > most:
        text = text[:-1]
    return text.strip().strip("'")
