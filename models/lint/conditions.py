"""
Conditions of vacancies that the law protects people from: flagged, and never used.

The Employment Promotion Law (就业促进法): article 3 and 27 (sex, marriage and
birth), 28 (ethnicity), 3 (religion), 29 (disability), 30 (carriers of
infections), 31 (people from the countryside). Looks and the zodiac have
nothing to do with the work: article 26, fair conditions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from models.lint.find import found
from models.roster import Finding

_READ = ("title", "conditions", "skills")
# Said of nobody: taken out before anything is looked for.
_FAIR = (
    "男女工?(?:不限|均可|皆可|都可)|不限男女|性别不限|不限性别|性别[:：]?(?:均可|无要求)"
    "|民族不限|户籍不限|不限户籍|婚否不限|婚育不限|子女|妇女|女儿|[男女](?:装|鞋)"
    "|生育(?:保险|津贴)|(?:企业|品牌)形象|形象(?:设计|店|代言)"
    "|户[籍口](?:管理|民警|警|窗口|办理|登记)"
)


@dataclass(frozen=True)
class _Topic:
    code: str
    label: str
    pattern: str
    law: str


_TOPICS = (
    _Topic(
        "condition_sex",
        "性别",
        r"(?:限|只招|仅招|招|需|要求|优先)[:：]?[男女]|[男女](?:性|士|工|生|员工|保安|服务员|优先|的优先)"
        r"|性别(?:要求|限制)?[:：]?(?:为|限)?[男女]|[男女]\s*[,，、]?\s*\d{2}\s*(?:周?岁|以[下内])|[(（【][男女][)）】]|^[男女]$",
        "就业促进法第三条、第二十七条",
    ),
    _Topic(
        "condition_ethnicity",
        "民族",
        r"汉族|限.{0,4}族|民族(?:要求|限制)?[:：]|少数民族.{0,2}(?:除外|勿|不)|不(?:招|要|收).{0,6}族",
        "就业促进法第三条、第二十八条",
    ),
    _Topic(
        "condition_religion",
        "宗教信仰",
        r"宗教信仰|信教|无宗教|无信仰|不信.{0,2}教",
        "就业促进法第三条",
    ),
    _Topic(
        "condition_registration",
        "户籍",
        r"户籍|户口|(?:限|只招|仅招|优先).{0,2}(?:本地|本县|本市|本镇|本村)人|(?:本地|本县|本市|本镇|本村)人优先"
        r"|外地人?.{0,2}(?:勿|不|谢绝)|农村人?.{0,2}(?:勿|不招|不要)",
        "就业促进法第二十六条、第三十一条",
    ),
    _Topic(
        "condition_marriage",
        "婚育",
        r"已婚|未婚|婚否|已育|未育|婚育|结婚|怀孕|生育",
        "就业促进法第二十七条、妇女权益保障法第四十三条",
    ),
    _Topic(
        "condition_looks",
        "身高、相貌、属相等",
        r"身高|形象|五官|相貌|颜值|气质佳|体型|体重|属相|生肖|星座|血型|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]",
        "就业促进法第二十六条",
    ),
    _Topic(
        "condition_health",
        "残疾或病原携带",
        r"残疾人?.{0,2}(?:勿|不招|不要|除外)|无残疾|非残疾|乙肝|澳抗|病毒携带|病原携带",
        "就业促进法第二十九条、第三十条",
    ),
)


def protected_conditions(vacancies: pl.DataFrame) -> list[Finding]:
    """Returns one finding for each kind of protected condition among the vacancies."""
    if vacancies.is_empty():
        return []
    text = vacancies.select(
        pl.concat_str(_READ, separator="\n", ignore_nulls=True).str.replace_all(_FAIR, "")
    ).to_series()
    findings: list[Finding] = []
    for topic in _TOPICS:
        hit = text.str.contains(rf"(?m){topic.pattern}").fill_null(value=False)
        if not hit.any():
            continue
        words = text.filter(hit).str.extract(rf"(?m)({topic.pattern})").unique(maintain_order=True)
        shown = "、".join(str(word) for word in words.head(4).to_list())
        findings += found(
            vacancies,
            hit,
            "vacancies",
            "conditions",
            topic.code,
            f"有 {{n}} 个岗位写有{topic.label}条件（如 {re.sub('[{}]', '', shown)}）：不采用。"
            f"依据：{topic.law}；法律另有规定的除外，请单位改正。",
        )
    return findings
