"""Bytes of a text file to UTF-8, whatever the office's software wrote."""

from __future__ import annotations

import re

from models.reading.problems import refuse

_CJK = re.compile("[\u4e00-\u9fff]")


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
    utf8: int | None = None
    other: int | None = None
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.isascii():
            continue
        try:
            # Short runs of GB18030 can pass for UTF-8, but not as Chinese characters.
            if _CJK.search(line.decode("utf-8")):
                utf8 = utf8 or number
        except UnicodeDecodeError:
            other = other or number
        if utf8 and other:
            raise refuse(
                "mixed_encodings",
                f"文件混用了两种文字编码：第 {utf8} 行是 UTF-8，第 {other} 行不是。",
                "请用同一种编码（UTF-8 或 GB18030）重新导出；通常是两个文件直接拼接造成的。",
                file,
            )
    try:
        return data.decode("gb18030").encode()
    except UnicodeDecodeError:
        raise _no_text(file, data[:first_bad].count(b"\n") + 1) from None


def _no_text(file: str, row: int) -> Exception:
    return refuse(
        "not_text",
        f"从第 {row} 行起不是可识别的文字编码（应为 UTF-8、GB18030 或 UTF-16）。",
        "请确认这是 .csv 文本文件，并另存为 UTF-8 编码。",
        file,
    )
