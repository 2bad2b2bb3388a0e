"""Workbooks made to be printed: one place for fonts, widths and page settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from types import TracebackType
from typing import Any

import xlsxwriter

from api.outputs.sheet_names import SheetNames

# A workbook stores when it was made; the same input has to give the same bytes.
_MADE = datetime(2000, 1, 1)
_LONGEST = 32_767  # characters in a cell
_A4 = 9
_FONT_SIZE = 10
_LINE = 13.5  # points that one printed line of that size takes
_ROW = 15.0  # points of a row of one line
_TALLEST = 409.0  # points that a row may have


@dataclass(frozen=True)
class Column:
    """A printed column: its heading, its width in characters, whether long text or money."""

    heading: str
    width: float
    wrap: bool = False
    money: bool = False


@dataclass(frozen=True)
class Section:
    """
    A part of a page that has its own columns.

    Parameters
    ----------
    heading
        Printed above.
    spans
        How many columns of the page each cell of a line takes.
    lines
        Cells; a line of one cell takes the width of the page. A float is a
        share and printed as a per cent.
    headed
        Whether the first line names the columns.
    """

    heading: str
    spans: Sequence[int]
    lines: Sequence[Sequence[Any]]
    headed: bool = False


@dataclass(frozen=True)
class Line:
    """A line of a chart: a sheet's rows from first to last, its columns of x and y (from 0)."""

    name: str
    sheet: str
    rows: tuple[int, int]
    x: int
    y: int


@dataclass(frozen=True)
class Chart:
    """A chart of some lines."""

    title: str
    x_label: str
    y_label: str
    lines: Sequence[Line]


def row_height(texts: Iterable[tuple[str, float]]) -> float:
    """
    Returns the points that a row needs for its texts, each given with its width in characters.

    A spreadsheet program does not do it for merged cells, and not every one
    does it for the others. Chinese takes two places a character.
    """
    most = 1
    for text, width in texts:
        if 2 * len(text) > width:
            places = len(text.encode("gb18030", errors="replace"))
            most = max(most, text.count("\n") + ceil(places / width))
    return _ROW if most == 1 else min(_TALLEST, most * _LINE + 1.5)


