"""Lines of Chinese and English set in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len

GAP = 3  # places between columns
_CLOSING = "，。；：、）》”’！？,.;:)%％"  # never first on a line
_TOGETHER = 8  # characters kept together at most


def in_columns(lines: Sequence[Sequence[Any]], width: int) -> Iterator[str]:
    """
    Sets lines in columns; the widest are broken until everything fits.

    Parameters
    ----------
    lines
        Cells; lines may differ in length. None is an empty cell.
    width
        Places that a printed line may take.
    """
    texts = [[_shown(cell) for cell in line] for line in lines]
    columns = max((len(line) for line in texts), default=0)
    widths = [max(cell_len(line[c]) for line in texts if c < len(line)) for c in range(columns)]
    room = max(width - GAP * columns, 2 * columns)
    most = max(widths, default=0)
    while sum(min(w, most) for w in widths) > room:
        most -= 1
    for line in texts:
        cells = [broken(t, max(2, min(w, most))) for t, w in zip(line, widths, strict=False)]
        for part in range(max((len(cell) for cell in cells), default=0)):
            row = ""
            for cell, w in zip(cells, widths, strict=False):
                text = cell[part] if part < len(cell) else ""
                row += " " + text + " " * (min(w, most) - cell_len(text) + GAP - 1)
            yield row.rstrip()


def broken(text: str, width: int) -> list[str]:
    """
    Breaks a text into lines of at most `width` places.

    Chinese takes two places a character and may be broken anywhere but before
    closing punctuation; a number is not broken, unless it fills a line.
    """
    lines, line = [], ""
    for letter in text:
        if cell_len(line) + cell_len(letter) > width:
            cut = _cut(line, letter)
            lines.append(line[:cut])
            line = line[cut:] + letter
        else:
            line += letter
    return [*lines, line]


def _cut(line: str, letter: str) -> int:
    """Where a full line that `letter` follows is best cut; at its end where nowhere is better."""
    text = line + letter
    for cut in range(len(line), max(1, len(line) - _TOGETHER), -1):
        number = text[cut - 1].isdigit() and text[cut].isdigit()
        if not number and text[cut] not in _CLOSING:
            return cut
    return len(line)


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    return f"{cell:,}" if isinstance(cell, int) else str(cell).replace("\n", " ")
