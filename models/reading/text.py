"""Bytes of a text file to UTF-8, whatever the office's software wrote."""

from __future__ import annotations

import polars as pl

from models.reading.problems import refuse

_CJK = "[\u4e00-\u9fff]"
_BLOCK = 16 << 20


def to_utf8(data: bytes, file: str) -> bytes:
    """
    Returns a text file's bytes as UTF-8 without a mark, lines ending in a line feed.

    UTF-8, GB18030 and UTF-16 are read. Raises `RosterError` for NUL bytes, for
    a file in two encodings, and for bytes that are no text.
    """
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError:
            raise _no_text(file, 1) from None
    elif data[:3] == b"\xef\xbb\xbf":
        data = data[3:]
    if b"\0" in data:
        row = data[: data.index(b"\0")].count(b"\n") + 1
        raise refuse(
            "nul_bytes",
            f"第 {row} 行含有空字节（NUL），文件可能已损坏，或不是文本文件。",
            "请在原系统重新导出，另存为 UTF-8 编码的 .csv 或 .xlsx。",
            file,
        )
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        data = _from_gb18030(data, file, error.start)
    if b"\n" not in data and b"\r" in data:
        data = data.replace(b"\r", b"\n")
    return data


def _from_gb18030(data: bytes, file: str, first_bad: int) -> bytes:
    other = data[:first_bad].count(b"\n") + 1
    if utf8 := _chinese_utf8_line(data):
        raise refuse(
            "mixed_encodings",
            f"文件混用了两种文字编码：第 {utf8} 行是 UTF-8，第 {other} 行不是。",
            "请用同一种编码（UTF-8 或 GB18030）重新导出；通常是两个文件直接拼接造成的。",
            file,
        )
    try:
        return data.decode("gb18030").encode()
    except UnicodeDecodeError:
        raise _no_text(file, other) from None


def _chinese_utf8_line(data: bytes) -> int | None:
    """
    Returns the number of the first line that is Chinese in UTF-8, from 1.

    Short runs of GB18030 can pass for UTF-8, but not as Chinese characters.
    """
    above = position = 0
    while position < len(data):
        end = data.find(b"\n", position + _BLOCK) + 1 or len(data)
        block = data[position:end].decode("utf-8", errors="replace")
        lines = pl.Series([block]).str.split("\n").explode()
        chinese = lines.str.contains(_CJK) & ~lines.str.contains("\ufffd", literal=True)
        if chinese.any():
            return above + int(chinese.arg_true()[0]) + 1
        above += block.count("\n")
        position = end
    return None


def _no_text(file: str, row: int) -> Exception:
    return refuse(
        "not_text",
        f"从第 {row} 行起不是可识别的文字编码（应为 UTF-8、GB18030 或 UTF-16）。",
        "请确认这是 .csv 文本文件，并另存为 UTF-8 编码。",
        file,
    )