class Workbook:
    """
    Writes sheets to a file, row by row, in constant memory.

    Every text is written as a text, so that no cell is run as a formula.

    Parameters
    ----------
    path
        The file.
    title
        For the file's properties.
    """

    def __init__(self, path: Path, title: str) -> None:
        self._book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self._book.set_properties({"title": title, "author": "岗配 Gangpei", "created": _MADE})
        self._names = SheetNames()
        base = {"font_name": "宋体", "font_size": _FONT_SIZE, "valign": "vcenter"}
        self._plain = self._book.add_format({**base, "border": 1})
        self._wrapped = self._book.add_format({**base, "border": 1, "text_wrap": True})
        self._count = self._book.add_format({**base, "border": 1, "num_format": "#,##0"})
        self._money = self._book.add_format({**base, "border": 1, "num_format": "#,##0.00"})
        self._share = self._book.add_format({**base, "border": 1, "num_format": "0.0%"})
        self._note = self._book.add_format({**base, "font_color": "#595959"})
        self._title = self._book.add_format({**base, "font_size": 16, "bold": True})
        self._section = self._book.add_format(
            {**base, "font_size": 12, "bold": True, "bg_color": "#E2EFDA"}
        )
        self._heading = self._book.add_format(
            {**base, "bold": True, "border": 1, "bg_color": "#D9E1F2", "align": "center"}
        )

    def __enter__(self) -> Workbook:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._book.close()

    def table(
        self,
        name: str,
        title: str,
        note: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Any]],
    ) -> str:
        """Adds a sheet with a title, a note, a repeated heading row and rows; returns its name."""
        sheet_name = self._names.of(name)
        sheet = self._sheet(sheet_name, [c.width for c in columns])
        sheet.repeat_rows(0, 2)
        sheet.freeze_panes(3, 0)
        sheet.set_row(0, 24)
        sheet.write_string(0, 0, title, self._title)
        sheet.write_string(1, 0, note, self._note)
        for c, column in enumerate(columns):
            sheet.write_string(2, c, column.heading, self._heading)
        formats = [
            self._wrapped if c.wrap else self._money if c.money else self._plain for c in columns
        ]
        wrapped = [(c, column.width) for c, column in enumerate(columns) if column.wrap]
        text, number, blank = sheet.write_string, sheet.write_number, sheet.write_blank
        for r, row in enumerate(rows, 3):
            height = row_height((row[c], w) for c, w in wrapped if isinstance(row[c], str))
            if height > _ROW:
                sheet.set_row(r, height)
            for c, cell in enumerate(row):
                if cell is None:
                    blank(r, c, None, formats[c])
                elif isinstance(cell, str):
                    text(r, c, cell[:_LONGEST], formats[c])
                else:
                    number(r, c, cell, formats[c])
        return sheet_name

    def page(
        self, name: str, title: str, widths: Sequence[float], sections: Iterable[Section]
    ) -> str:
        """Adds a sheet of sections over columns of the given widths; returns its name."""
        sheet_name = self._names.of(name)
        sheet = self._sheet(sheet_name, widths)
        sheet.set_row(0, 28)
        sheet.write_string(0, 0, title, self._title)
        r = 1
        for section in sections:
            r += 1
            sheet.set_row(r, 18)
            for c in range(len(widths)):
                sheet.write_string(r, c, section.heading if c == 0 else "", self._section)
            for number, line in enumerate(section.lines):
                r += 1
                spans = section.spans if len(line) > 1 else (len(widths),)
                self._line(sheet, r, line, spans, widths, section.headed and number == 0)
            r += 1
        return sheet_name

    def charts(self, name: str, title: str, charts: Sequence[Chart]) -> str:
        """Adds a sheet of charts of what stands in other sheets; returns its name."""
        sheet_name = self._names.of(name)
        sheet = self._sheet(sheet_name, [12.0] * 12)
        sheet.write_string(0, 0, title, self._title)
        for number, chart in enumerate(charts):
            drawn = self._book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
            for line in chart.lines:
                first, last = line.rows
                drawn.add_series(
                    {
                        "name": line.name,
                        "categories": [line.sheet, first, line.x, last, line.x],
                        "values": [line.sheet, first, line.y, last, line.y],
                    }
                )
            drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
            drawn.set_x_axis({"name": chart.x_label})
            drawn.set_y_axis({"name": chart.y_label})
            drawn.set_legend({"none": True} if len(chart.lines) == 1 else {"position": "bottom"})
            down, across = divmod(number, 2)
            sheet.insert_chart(2 + 17 * down, 6 * across, drawn)
        return sheet_name

    def _line(
        self,
        sheet: Any,
        r: int,
        line: Sequence[Any],
        spans: Sequence[int],
        widths: Sequence[float],
        names_columns: bool,
    ) -> None:
        """One line of a page; the cells that a text is spread over are merged."""
        c = 0
        texts = []
        for cell, span in zip(line, spans, strict=False):
            if isinstance(cell, str):
                style = self._heading if names_columns else self._wrapped
                texts.append((cell, sum(widths[c : c + span])))
            else:
                style = self._share if isinstance(cell, float) else self._count
            if span > 1:
                # Written empty and then over: a merge would take "=1+1" for a formula.
                sheet.merge_range(r, c, r, c + span - 1, "", style)
            if isinstance(cell, str):
                sheet.write_string(r, c, cell[:_LONGEST], style)
            elif cell is not None:
                sheet.write_number(r, c, cell, style)
            c += span
        sheet.set_row(r, row_height(texts))

    def _sheet(self, name: str, widths: Sequence[float]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer("&L岗配&C第 &P 页，共 &N 页&R&A")
        for c, width in enumerate(widths):
            sheet.set_column(c, c, width)
        return sheet
