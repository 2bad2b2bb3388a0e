"""The small file by which an office settles what a heading or a sheet means."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from models.fields import TABLES, Field, Table
from models.reading.problems import Problem, RosterError

FILE_NAME = "mapping.toml"


@dataclass(frozen=True)
class Mapping:
    """
    What the mapping file says.

    `tables` maps a file or sheet name to a table name, or to "" to leave it
    out; `fields` maps, by table, a heading to a field name, or to "".
    """

    tables: dict[str, str] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)


def read_mapping(path: Path) -> Mapping:
    """
    Reads a mapping file, such as::

        [tables]
        "Sheet1" = "workers"
        [workers]
        "登记编码" = "worker_id"
        "内部备注" = ""

    Fields may be named in English or Chinese; "" leaves a column or sheet out.
    Raises `RosterError` naming every unknown table and field.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise _error(path, "mapping_missing", "读不到这个对应文件。") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        hint = '每行应写作 "原标题" = "字段名"，并存为 UTF-8。'
        raise _error(path, "mapping_syntax", f"对应文件写法有误（{error}）。", hint) from None
    problems: list[Problem] = []
    targets: dict[str, dict[str, str]] = {}
    for section, entries in content.items():
        names = _names(section)
        if not names:
            problems.append(_unknown(path, section, "表", ["tables", *TABLES]))
        elif not isinstance(entries, dict) or not all(isinstance(v, str) for v in entries.values()):
            text = f"[{section}] 下每行应写作 “原标题” = “字段名”，两边都加双引号。"
            problems.append(Problem("mapping_syntax", text, file=path.name))
        else:
            what = "表" if section == "tables" else f" [{section}] 的字段"
            wrong = [word for word in entries.values() if word not in names]
            problems += [_unknown(path, word, what, list(names)) for word in wrong]
            targets[section] = {key: names.get(word, "") for key, word in entries.items()}
    if problems:
        raise RosterError(problems)
    return Mapping(targets.pop("tables", {}), targets)


def _names(section: str) -> dict[str, str]:
    """Returns what may stand right of the equals sign in a section, and what it names."""
    declared: Sequence[Table | Field] = ()
    if section == "tables":
        declared = tuple(TABLES.values())
    elif section in TABLES:
        declared = TABLES[section].fields
    names = {item.name: item.name for item in declared} | {i.label: i.name for i in declared}
    return names | {"": ""} if names else {}


def _unknown(path: Path, word: str, what: str, allowed: list[str]) -> Problem:
    near = difflib.get_close_matches(word, allowed, n=1, cutoff=0.5)
    hint = (
        f"是否要写 “{near[0]}”？" if near else f"可用的有：{'、'.join(a for a in allowed if a)}。"
    )
    return Problem("mapping_unknown", f"没有名为 “{word}” 的{what}。", hint, file=path.name)


def _error(path: Path, code: str, message: str, hint: str = "") -> RosterError:
    return RosterError([Problem(code, message, hint, file=path.name)])
