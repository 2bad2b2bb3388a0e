"""What the XML of a sheet says beside its values: how far it reaches, merges, formula errors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_MOST_MARKS = 200_000
_DIGITS = "0123456789"
_REFERENCE = re.compile("([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_HELD = frozenset({"v", "is"})


@dataclass
class SheetScan:
    """
    How far a sheet reaches and what its marks are; rows and columns count from 0.

    `cells` is how many hold something; `merges` are (top, bottom, column) of
    merges over several rows; `errors` are (row, column, text).
    """

    first_column: int = 0
    last_column: int = -1
    height: int = 0
    cells: int = 0
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Number of columns from the first that holds something to the last."""
        return self.last_column - self.first_column + 1


class SheetScanner:
    """
    Scans a sheet, fed a piece at a time.

    It places each cell as the cell reader does, which takes room for the whole
    rectangle that the cells span: by its reference, or behind the cell before.
    Cells that hold nothing count for nothing. `feed` and `close` raise
    `ExpatError` for XML that is not well formed, `ValueError` for references
    beyond any sheet and for declared document types.
    """

    def __init__(self) -> None:
        self._scan = SheetScan()
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._rest = b""
        self._reach: dict[str, int] = {}  # columns that hold something, by their letters
        self._last = ""  # row of the last cell that holds something
        self._row = 0  # of the sheet, from 1
        self._cell: dict[str, str] = {}  # attributes of the last cell of the row

    def feed(self, piece: bytes) -> None:
        """Scans the next piece."""
        piece = self._rest + piece
        # Between cells, where no value is cut in two.
        cut = piece.rfind(b"<c ")
        cut = cut if cut > 0 else len(piece)
        self._rest = piece[cut:]
        # Values that are empty, as some programs write them, hold nothing.
        whole = piece[:cut].replace(b"<v></v>", b"").replace(b"<v/>", b"")
        self._parser.Parse(whole, False)

    def close(self) -> SheetScan:
        """Returns what was found in the whole sheet."""
        self.feed(b"")
        self._parser.Parse(self._rest, True)
        if columns := self._reach.values():
            self._scan.first_column, self._scan.last_column = min(columns), max(columns)
        return self._scan

    @staticmethod
    def _refuse(*_: object) -> None:
        msg = "a sheet has no document type"
        raise ValueError(msg)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        # Millions of cells: what is common comes first and does little.
        if name == "c":
            self._cell = attributes if "r" in attributes else self._placed(attributes)
        elif name in _HELD:
            place = self._cell["r"]
            letters = place.rstrip(_DIGITS)
            row = place[len(letters) :]
            self._scan.cells += 1
            if row != self._last or letters not in self._reach:
                self._hold(letters, row)
            if self._cell.get("t") == "e":
                self._parser.CharacterDataHandler = self._error
        elif name == "row":
            self._row = int(attributes.get("r") or self._row + 1)
            self._cell = {}
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif ":" in name:
            self._start(name.rpartition(":")[2], attributes)

    def _placed(self, attributes: dict[str, str]) -> dict[str, str]:
        """Returns the attributes of a cell without reference, with that behind the cell before."""
        column = _split(self._cell["r"])[1] + 1 if self._cell else 0
        letters = ""
        while column >= 0:
            column, letter = divmod(column, 26)
            letters = chr(ord("A") + letter) + letters
            column -= 1
        return attributes | {"r": f"{letters}{self._row}"}

    def _hold(self, letters: str, row: str) -> None:
        height, self._reach[letters] = _split(letters + row)
        self._scan.height = max(self._scan.height, height)
        self._last = row

    def _error(self, text: str) -> None:
        self._parser.CharacterDataHandler = None
        row, column = _split(self._cell["r"])
        if len(self._scan.errors) < _MOST_MARKS:
            self._scan.errors.append((row - 1, column, text))

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        (top, left), (bottom, _) = _split(first), _split(last or first)
        if bottom > top and len(self._scan.merges) < _MOST_MARKS:
            self._scan.merges.append((top - 1, bottom - 1, left))


def _split(place: str) -> tuple[int, int]:
    """Returns row (from 1) and column (from 0) of a reference."""
    match = _REFERENCE.fullmatch(place)
    if not match:
        msg = f"no reference: {place}"
        raise ValueError(msg)
    number = 0
    for letter in match[1].upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(match[2]), number - 1
