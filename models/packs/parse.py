"""The bytes of a pack become text, and the text plain data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal, InvalidOperation
from typing import Any

from models.packs.faults import Faults
from models.packs.problem import PackError, PackProblem, describe, shorten

MOST_BYTES = 1_000_000
ALLOWED = "名称 = 值；文字用双引号；列表用 [ ]；表头如 [pack] 或 [[rule]]"
_CAUSES = {
    "Expected '=' after a key": "名称后面缺少等号",
    "Invalid value": "等号后面不是正确的值（文字要加双引号）",
    "Invalid statement": "这一行既不是「名称 = 值」，也不是表头",
    "Invalid initial character for a key part": "名称写法不对（中文名称要加双引号）",
    "Expected newline or end of document": "一行只能写一项（检查多余的文字或引号）",
    "Unterminated string": "文字缺少结束的引号",
    "Illegal character": "含有不允许的字符，或文字缺少结束的引号",
    "Unclosed array": "列表缺少 ]，或两项之间缺少逗号",
    "Unclosed inline table": "缺少 }，或两项之间缺少逗号",
    "Expected ']": "表头缺少 ]",
    "Cannot declare": "同一个表写了两次",
    "Cannot": "这一名称前面已经写过",
}
_AT = re.compile(r" \(at line (\d+), column (\d+)\)")


def decode(source: bytes, file: str) -> str:
    """The text of a file; raises PackError where it is too large, empty or not UTF-8."""

    def refuse(code: str, message: str, allowed: str, line: int = 1) -> PackError:
        return PackError((PackProblem(code, file, line, "", message, allowed),))

    if len(source) > MOST_BYTES:
        raise refuse("too-large", "文件过大，不像政策包。", f"至多 {MOST_BYTES:,} 字节的 TOML 文件")
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = source[: error.start].count(b"\n") + 1
        message = "文件不是 UTF-8 编码的文本。"
        raise refuse("not-utf8", message, "另存为 UTF-8 编码的 TOML 文件", line) from None
    if not text.strip():
        raise refuse("empty-file", "文件是空的。", "[pack]、各范围与 [[rule]]")
    return text.replace("\r\n", "\n")


def parse(text: str, faults: Faults) -> dict[str, Any]:
    """Parses the text; a key written twice or a slip of syntax becomes a fault with its line."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        for path, first, later in faults.positions.twice:
            message = f"「{path[-1]}」写了两次：第 {first} 行已经写过。"
            where = describe(path)
            problem = PackProblem("duplicate-key", faults.file, later, where, message, "只保留一处")
            faults.problems.append(problem)
        if not faults.problems:
            faults.problems.append(_syntax(str(error), text, faults.file))
    except (RecursionError, ValueError, InvalidOperation, OverflowError):
        faults.add((), "syntax", "文件中有无法读取的数值或过深的嵌套。", allowed=ALLOWED)
    faults.raise_any()
    return {}


def _syntax(message: str, text: str, file: str) -> PackProblem:
    """The parser's words in the office's, with the line that it means."""
    cause = next((zh for en, zh in _CAUSES.items() if message.startswith(en)), message)
    lines = text.rstrip().split("\n")
    found = _AT.search(message)
    line = min(int(found.group(1)), len(lines)) if found else len(lines)
    written = shorten(lines[line - 1])
    message = f"不是正确的 TOML：{cause}。这一行是：{written}"
    return PackProblem("syntax", file, line, "", message, ALLOWED)
