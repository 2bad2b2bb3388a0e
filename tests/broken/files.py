"""
Broken rosters, each made by a few lines of code and a few kilobytes long.

Every function writes one broken roster into an empty folder and returns the
path to read. `tests/broken/test_messages.py` holds the message of each.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto.format.ooxml
import openpyxl
import polars as pl
import xlsxwriter
import xlwt

HEAD = "人员编号,姓名,联系电话,技能特长"
ROW = "W1,张三,13800000000,缝纫"
POSTS = "岗位编号,岗位名称,招聘人数\nV1,缝纫工,3\n"


def _text(folder: Path, text: str | bytes, name: str = "workers.csv") -> Path:
    data = text.encode() if isinstance(text, str) else text
    (folder / name).write_bytes(data)
    return folder


def _book(rows: dict[str, list[list[object]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _workers_book() -> bytes:
    return _book({"求职人员": [HEAD.split(","), ROW.split(",")]})


def _rebuilt(data: bytes, part: str, content: bytes) -> bytes:
    """Returns a workbook with one part of its archive replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name), zipfile.ZIP_DEFLATED, 1)
    return buffer.getvalue()


_SHEET = "xl/worksheets/sheet1.xml"
_OPEN = (
    b'<?xml version="1.0"?><worksheet '
    b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
_CLOSE = b"</sheetData></worksheet>"


def _workbook_of(rows: bytes) -> bytes:
    """Returns a workbook whose sheet has these rows, as XML."""
    return _rebuilt(_workers_book(), _SHEET, _OPEN + rows + _CLOSE)


# Where there is nothing to read


def missing_folder(folder: Path) -> Path:
    return folder / "nowhere"


def empty_folder(folder: Path) -> Path:
    return folder


def folder_of_other_files(folder: Path) -> Path:
    return _text(folder, "hello", "readme.md")


def csv_of_no_bytes(folder: Path) -> Path:
    return _text(folder, b"")


def csv_of_blank_lines(folder: Path) -> Path:
    return _text(folder, b"\xef\xbb\xbf\r\n\r\n  \r\n")


def csv_of_commas(folder: Path) -> Path:
    return _text(folder, ",,,\n" * 5)


def heading_only(folder: Path) -> Path:
    return _text(folder, HEAD + "\n")


def empty_sheet(folder: Path) -> Path:
    return _text(folder, _book({"求职人员": []}), "roster.xlsx")


def two_million_blank_rows(folder: Path) -> Path:
    rows = b"".join(
        b'<row r="%d" spans="1:2"><c r="A%d" s="0"/></row>' % (i, i) for i in range(1, 2_000_001)
    )
    return _text(folder, _workbook_of(rows), "workers.xlsx")


def hidden_sheets_only(folder: Path) -> Path:
    data = _workers_book()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        part = archive.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    return _text(folder, _rebuilt(data, "xl/workbook.xml", part), "workers.xlsx")


def no_table_of_a_roster(folder: Path) -> Path:
    return _text(folder, "日期,天气,风力\n2026-01-01,晴,3\n", "weather.csv")


# What is not a table, or no longer


def pdf_named_xlsx(folder: Path) -> Path:
    return _text(folder, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "workers.xlsx")


def docx_named_xlsx(folder: Path) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return _text(folder, buffer.getvalue(), "workers.xlsx")


def zip_named_xlsx(folder: Path) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("workers.csv", HEAD)
    return _text(folder, buffer.getvalue(), "workers.xlsx")


def picture_named_csv(folder: Path) -> Path:
    return _text(folder, b"\x89PNG\r\n\x1a\n" + bytes(64))


def spreadsheet_of_2003(folder: Path) -> Path:
    text = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    return _text(folder, text, "workers.xls")


def web_page_named_xls(folder: Path) -> Path:
    return _text(folder, "<html><body><p>登录超时，请重新登录</p></body></html>", "workers.xls")


def truncated_xlsx(folder: Path) -> Path:
    data = _workers_book()
    return _text(folder, data[: len(data) // 2], "workers.xlsx")


def damaged_xlsx(folder: Path) -> Path:
    data = bytearray(_workers_book())
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        start = archive.getinfo(_SHEET).header_offset + 30 + len(_SHEET)
    data[start + 20 : start + 30] = bytes(10)
    return _text(folder, bytes(data), "workers.xlsx")


def xlsx_with_entities(folder: Path) -> Path:
    part = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaa">]><workbook>&a;</workbook>'
    return _text(folder, _rebuilt(_workers_book(), "xl/workbook.xml", part), "workers.xlsx")


def truncated_xls(folder: Path) -> Path:
    book = xlwt.Workbook()
    book.add_sheet("求职人员").write(0, 0, "人员编号")
    buffer = io.BytesIO()
    book.save(buffer)
    return _text(folder, buffer.getvalue()[:900], "workers.xls")


def truncated_parquet(folder: Path) -> Path:
    buffer = io.BytesIO()
    pl.DataFrame({"worker_id": ["W1"], "name": ["张三"]}).write_parquet(buffer)
    return _text(folder, buffer.getvalue()[:-20], "workers.parquet")


def password_xlsx(folder: Path) -> Path:
    with (folder / "workers.xlsx").open("wb") as target:
        source = msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(_workers_book()))
        source.encrypt("secret", target)
    return folder


def zip_bomb(folder: Path) -> Path:
    zeros = bytes(1 << 20)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(_SHEET, "w") as part:
            for _ in range(100):
                part.write(zeros)
    return _text(folder, buffer.getvalue(), "workers.xlsx")


def lying_zip_sizes(folder: Path) -> Path:
    data = _rebuilt(_workers_book(), _SHEET, _OPEN + b" " * 5_000_000 + _CLOSE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.getinfo(_SHEET).file_size
    return _text(
        folder,
        data.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little")),
        "workers.xlsx",
    )


def far_away_cell(folder: Path) -> Path:
    cells = b"".join(
        b'<row r="%s"><c r="%s%s"><v>1</v></c></row>' % (row, column, row)
        for column, row in ((b"A", b"1"), (b"GR", b"1048576"))
    )
    return _text(folder, _workbook_of(cells), "workers.xlsx")


def stray_cell_far_below(folder: Path) -> Path:
    rows = (
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="H1048576"><v>1</v></c></row>'
    )
    return _text(folder, _workbook_of(rows), "workers.xlsx")


def too_many_columns(folder: Path) -> Path:
    with xlsxwriter.Workbook(folder / "workers.xlsx") as book:
        book.add_worksheet("求职人员").write_row(0, 0, [f"列{i}" for i in range(16_384)])
    return folder


def too_many_columns_csv(folder: Path) -> Path:
    return _text(folder, ",".join(f"列{i}" for i in range(2000)) + "\n1,2\n")


# Text that does not hold together


def nul_bytes(folder: Path) -> Path:
    return _text(folder, f"{HEAD}\n{ROW}\n".encode() + b"W2,\0\0\0,,\n")


def open_quote(folder: Path) -> Path:
    return _text(folder, f'{HEAD}\n{ROW}\nW2,"李四,,\nW3,王五,,\nW4,赵六,,\n')


def two_open_quotes(folder: Path) -> Path:
    return _text(folder, f'{HEAD}\nW2,"李四,,\nW3,王五,,\nW4,赵六",,\nW5,孙七,,\n')


def mixed_encodings(folder: Path) -> Path:
    data = f"{HEAD}\n{ROW}\n".encode() + "W2,李四,13900000000,电焊工\n".encode("gb18030")
    return _text(folder, data)


def not_text(folder: Path) -> Path:
    return _text(folder, b"worker_id,name\nW1,\xff\xfe\xfd\xfc\x80\x81\n")


# Headings


def wrong_heading(folder: Path) -> Path:
    return _text(folder, "甲,乙,丙\n1,2,3\n")


def no_heading(folder: Path) -> Path:
    return _text(folder, f"{ROW}\nW2,李四,13900000000,电焊\n")


def missing_required_column(folder: Path) -> Path:
    return _text(folder, "岗位编号,岗位名称,招多少\nV1,缝纫工,3\n", "vacancies.csv")


def two_columns_one_field(folder: Path) -> Path:
    return _text(folder, "人员编号,姓名,联系电话,手机号\nW1,张三,13800000000,13900000000\n")


def same_heading_twice(folder: Path) -> Path:
    return _text(folder, "人员编号,姓名,姓名\nW1,张三,李四\n")


def ambiguous_table(folder: Path) -> Path:
    return _text(folder, "行政区划代码,登记日期\n990101,2026-01-01\n", "data.csv")


def unknown_field_in_mapping(folder: Path) -> Path:
    _text(folder, f"{HEAD}\n{ROW}\n")
    return _text(folder, '[workers]\n"技能特长" = "skils"\n', "mapping.toml")


def unknown_table_in_mapping(folder: Path) -> Path:
    _text(folder, f"{HEAD}\n{ROW}\n")
    return _text(folder, '[worker]\n"技能特长" = "skills"\n', "mapping.toml")


def mapping_that_does_not_parse(folder: Path) -> Path:
    _text(folder, f"{HEAD}\n{ROW}\n")
    return _text(folder, "[workers]\n技能特长 = skills\n", "mapping.toml")


def several_faults_at_once(folder: Path) -> Path:
    _text(folder, b"%PDF-1.7", "workers.csv")
    return _text(folder, b"", "vacancies.csv")


BROKEN = [
    function
    for name, function in list(globals().items())
    if callable(function) and not name.startswith("_") and function.__module__ == __name__
]
