"""
The data dictionary: every table and column, generated from their declaration.

    python -m models.dictionary > data/dictionary.md
"""

from __future__ import annotations

import sys

from models.categories import Category
from models.fields import TABLES, Choice, Field, Kind, Table

_KINDS = {
    Kind.ID: "编号（文本）",
    Kind.TEXT: "文本",
    Kind.IDENTITY: "身份证号（GB 11643）",
    Kind.PHONE: "电话",
    Kind.PLACE: "区划代码（6、9、12 位）或县名",
    Kind.DATE: "日期",
    Kind.COUNT: "人数（整数）",
    Kind.OPENINGS: "人数（整数；若干、数名 按 2 人计）",
    Kind.AGE: "周岁（整数）",
    Kind.AGE_RANGE: "年龄要求，如 18-45周岁",
    Kind.MONEY: "金额（元，最多两位小数）",
    Kind.WAGE: "元/月",
    Kind.WAGE_RANGE: "薪资，如 3000-5000元/月、200元/天、面议",
    Kind.FLAG: "是/否",
    Kind.CHOICE: "可选值之一",
    Kind.CATEGORIES: "一个或多个类别，用 、 分隔",
}
_HEAD = """# 数据字典 · Data dictionary

Generated from `models/fields`: `python -m models.dictionary > data/dictionary.md`.

本文件由字段声明生成。标题可用中文、英文或“也叫”中的任何一个；空格、星号、括号内的单位不影响识别。
标“必填”的列或格缺失时，该表或该行不能使用；标“个人”的列属个人信息，显示时遮盖。
"""


def dictionary() -> str:
    """Returns the data dictionary as Markdown, one section a table."""
    parts = [_HEAD, *(_section(table) for table in TABLES.values()), _categories()]
    return "\n".join(parts)


def _section(table: Table) -> str:
    names = "、".join(table.words)
    lines = [
        f"## {table.label} · `{table.name}`",
        "",
        f"工作表或文件也可叫：{names}。主键：`{table.key}`。",
        "",
        "| 字段 | 标题 | 也叫 | 内容 | 说明 |",
        "|---|---|---|---|---|",
        *(_row(field) for field in table.fields),
        "",
    ]
    return "\n".join(lines)


def _row(field: Field) -> str:
    marks = ["必填"] * field.required + ["个人"] * field.personal
    label = field.label + (f"（{'、'.join(marks)}）" if marks else "")
    content = _KINDS[field.kind]
    if field.choices:
        content = "；".join(_choice(choice) for choice in field.choices)
    if field.low is not None and field.high is not None:
        content += f"，{field.low:g} 至 {field.high:g}"
    elif field.low is not None:
        content += f"，不小于 {field.low:g}"
    if field.fills:
        content += "；填入 " + "、".join(f"`{name}`" for name in field.fills)
    cells = [f"`{field.name}`", label, "、".join(field.words), content, field.meaning]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _choice(choice: Choice) -> str:
    words = f"（{'、'.join(choice.words)}）" if choice.words else ""
    return f"{choice.label} `{choice.code}`{words}"


def _category(category: Category) -> str:
    words = "、".join(category.words[1:])
    return f"| `{category.code}` | {category.bit} | {category.label} | {words} |"


def _categories() -> str:
    lines = [
        "## 人员类别",
        "",
        "| 代码 | 位 | 名称 | 也叫 |",
        "|---|---|---|---|",
        *(_category(category) for category in Category),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(dictionary())
