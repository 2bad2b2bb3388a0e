"""Which files a roster consists of, and what each of them really is."""

from __future__ import annotations

from pathlib import Path

from models.reading.csvfile import read_csv
from models.reading.extent import refuse_oversize
from models.reading.grid import Grid
from models.reading.htmlfile import read_html
from models.reading.limits import MAX_FILE_BYTES
from models.reading.mapping import FILE_NAME
from models.reading.parquetfile import read_parquet
from models.reading.problems import refuse
from models.reading.workbook import password, read_workbook
from models.reading.xls import read_xls

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".tsv", ".parquet")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = {
    b"%PDF": "PDF 文件",
    b"{\\rtf": "RTF 文档",
    b"Rar!": "RAR 压缩包",
    b"7z\xbc\xaf": "7z 压缩包",
    b"\x1f\x8b": "gzip 压缩包",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
}


def find_files(path: Path) -> tuple[list[Path], list[str]]:
    """
    Returns the files to read, in name order, and the names of those left aside.

    `path` is a folder or one file. Raises `RosterError` where there is nothing.
    """
    if not path.exists():
        raise refuse(
            "missing", f"找不到 {path}。", "请检查路径；应为一个文件夹、工作簿或表格文件。"
        )
    if path.is_file():
        return [path], []
    try:
        entries = sorted((p for p in path.iterdir() if p.is_file()), key=lambda p: p.name)
    except OSError:
        raise refuse("unreadable", f"没有读取文件夹 {path} 的权限。", "请检查权限。") from None
    entries = [p for p in entries if not p.name.startswith(("~$", ".")) and p.name != FILE_NAME]
    files = [p for p in entries if p.suffix.lower() in EXTENSIONS]
    if not files:
        raise refuse(
            "no_files",
            f"文件夹 {path} 里没有表格文件。",
            "请放入 workers（求职人员）和 vacancies（招聘岗位）的 "
            ".xlsx、.xls、.csv 或 .parquet 文件。",
        )
    return files, [p.name for p in entries if p not in files]


def read_bytes(path: Path) -> bytes:
    """Returns a file's bytes; raises `RosterError` where it is too large or may not be read."""
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise refuse(
                "too_large",
                f"文件有 {size >> 20} MB，最多 {MAX_FILE_BYTES >> 20} MB。",
                "请拆成几个文件，或改用 .parquet。",
                path.name,
            )
        return path.read_bytes()
    except OSError:
        raise refuse(
            "unreadable",
            "无法读取（没有权限，或正被占用）。",
            "请检查权限并关闭占用它的程序。",
            path.name,
        ) from None


def open_grids(data: bytes, path: Path) -> list[Grid]:
    """
    Returns the sheets of a file by what its bytes are, whatever its name says.

    Raises `RosterError` where the bytes are no table, or one that is too large.
    """
    grids = _opened(data, path)
    for grid in grids:
        refuse_oversize(grid.cells.height, grid.cells.width, grid.file, grid.sheet)
    return grids


def _opened(data: bytes, path: Path) -> list[Grid]:
    name = path.name
    if not data.strip(b"\0\r\n\t "):
        raise refuse("empty_file", "文件是空的。", "请放入有标题行和数据的表。", name)
    head = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if data[:4] == b"PAR1":
        return [read_parquet(data, name)]
    if data[:2] == b"PK":
        return read_workbook(data, name)
    if data[:8] == _OLE:
        return _open_ole(data, name)
    if other := _other_kind(data, head):
        raise _other(name, other)
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body")):
        return read_html(data, name)
    if (
        path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".et", ".parquet"}
        and b"\0" in data[:4096]
    ):
        raise refuse(
            "damaged",
            "文件已损坏或不完整，不是有效的表格。",
            "请重新下载或导出；能打开的话请用 Excel 或 WPS 另存为 .xlsx。",
            name,
        )
    return [read_csv(data, name)]


def _other_kind(data: bytes, head: bytes) -> str:
    """Names what a file is by its first bytes, if that is something other than a table."""
    if head.startswith(b"mime-version:"):
        return "网页归档（.mht）"
    if b"schemas-microsoft-com:office:spreadsheet" in data[:4096]:
        return "XML 电子表格 2003"
    return next((what for mark, what in _OTHERS.items() if data.startswith(mark)), "")


def _open_ole(data: bytes, name: str) -> list[Grid]:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise password(name)
    if "WordDocument".encode("utf-16-le") in data:
        raise _other(name, "Word 文档（.doc）")
    return read_xls(data, name)


def _other(name: str, what: str) -> Exception:
    return refuse(
        "not_a_table",
        f"内容是{what}，不是表格。",
        "请提供 .xlsx、.xls、.csv 或 .parquet；改扩展名不会改变内容，请用原程序另存。",
        name,
    )
