"""What old workbooks (.xls, BIFF8) mark beside their cells: merges and formula errors."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

import olefile

from models.reading.grid import Grid
from models.reading.sheetscan import SheetScan
from models.reading.workbook import complete

_BOF, _BOUNDSHEET = 0x0809, 0x0085
_MOST_COLUMNS = 256
_MERGED, _BOOLERR = 0x00E5, 0x0205
_CELLS = frozenset({0x00FD, 0x0203, 0x027E, 0x00BD, 0x0204, 0x0006, _BOOLERR})
_ERRORS = {
    0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A",
}  # fmt: skip
_PAIR = struct.Struct("<HH")


def mark_xls(data: bytes, file: str, grids: list[Grid]) -> list[Grid]:
    """Returns the grids of an .xls file with merged values and formula errors in place."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as archive:
            name = next((n for n in ("Workbook", "Book") if archive.exists(n)), "")
            stream = archive.openstream(name).read() if name else b""
    except OSError:
        # The cell reader is more lenient; what it could read stays as it is.
        return grids
    scans = scan_biff(stream)
    return [
        complete(Grid(file, g.sheet, g.cells, notes=g.notes), scans.get(g.sheet)) for g in grids
    ]


def scan_biff(stream: bytes) -> dict[str, SheetScan]:
    """Returns the marks of each sheet of a BIFF stream, by sheet name."""
    starts: dict[int, str] = {}
    scans: dict[str, SheetScan] = {}
    scan = SheetScan()
    for position, kind, body in _records(stream):
        if kind == _BOUNDSHEET and len(body) >= 8:
            starts[int.from_bytes(body[:4], "little")] = _sheet_name(body)
        elif kind == _BOF:
            # What belongs to no sheet is collected too, and dropped.
            scan = scans[starts.get(position, "")] = SheetScan(first_column=_MOST_COLUMNS)
        elif kind == _MERGED:
            for i in range(2, len(body) - 7, 8):
                top, bottom, left, _ = struct.unpack_from("<HHHH", body, i)
                if bottom > top:
                    scan.merges.append((top, bottom, left))
        elif kind in _CELLS and len(body) >= 4:
            row, column = _PAIR.unpack_from(body)
            scan.first_column = min(scan.first_column, column)
            if kind == _BOOLERR and len(body) >= 8 and body[7]:
                scan.errors.append((row, column, _ERRORS.get(body[6], "#N/A")))
    return scans


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yields each whole record: where it starts, its kind, its body."""
    position = 0
    while position + 4 <= len(stream):
        kind, length = _PAIR.unpack_from(stream, position)
        body = stream[position + 4 : position + 4 + length]
        if len(body) == length:
            yield position, kind, body
        position += 4 + length


def _sheet_name(body: bytes) -> str:
    length, wide = body[6], body[7] & 1
    return body[8 : 8 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
