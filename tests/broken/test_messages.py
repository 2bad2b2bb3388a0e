"""Every broken roster has one clear message, and leaves nothing behind."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from models.reading import RosterError, read_roster
from tests.broken import files

MESSAGES = {
    "missing_folder": (
        "找不到 {folder}/nowhere。 请检查路径；应为一个文件夹、工作簿或表格文件。"
    ),
    "empty_folder": (
        "文件夹 {folder} 里没有表格文件。 "
        "请放入 workers（求职人员）和 vacancies（招聘岗位）的 .xlsx、.xls、"
        ".csv 或 .parquet 文件。"
    ),
    "folder_of_other_files": (
        "文件夹 {folder} 里没有表格文件。 "
        "请放入 workers（求职人员）和 vacancies（招聘岗位）的 .xlsx、.xls、"
        ".csv 或 .parquet 文件。"
    ),
    "csv_of_no_bytes": (
        "文件 workers.csv：文件是空的。 请放入有标题行和数据的表。"
    ),
    "csv_of_blank_lines": (
        "文件 workers.csv：文件是空的。 请放入有标题行和数据的表。"
    ),
    "csv_of_commas": (
        "文件 workers.csv：这张表是空的。 请填入“求职人员”的标题行和数据，或删去这张表。"
    ),
    "heading_only": (
        "文件 workers.csv：这张表只有标题行（第 1 行），没有数据。 "
        "请填入“求职人员”的标题行和数据，或删去这张表。"
    ),
    "empty_sheet": (
        "文件 roster.xlsx，工作表 求职人员：这张表是空的。 请填入“求职人员”的标题行和数据，"
        "或删去这张表。"
    ),
    "two_million_blank_rows": (
        "文件 workers.xlsx，工作表 求职人员：这张表是空的。 "
        "请填入“求职人员”的标题行和数据，或删去这张表。"
    ),
    "hidden_sheets_only": (
        "文件 workers.xlsx：所有工作表都是隐藏的。 请取消隐藏要读取的工作表。"
    ),
    "no_table_of_a_roster": (
        "没有找到名册的任何一张表；看过：weather.csv。 "
        "表名或标题应能看出是求职人员（workers）或招聘岗位（vacancies）。"
    ),
    "pdf_named_xlsx": (
        "文件 workers.xlsx：内容是PDF 文件，不是表格。 请提供 .xlsx、.xls、.csv 或 .parquet；"
        "改扩展名不会改变内容，请用原程序另存。"
    ),
    "docx_named_xlsx": (
        "文件 workers.xlsx：内容是Word 文档（.docx），不是 .xlsx 工作簿。 "
        "请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "zip_named_xlsx": (
        "文件 workers.xlsx：内容是普通压缩包（.zip），不是 .xlsx 工作簿。 "
        "请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "picture_named_csv": (
        "文件 workers.csv：内容是图片，不是表格。 请提供 .xlsx、.xls、.csv 或 .parquet；"
        "改扩展名不会改变内容，请用原程序另存。"
    ),
    "spreadsheet_of_2003": (
        "文件 workers.xls：内容是XML 电子表格 2003，不是表格。 请提供 .xlsx、.xls、"
        ".csv 或 .parquet；改扩展名不会改变内容，请用原程序另存。"
    ),
    "web_page_named_xls": (
        "文件 workers.xls：内容是网页，里面没有表格。 请在原系统选择导出 Excel，"
        "或打开后另存为 .xlsx。"
    ),
    "truncated_xlsx": (
        "文件 workers.xlsx：工作簿不完整或已损坏（压缩包校验不符）。 请重新下载或导出；"
        "能打开的话请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "damaged_xlsx": (
        "文件 workers.xlsx：工作簿不完整或已损坏（压缩包校验不符）。 请重新下载或导出；"
        "能打开的话请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "xlsx_with_entities": (
        "文件 workers.xlsx：工作簿不完整或已损坏（压缩包校验不符）。 请重新下载或导出；"
        "能打开的话请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "truncated_xls": (
        "文件 workers.xls：工作簿已损坏或不完整，无法打开。 "
        "请用 Excel 或 WPS 打开并另存为 .xlsx，或重新下载。"
    ),
    "truncated_parquet": (
        "文件 workers.parquet：Parquet 文件已损坏或不完整。 请重新导出。"
    ),
    "password_xlsx": (
        "文件 workers.xlsx：文件设有打开密码，无法读取。 请去掉密码后另存，再重新提交。"
    ),
    "zip_bomb": (
        "文件 workers.xlsx：压缩包解开后约 100 MB（2 个部分），与文件大小不相称，"
        "为安全起见不予打开。 请从原系统重新导出；数据确实很大时请改用 .csv 或 .parquet。"
    ),
    "lying_zip_sizes": (
        "文件 workers.xlsx：工作簿不完整或已损坏（压缩包校验不符）。 请重新下载或导出；"
        "能打开的话请用 Excel 或 WPS 另存为 .xlsx。"
    ),
    "far_away_cell": (
        "文件 workers.xlsx，工作表 求职人员：有 1048576 行 200 列，超出一张表的上限。 "
        "请拆成几个文件，或改用 .csv 或 .parquet。"
    ),
    "stray_cell_far_below": (
        "文件 workers.xlsx，工作表 求职人员：只有 2 格有内容，却散布在 1048576 行 8 列中。 "
        "请删去远处的零散单元格后重新保存。"
    ),
    "too_many_columns": (
        "文件 workers.xlsx，工作表 求职人员：有 16384 列，最多 512 列。 "
        "请删去右侧多余的列（包括远处的零散单元格）后重新保存。"
    ),
    "too_many_columns_csv": (
        "文件 workers.csv：有 2000 列，最多 512 列。 "
        "请删去右侧多余的列（包括远处的零散单元格）后重新保存。"
    ),
    "nul_bytes": (
        "文件 workers.csv：第 3 行含有空字节（NUL），文件可能已损坏，或不是文本文件。 "
        "请在原系统重新导出，另存为 UTF-8 编码的 .csv 或 .xlsx。"
    ),
    "open_quote": (
        "文件 workers.csv，第 3 行：双引号没有成对，后面的行会被当成同一格。 "
        '请补上缺少的双引号（格内的双引号要写成 ""），或另存为 .xlsx。'
    ),
    "two_open_quotes": (
        "文件 workers.csv，第 2 行：双引号没有成对，后面的行会被当成同一格。 "
        '请补上缺少的双引号（格内的双引号要写成 ""），或另存为 .xlsx。'
    ),
    "mixed_encodings": (
        "文件 workers.csv：文件混用了两种文字编码：第 1 行是 UTF-8，第 3 行不是。 "
        "请用同一种编码（UTF-8 或 GB18030）重新导出；通常是两个文件直接拼接造成的。"
    ),
    "not_text": (
        "文件 workers.csv：从第 2 行起不是可识别的文字编码（应为 UTF-8、"
        "GB18030 或 UTF-16）。 请确认这是 .csv 文本文件，并另存为 UTF-8 编码。"
    ),
    "wrong_heading": (
        "文件 workers.csv：前 20 行里找不到“求职人员”的标题行；看到的是：甲、乙、丙。 "
        "标题应含：人员编号、姓名、身份证号、性别、出生日期、年龄、联系电话、户编号 等，"
        "也可在 mapping.toml 的 [workers] 下对应。"
    ),
    "no_heading": (
        "文件 workers.csv：前 20 行里找不到“求职人员”的标题行；看到的是：W1、张三、***、"
        "缝纫。 标题应含：人员编号、姓名、身份证号、性别、出生日期、年龄、联系电话、"
        "户编号 等，也可在 mapping.toml 的 [workers] 下对应。"
    ),
    "missing_required_column": (
        "文件 vacancies.csv，第 1 行，“招聘人数”栏：“招聘岗位”缺少必需的列。"
        "未识别的列有：招多少。 请加上标题为“招聘人数”的列，"
        '或在 mapping.toml 的 [vacancies] 下写 "原标题" = "openings"。'
    ),
    "two_columns_one_field": (
        "文件 workers.csv，第 1 行，“联系电话”栏："
        "第 3 列“联系电话”与第 4 列“手机号”都是“联系电话”。 请删去或改名其中一列；"
        "标题不同时也可在数据文件夹的 mapping.toml 中写明，"
        '例如 [workers] 下写 "手机号" = ""（写 "" 则忽略该列）。'
    ),
    "same_heading_twice": (
        "文件 workers.csv，第 1 行，“姓名”栏："
        "第 2 列“姓名”与第 3 列“姓名”都是“姓名”。 请删去或改名其中一列；"
        "标题不同时也可在数据文件夹的 mapping.toml 中写明，"
        '例如 [workers] 下写 "姓名" = ""（写 "" 则忽略该列）。'
    ),
    "ambiguous_table": (
        "文件 data.csv：无法判断是“求职人员”还是“招聘岗位”。 请把工作表改名为其中之一，"
        '或在 mapping.toml 的 [tables] 下写明，例如 "data.csv" = "workers"。'
    ),
    "unknown_field_in_mapping": (
        "文件 mapping.toml：没有名为 “skils” 的 [workers] 的字段。 是否要写 “skills”？"
    ),
    "unknown_table_in_mapping": (
        "文件 mapping.toml：没有名为 “worker” 的表。 是否要写 “workers”？"
    ),
    "mapping_that_does_not_parse": (
        "文件 mapping.toml：对应文件写法有误（Invalid statement (at line 2, column 1)）。 "
        '每行应写作 "原标题" = "字段名"，并存为 UTF-8。'
    ),
    "several_faults_at_once": (
        "文件 vacancies.csv：文件是空的。 请放入有标题行和数据的表。\n"
        "文件 workers.csv：内容是PDF 文件，不是表格。 请提供 .xlsx、.xls、.csv 或 .parquet；"
        "改扩展名不会改变内容，请用原程序另存。"
    ),
}  # fmt: skip


def test_at_least_thirty_kinds_of_broken_files_have_a_message() -> None:
    assert len(MESSAGES) >= 30
    assert set(MESSAGES) == {function.__name__ for function in files.BROKEN}


@pytest.mark.parametrize("name", MESSAGES)
def test_a_broken_roster_is_refused_with_its_one_message(name: str, tmp_path: Path) -> None:
    path = getattr(files, name)(tmp_path)
    before = {p: p.read_bytes() for p in tmp_path.iterdir()}
    started = time.perf_counter()

    with pytest.raises(RosterError) as caught:
        read_roster(path)

    assert str(caught.value) == MESSAGES[name].replace("{folder}", str(tmp_path))
    # Generous: a busy machine is no fault; a bomb that unpacks takes minutes.
    assert time.perf_counter() - started < 30
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before, "Nothing is left behind."


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "workers.csv"
    path.write_text(files.HEAD, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    # Rights do not bind the superuser, whom tests may run as; the refusal is made here.
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(RosterError, match=r"文件 workers\.csv：无法读取（没有权限"):
        read_roster(path)
