"""clashes.xlsx: which rules cannot hold together, and what would help."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from api.outputs.workbook import Section, Workbook

WIDTHS = (8.0, 18.0, 14.0, 60.0, 12.0, 14.0)
_LINE = (1, 1, 1, 2, 1)  # number, rule, clause, what it asks, strength
_WAY = (1, 1, 2, 1, 1)  # number, what it touches, what to do, people, value
_FACT = (2, 4)
_MORE = (1, 2, 3)  # number, how far it is from holding, what it asks
_ASIDE = (1, 5)  # number, what it asks
_SHOWN = 5
TOUCHED = {
    "wish": "求职意愿",
    "condition": "岗位条件",
    "openings": "招聘名额",
    "entity": "个别对象",
    "exemption": "岗位对象",
    "number": "政策数字",
}


def write_clashes_book(path: Path, record: dict[str, Any]) -> None:
    """Writes the workbook from the content of clashes.json."""
    with Workbook(path, "岗配 规则冲突") as book:
        book.page("规则冲突", f"规则冲突（{record['pack_title']}）", WIDTHS, sections(record))


def sections(record: dict[str, Any]) -> list[Section]:
    """The page: what was found, then each clash with its ways out."""
    page = [Section("结论", _FACT, [["结论", verdict(record)], ["说明", EXPLAINED]])]
    for number, clash in enumerate(record["clashes"], start=1):
        heads = ["序号", "规则", "条款", "要求", "程度"]
        lines = [[n, e["rule"], e["cite"], e["text"], e["level"]]
                 for n, e in enumerate(clash["lines"], start=1)]  # fmt: skip
        page.append(Section(f"冲突{number}：{told(clash)}", _LINE, [heads, *lines], headed=True))
        page.append(_ways(f"冲突{number}的解决办法", clash["ways"]))
    if record["more"]:
        heads, first = ["序号", "冲突", "要求"], len(record["clashes"]) + 1
        rows = [[n, told(clash), asked(clash)] for n, clash in enumerate(record["more"], first)]
        page.append(Section("其余冲突（没有查找办法）", _MORE, [heads, *rows], headed=True))
    if record["aside"]:
        rows = [[n, line["text"]] for n, line in enumerate(record["aside"], start=1)]
        page.append(Section("没有逐组查找的要求", _ASIDE, [["序号", "要求"], *rows], headed=True))
    if record["together"]:
        page.append(_ways("一次解决全部冲突", record["together"]))
    return page


EXPLAINED = (
    "每组规则去掉其中任何一条，其余各条就能同时满足。解决办法按容易程度排列，"
    "每一种都按改动后的情况重新求解并逐条核对过；匹配度变化是全部安置合计。"
)


def verdict(record: dict[str, Any]) -> str:
    """What was found, in one sentence."""
    count = len(record["clashes"])
    if not record["short"]:
        return "全部规则可以同时满足，没有冲突。"
    rest = "其余规则可以同时满足。" if record["complete"] else "其余规则未能在时限内全部判定。"
    if record["aside"]:
        rest = f"另有{len(record['aside'])}条要求也未满足，没有逐组查找；此外的规则可以同时满足。"
    if not count:
        return f"{len(record['short'])}条未满足，没有找到相互冲突的规则。{rest}"
    if record["more"]:
        whole = count + len(record["more"])
        first = f"下面说明必须满足的和缺口最大的{count}组，还有{len(record['more'])}组只列出要求。"
        return f"{whole}组规则不能同时满足。{first}{rest}"
    return f"{count}组规则不能同时满足。{rest}"


def asked(clash: dict[str, Any]) -> str:
    """What the lines of a clash ask, the first few of many."""
    texts = [line["text"] for line in clash["lines"]]
    more = f"；等{len(texts)}条" if len(texts) > _SHOWN else ""
    return "；".join(texts[:_SHOWN]) + more


def told(clash: dict[str, Any]) -> str:
    """How far a clash is from holding."""
    lines = len(clash["lines"])
    text = f"{lines}条不能同时满足" if lines > 1 else "这一条不能满足"
    if clash["owed"] is None or clash["most"] is None:
        return text
    return f"{text}，合计要求{clash['owed']}，最多能达到{clash['most']}"


def gained(way: dict[str, Any]) -> str:
    """The change of the sum of values, as people read it."""
    return f"{-way['value_lost']:+.2f}" if abs(way["value_lost"]) >= 0.005 else "不变"


def _ways(heading: str, ways: list[dict[str, Any]]) -> Section:
    if not ways:
        return Section(heading, _FACT, [["没有找到只改一处就能解决的办法。"]])
    heads = ["序号", "改动", "怎么做", "涉及人数或名额", "匹配度变化"]
    lines = [[way["rank"], TOUCHED[way["touches"]], way["text"], way["affected"], gained(way)]
             for way in ways]  # fmt: skip
    return Section(heading, _WAY, [heads, *lines], headed=True)
