"""Tables of web pages, which many systems export under the name of a workbook."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from models.reading.extent import refuse_oversize
from models.reading.grid import Grid, grid_of_rows
from models.reading.limits import MAX_COLUMNS
from models.reading.problems import refuse
from models.reading.shield import shielded
from models.reading.text import to_utf8

_MAX_BYTES = 64 << 20
_MAX_SPAN = 10_000


class _Tables:
    """
    Collects the rows of the outermost tables; merged cells carry their value down.

    The parser closes every element that it opens, the innermost first.
    """

    def __init__(self, file: str) -> None:
        self.tables: list[list[list[str | None]]] = []
        self._file = file
        self._depth = 0
        self._width = 0
        self._cell: list[str] | None = None
        self._spans = (1, 1)
        self._below: dict[int, tuple[int, str | None]] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._below = {}
        elif self._depth == 1 and tag == "tr":
            self.tables[-1].append([])
        elif self._depth == 1 and tag in {"td", "th"} and self.tables[-1]:
            self._cell = []
            self._spans = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def end(self, tag: str) -> None:
        if self._depth == 1:
            if tag in {"td", "th"}:
                self._close()
            elif tag == "tr":
                self._end_row()
        if tag == "table":
            self._depth -= 1

    def data(self, text: str) -> None:
        if self._cell is not None:
            self._cell.append(text)

    def close(self) -> list[list[list[str | None]]]:
        return self.tables

    def _close(self) -> None:
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split()) or None
        self._cell = None
        row = self.tables[-1][-1]
        self._carry(row)
        down, right = self._spans
        if down > 1:
            # The carrying starts with the next row, not with this one.
            self._below[len(row)] = (down - 1, text)
        row.append(text)
        row.extend([None] * min(right - 1, MAX_COLUMNS - len(row) + 1))

    def _end_row(self) -> None:
        row = self.tables[-1][-1]
        self._carry(row)
        self._width = max(self._width, len(row))
        refuse_oversize(len(self.tables[-1]), self._width, self._file)

    def _carry(self, row: list[str | None]) -> None:
        while (below := self._below.get(len(row))) is not None:
            left, text = below
            if left > 1:
                self._below[len(row)] = (left - 1, text)
            else:
                del self._below[len(row)]
            row.append(text)


def _span(text: str | None) -> int:
    return min(int(text), _MAX_SPAN) if text and text.isdigit() and int(text) > 0 else 1


def read_html(data: bytes, file: str) -> list[Grid]:
    """Returns the tables of a web page as grids; raises `RosterError` where there is none."""
    if len(data) > _MAX_BYTES:
        raise refuse(
            "too_large",
            "内容是网页，且过大。",
            "请用 Excel 或 WPS 打开后另存为 .xlsx。",
            file,
        )
    text = to_utf8(data, file)
    with shielded(lambda _: refuse("damaged", "网页已损坏，无法读取。", "请重新导出。", file)):
        # Without its limits, at which the parser would leave out what follows.
        parser = etree.HTMLParser(target=_Tables(file), encoding="utf-8", huge_tree=True)
        parser.feed(text)
        tables = [rows for rows in parser.close() if any(any(row) for row in rows)]
    if not tables:
        frames = bool(re.search(rb"<frame|\.files/", text, re.IGNORECASE))
        why = "（只是多个网页的外壳）" if frames else ""
        raise refuse(
            "no_html_table",
            f"内容是网页{why}，里面没有表格。",
            "请在原系统选择导出 Excel，或打开后另存为 .xlsx。",
            file,
        )
    names = [""] if len(tables) == 1 else [f"表{i + 1}" for i in range(len(tables))]
    return [grid_of_rows(file, name, rows) for name, rows in zip(names, tables, strict=True)]
