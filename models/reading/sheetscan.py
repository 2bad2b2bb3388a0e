"""
A first look into a workbook's archive, before anything is unpacked into memory.

It checks that the archive is what it says, and finds what the cell reader does
not tell: how far each sheet reaches, its merged cells, its formula errors.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from models.reading.limits import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FROM_BYTES,
)
from models.reading.problems import RosterError, refuse

_CELL = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})(\d{1,7})"(?:[^>]*[^/>])?>(?!</)')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_ERROR = re.compile(
    rb'\br="([A-Z]{1,3})(\d+)"[^>]*\bt="e"[^>]*>(?:<f[^>]*/>|<f.*?</f>)?<v>([^<]{1,20})</v>'
)
_CHUNK = 1 << 20
_LARGEST_DIRECTORY = 4 << 20
_MOST_MARKS = 200_000


@dataclass
class SheetScan:
    """
    How far a sheet reaches and what its marks are; rows and columns count from 0.

    `merges` are (top, bottom, column) of merges over several rows; `errors`
    are (row, column, text).
    """

    first_column: int = 0
    last_column: int = -1
    height: int = 0
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    errors: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Number of columns from the first that holds something to the last."""
        return self.last_column - self.first_column + 1


def scan_workbook(data: bytes, file: str) -> dict[str, SheetScan]:
    """
    Checks an .xlsx archive and returns what each sheet's marks say, by sheet name.

    Raises `RosterError` for an archive that is damaged, not a workbook, or
    unpacks to more than a roster can be. Returns nothing for other formats.
    """
    if data[:2] != b"PK":
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_directory(archive, file)
            parts = _sheet_parts(archive, file)
            scans: dict[str, SheetScan] = {}
            for info in archive.infolist():
                names = [name for name, part in parts.items() if part == info.filename]
                scan = _scan_part(archive, info)
                for name in names:
                    scans[name] = scan
            return scans
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _damaged(file) from None
    except (ET.ParseError, KeyError, ValueError):
        raise _damaged(file) from None


def _damaged(file: str) -> RosterError:
    return refuse(
        "damaged",
        "工作簿不完整或已损坏（压缩包校验不符）。",
        "请重新下载或导出；能打开的话请用 Excel 或 WPS 另存为 .xlsx。",
        file,
    )


def _check_directory(archive: zipfile.ZipFile, file: str) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    bomb = any(
        member.file_size > RATIO_FROM_BYTES
        and member.file_size > MAX_RATIO * max(1, member.compress_size)
        for member in members
    )
    if bomb or unpacked > MAX_UNPACKED_BYTES or len(members) > MAX_MEMBERS:
        raise refuse(
            "zip_bomb",
            f"压缩包解开后约 {unpacked >> 20} MB（{len(members)} 个部分），与文件大小不相称，"
            "为安全起见不予打开。",
            "请从原系统重新导出；数据确实很大时请改用 .csv 或 .parquet。",
            file,
        )
    names = set(archive.namelist())
    if "xl/workbook.xml" in names:
        return
    kinds = {
        "word/document.xml": "Word 文档（.docx）",
        "ppt/presentation.xml": "演示文稿（.pptx）",
        "xl/workbook.bin": "二进制工作簿（.xlsb）",
        "content.xml": "OpenDocument 文档（.ods/.odt）",
    }
    kind = next((kind for name, kind in kinds.items() if name in names), "普通压缩包（.zip）")
    raise refuse(
        "not_a_workbook",
        f"内容是{kind}，不是 .xlsx 工作簿。",
        "请用 Excel 或 WPS 另存为 .xlsx。",
        file,
    )


def _sheet_parts(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Returns the archive member of each sheet, by sheet name."""
    texts = []
    for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"):
        if archive.getinfo(name).file_size > _LARGEST_DIRECTORY:
            raise _damaged(file)
        text = archive.read(name)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise _damaged(file)
        # Safe from entity expansion: neither document types nor entities get here.
        texts.append(ET.fromstring(text))  # noqa: S314
    targets = {rel.get("Id"): rel.get("Target", "") for rel in texts[1]}
    parts: dict[str, str] = {}
    for sheet in texts[0].iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        parts[sheet.get("name", "")] = path
    return parts


def _scan_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> SheetScan:
    """Reads one member to its end, which also proves its size and its checksum."""
    scan = SheetScan()
    is_sheet = info.filename.startswith("xl/worksheets/")
    columns: set[bytes] = set()
    rest = b""
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            if not is_sheet:
                continue
            chunk = rest + chunk
            # Cut between cells, so that no cell is seen in halves.
            cut = max(chunk.rfind(b"<c "), chunk.rfind(b"<row"), chunk.rfind(b"<mergeCell "))
            cut = cut if cut > 0 else len(chunk)
            rest = chunk[cut:] if len(chunk) - cut < 1 << 24 else b""
            _scan_chunk(chunk[:cut], scan, columns)
        _scan_chunk(rest, scan, columns)
    if columns:
        numbers = [_column(letters) for letters in columns]
        scan.first_column, scan.last_column = min(numbers), max(numbers)
    return scan


def _scan_chunk(chunk: bytes, scan: SheetScan, columns: set[bytes]) -> None:
    cells = _CELL.findall(chunk)
    if cells:
        columns.update({letters for letters, _ in cells})
        scan.height = max(scan.height, int(cells[-1][1]))
    if b"mergeCell " in chunk and len(scan.merges) < _MOST_MARKS:
        for left, top, _, bottom in _MERGE.findall(chunk):
            if top != bottom:
                scan.merges.append((int(top) - 1, int(bottom) - 1, _column(left)))
    if b't="e"' in chunk and len(scan.errors) < _MOST_MARKS:
        for letters, row, text in _ERROR.findall(chunk):
            scan.errors.append((int(row) - 1, _column(letters), text.decode("ascii", "replace")))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number - 1
