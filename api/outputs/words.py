"""Pairs, pay and places in the words of an employment centre."""

from __future__ import annotations

import math

import polars as pl

JOBS: dict[str, str] = {
    "allocate": "一人一岗安置",
    "push": "岗位推送",
    "shortlist": "展位候选名单",
}
STATUSES: dict[str, str] = {
    "optimal": "已达最优，各项规则全部满足",
    "within_gap": "各项规则全部满足，与最优的差距在要求之内",
    "relaxed": "有规则无法完全满足，缺口已降到最小并逐条列明",
    "infeasible": "没有任何可行的结果",
    "limit": "在达到要求的精度之前停止",
}
STRENGTHS: dict[str, str] = {"must": "必须", "should": "尽力"}
OUTCOMES: dict[str, str] = {"held": "满足", "short": "未满足"}
REASONS: dict[str, str] = {
    "unavailable": "未参加安排（无就业意愿、已就业、无劳动能力或未满16周岁）",
    "no_eligible_vacancy": "没有一个空缺岗位的条件全部符合",
    "few_eligible_vacancies": "符合条件的空缺岗位不够，已全部推送",
    "outbid": "符合条件的岗位已由更合适或按规则优先的人占用",
    "caps_reached": "其余符合条件的岗位已达推送上限",
}
LEVELS: tuple[str, ...] = ("同村", "同镇", "本县", "本市", "本省", "外省")
PARTS: dict[str, str] = {
    "fit": "技能",
    "place": "地点",
    "pay": "工资",
    "hours": "工时",
    "education": "学历",
    "certificates": "证书",
}


def why() -> pl.Expr:
    """
    Says in words why a pair is worth what it is: 技能相符 0.82；同镇；工资高于期望.

    Needs the columns of the value's parts, `level` (0 village to 5 beyond the
    province, or null), `wage_expected`, `wage_min` and `wage_max`. A part that
    is not known is left out; where skills are not known it says so.
    """
    fit = pl.col("fit")
    expected, low, high = pl.col("wage_expected"), pl.col("wage_min"), pl.col("wage_max")
    pieces = [
        pl.when(fit.is_null())
        .then(pl.lit("技能未填"))
        .when(fit >= 0.5)
        .then(pl.concat_str(pl.lit("技能相符 "), _two(fit)))
        .when(fit >= 0.25)
        .then(pl.concat_str(pl.lit("技能相近 "), _two(fit)))
        .otherwise(pl.concat_str(pl.lit("技能不同 "), _two(fit))),
        pl.col("level").replace_strict(list(range(6)), list(LEVELS), return_dtype=pl.String),
        pl.when(expected.is_null() | pl.coalesce(low, high).is_null())
        .then(None)
        .when(pl.coalesce(low, high) > expected)
        .then(pl.lit("工资高于期望"))
        .when(pl.coalesce(high, low) < expected)
        .then(pl.lit("工资低于期望"))
        .otherwise(pl.lit("工资符合期望")),
        *(_met(part) for part in ("hours", "education", "certificates")),
    ]
    return pl.concat_str(pieces, separator="；", ignore_nulls=True).alias("why")


def pay(unit: str = "元/月") -> pl.Expr:
    """Pay of the columns `wage_min` and `wage_max`: 3500-4500元/月, 3500元/月起, 面议."""
    low, high = _whole(pl.col("wage_min")), _whole(pl.col("wage_max"))
    suffix = pl.lit(unit)
    return (
        pl.when(pl.col("wage_min").is_null() & pl.col("wage_max").is_null())
        .then(pl.lit("面议"))
        .when(pl.col("wage_max").is_null())
        .then(pl.concat_str(low, suffix, pl.lit("起")))
        .when(pl.col("wage_min").is_null())
        .then(pl.concat_str(pl.lit("最高"), high, suffix))
        .when(pl.col("wage_min") == pl.col("wage_max"))
        .then(pl.concat_str(low, suffix))
        .otherwise(pl.concat_str(low, pl.lit("-"), high, suffix))
        .alias("pay_text")
    )


def percent(fraction: float) -> str:
    """A small fraction as a per cent of two digits that is never less than the truth: 0.0031%."""
    if fraction <= 0:
        return "0%"
    digits = max(0, 1 - math.floor(math.log10(fraction * 100)))
    scale = 10**digits
    # The subtraction keeps 0.01 % from being shown as 0.011 % by a last binary digit.
    return f"{math.ceil(fraction * 100 * scale - 1e-9) / scale:.{digits}f}%"


def proof(run: dict[str, object]) -> str:
    """How good the answer is, in plain words, from the content of run.json."""
    gap, pairs = run.get("gap"), run.get("pairs_priced")
    if not isinstance(gap, (int, float)) or not isinstance(pairs, int):
        return "没有可安置的配对，因此没有质量可言。"
    kept = "（保持已定安排）" if run.get("pinned") else ""
    scope = f"全部 {pairs:,} 个人岗配对{kept}"
    relaxed = "（规则缺口按规定的代价计入）" if run.get("status") == "relaxed" else ""
    if gap <= 0:
        return f"已证明：在{scope}中，不存在更好的方案{relaxed}。"
    return f"与{scope}中的最优方案相比，差距不超过 {percent(float(gap))}{relaxed}。"


def _two(number: pl.Expr) -> pl.Expr:
    hundredths = (number * 100).round().cast(pl.Int64)
    return pl.concat_str(
        (hundredths // 100).cast(pl.String),
        pl.lit("."),
        (hundredths % 100).cast(pl.String).str.zfill(2),
    )


def _whole(number: pl.Expr) -> pl.Expr:
    return number.round().cast(pl.Int64).cast(pl.String)


def _met(part: str) -> pl.Expr:
    label = PARTS[part]
    return (
        pl.when(pl.col(part).is_null())
        .then(None)
        .when(pl.col(part) >= 0.75)
        .then(pl.lit(f"{label}相符"))
        .when(pl.col(part) >= 0.4)
        .then(pl.lit(f"{label}基本相符"))
        .otherwise(pl.lit(f"{label}有差距"))
    )
