"""What scenarios come to, in sentences."""

from __future__ import annotations

from typing import Any

HEADINGS: dict[str, str] = {
    "scenario": "方案",
    "status": "状态",
    "value": "匹配总值",
    "objective": "总目标值",
    "bound": "已证明的上限",
    "gap": "差距",
    "matches": "人岗配对",
    "unfilled": "未招满名额",
    "short": "规则缺口",
    "musts_short": "其中必须的",
    "granted": "补贴支出（元）",
    "placed_change": "人数变化",
    "value_change": "匹配总值变化",
    "objective_change": "总目标值变化",
    "gained": "新安置",
    "lost": "不再安置",
    "better": "变好",
    "worse": "变差",
    "same_as": "与方案相同",
    "begun_from": "从方案起算",
    "frontier": "在前沿上",
}
_PLACED = {"allocate": "安置人数", "push": "收到推送的人数", "shortlist": "列入名单的人数"}
_STATUSES = {
    "optimal": "最优",
    "within_gap": "规则全部满足",
    "relaxed": "有规则不能满足",
    "limit": "未达精度",
}
OBJECTIVE = (
    "总目标值 = 各配对匹配值之和 + 优先加分 − 规则缺口的扣分；"
    "“新安置、不再安置、变好、变差”都与第一个方案相比。"
)


def heading(column: str, job: str) -> str:
    """What a column of the table of scenarios is called; a varied number by its own name."""
    return _PLACED[job] if column == "placed" else HEADINGS.get(column, column)


def units_of(record: dict[str, Any], name: str) -> str:
    """What one more of a varied number is called: 个百分点, or 1."""
    return f"1{record['units'][name]}"


def step_sentence(record: dict[str, Any], step: dict[str, Any]) -> str:
    """One more percent here costs so much: by both prices and by solving both."""
    name = step["varied"]
    agree = "相符" if step["agrees"] else "不相符，请报告给维护者"
    return (
        f"{name} 由 {step['from_value']} 到 {step['to_value']}（方案{step['from_scenario']}到"
        f"{step['to_scenario']}）：每多{units_of(record, name)}，总目标值"
        f"{moved(step['change_per_unit'])}"
        f"（价格估计{moved(step['price_before_per_unit'])}至"
        f"{moved(step['price_after_per_unit'])}，{agree}），"
        f"{_PLACED[record['job']]}{moved(step['placed_per_unit'], 1)}"
    )


def marginal_sentence(record: dict[str, Any], line: dict[str, Any]) -> str:
    """What one more of a rule's number costs, by the prices of one scenario."""
    more = "多1个百分点" if line["percent"] else "多1"
    cite = record["cites"].get(line["rule"], "")
    change = round(line["change"], 3)
    least = "至少减少" if change < 0 else "至多增加"
    cost = f"{least} {abs(change):,.3f}" if change else "按价格没有代价"
    return (
        f"{line['rule']}.{line['field']}（{cite}）由 {line['value']} 到 {line['more']}，{more}："
        f"总目标值{cost}"
    )


def moved(amount: float, digits: int = 3) -> str:
    """A change in words: 增加 1.5, 减少 0.2, 不变."""
    rounded = round(amount, digits)
    if rounded == 0:
        return "不变"
    return f"{'增加' if rounded > 0 else '减少'} {abs(rounded):,.{digits}f}"


def status(word: str) -> str:
    """A status for people, short."""
    return _STATUSES.get(word, word)
