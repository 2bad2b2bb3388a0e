"""What the BIFF stream of an old workbook marks beside its cells: merges over several rows."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_BOF, _BOUNDSHEET, _MERGED = 0x0809, 0x0085, 0x00E5
_PAIR = struct.Struct("<HH")
_RANGE = struct.Struct("<HHHH")


def vertical_merges(stream: bytes) -> dict[str, list[tuple[int, int, int]]]:
    """Returns (top, bottom, column) of each merge over several rows, by sheet name."""
    starts: dict[int, str] = {}
    merges: dict[str, list[tuple[int, int, int]]] = {}
    # What belongs to no sheet is collected too, and dropped.
    own: list[tuple[int, int, int]] = []
    for position, kind, body in _records(stream):
        if kind == _BOUNDSHEET and len(body) >= 8:
            starts[int.from_bytes(body[:4], "little")] = _sheet_name(body)
        elif kind == _BOF:
            own = merges[starts.get(position, "")] = []
        elif kind == _MERGED:
            for i in range(2, len(body) - 7, 8):
                top, bottom, left, _ = _RANGE.unpack_from(body, i)
                if bottom > top:
                    own.append((top, bottom, left))
    return merges


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
