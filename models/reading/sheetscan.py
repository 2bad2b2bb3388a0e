"""
A first look into a workbook's archive, before anything is unpacked into memory.

It checks that the archive is what it says, and finds what the cell reader does
not tell: how far each sheet reaches, its merged cells, its formula errors.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from xml.etree import ElementTree as ET
from xml.parsers.expat import ExpatError

from models.reading.limits import (
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_FROM_BYTES,
)
from models.reading.problems import RosterError, refuse
from models.reading.sheetmarks import SheetScan, SheetScanner

_CHUNK = 1 << 20
_LARGEST_DIRECTORY = 4 << 20


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
                # The cell reader finds a part whatever its case.
                names = [n for n, part in parts.items() if part.lower() == info.filename.lower()]
                scan = _scan_part(archive, info, is_sheet=bool(names))
                scans |= dict.fromkeys(names, scan)
            return scans
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise _damaged(file) from None
    except (ET.ParseError, ExpatError, KeyError, ValueError):
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
        texts.append(ET.fromstring(text))  # noqa: S314 -- no entities, see above
    targets = {rel.get("Id"): rel.get("Target", "") for rel in texts[1]}
    parts: dict[str, str] = {}
    for sheet in texts[0].iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        target = targets.get(key, "")
        path = target if target.startswith(("/", "xl/")) else f"xl/{target}"
        if parts.setdefault(sheet.get("name", ""), path.lstrip("/")) != path.lstrip("/"):
            raise _damaged(file)
    return parts


def _scan_part(archive: zipfile.ZipFile, info: zipfile.ZipInfo, *, is_sheet: bool) -> SheetScan:
    """Reads one member to its end, which also proves its size and its checksum."""
    scanner = SheetScanner()
    with archive.open(info) as stream:
        while chunk := stream.read(_CHUNK):
            if is_sheet:
                scanner.feed(chunk)
    return scanner.close() if is_sheet else SheetScan()
