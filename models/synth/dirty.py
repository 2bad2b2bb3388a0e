"""The tables of a county as an office would send them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from models.categories import Category
from models.fields import TABLES, WORKERS, Kind, Table
from models.synth import messy
from models.synth.county import County
from models.synth.draw import column, known

# headings that offices write, by table and field; each is one of the field's own words
HEADINGS: dict[str, dict[str, str]] = {
    "workers": {
        "worker_id": "求职编号",
        "name": "姓 名",
        "identity_number": "身份证号码",
        "sex": "性 别",
        "phone": "联系方式",
        "household_id": "户号",
        "place": "区划代码",
        "township": "所属乡镇",
        "village": "行政村",
        "education": "学历",
        "wanted": "意向岗位",
        "certificates": "持证情况",
        "wage_expected": "期望工资",
        "max_distance": "意向地区",
        "willing": "有无就业意愿",
        "status": "就业状况",
        "registered_at": "求职登记日期",
        "categories": "人员类型",
    },
    "vacancies": {
        "title": "职位名称",
        "employer": "单位名称",
        "openings": "需求人数",
        "township": "工作地点",
        "skills": "岗位描述",
        "conditions": "其他要求",
        "certificates": "持证要求",
        "wage_range": "工资待遇",
        "hours": "工作性质",
        "kind": "岗位性质",
        "project": "项目类别",
        "posted_at": "发布时间",
    },
    "households": {"household_id": "户号", "registered_at": "认定日期"},
    "employers": {"name": "企业名称", "kind": "企业类型", "staff": "员工人数"},
    "placements": {"started_at": "入职日期", "ended_at": "离职日期"},
    "caseworkers": {"name": "帮扶责任人", "organisation": "帮扶责任单位"},
    "services": {"kind": "服务项目", "served_at": "服务时间"},
}
_RARE = ("starts_at", "updated_at")  # columns that few offices have
MISSING_KEY, DOUBLED = 0.003, 0.002  # of the rows, one at least
_NUMBERS = {Kind.AGE, Kind.COUNT, Kind.OPENINGS, Kind.WAGE, Kind.DATE, Kind.PHONE}
_DONE = {"workers.education", "workers.willing", "vacancies.education"}  # in ways of their own


@dataclass(frozen=True)
class Sheet:
    """
    One table as an office would send it.

    `rows` holds texts under the office's own headings; cells of the columns
    named in `numbers` are numbers where they read like one. `above` is what
    stands above the headings, `total` what stands below the rows.
    """

    above: tuple[str, ...]
    rows: pl.DataFrame
    numbers: frozenset[str]
    total: dict[str, str]


def _plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text, whole numbers without a decimal point."""
    return frame.select(
        (pl.col(n).cast(pl.Int64) if t == pl.Float64 else pl.col(n)).cast(pl.String)
        for n, t in frame.schema.items()
    )


def _workers(rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    relocated = (frame["categories"].to_numpy() >> Category.RELOCATED.bit & 1).astype(bool)
    illiterate = frame["education"].cast(pl.String) == "none"
    schooling = messy.choices(rng, frame["education"], WORKERS.by_name["education"].choices, 0.06)
    words = pl.Series(["文盲"]).new_from_index(0, frame.height)
    age = frame["age"].cast(pl.String)
    return _plain(frame).with_columns(
        identity_number=messy.identity(rng, frame["identity_number"]),
        phone=messy.phones(rng, frame["phone"]),
        age=messy.mixed(rng, (8, age), (1, age + "岁"), (0.5, messy.full_width(age))),
        education=words.zip_with(illiterate.fill_null(value=False), schooling),
        wage_expected=messy.asked_pay(rng, frame["wage_expected"]),
        certificates=messy.mixed(
            rng, (8, frame["certificates"]), (2, frame["certificates"].fill_null("无"))
        ),
        willing=messy.flags(rng, frame["willing"], ("是否", "有无", "√×")),
        categories=messy.groups(rng, frame["categories"]),
        is_relocated=messy.flags(rng, column(relocated, pl.Boolean), ("是否",)),
    )


def _vacancies(rng: np.random.Generator, frame: pl.DataFrame) -> pl.DataFrame:
    schooling = frame["education"].cast(pl.String).replace_strict(
        {
            "none": "学历不限", "primary": "小学及以上", "junior": "初中及以上",
            "senior": "高中及以上", "college": "大专及以上", "bachelor": "本科及以上",
            "graduate": "研究生及以上",
        },
        return_dtype=pl.String,
    )  # fmt: skip
    labels = messy.choices(rng, frame["education"], WORKERS.by_name["education"].choices, 0.0)
    return (
        _plain(frame)
        .with_columns(
            openings=messy.counts(rng, frame["openings"]),
            education=messy.mixed(rng, (6, labels), (4, schooling)),
            age_range=messy.ages(rng, frame),
            wage_range=messy.wages(rng, frame),
        )
        .drop("age_min", "age_max", "wage_min", "wage_max", "department")
    )


def _with_faults(rng: np.random.Generator, rows: pl.DataFrame, key: str) -> pl.DataFrame:
    """Some rows without their key, some twice."""
    fault = np.zeros(rows.height, dtype=np.int64)
    lose, double = (math.ceil(share * rows.height) for share in (MISSING_KEY, DOUBLED))
    fault[:lose], fault[lose : lose + double] = 1, 2
    fault = rng.permutation(fault)
    lost, twice = pl.Series(fault == 1), rows.filter(pl.Series(fault == 2))
    return pl.concat([rows.with_columns(rows[key].set(lost, None).alias(key)), twice])


def _rows(rng: np.random.Generator, table: Table, frame: pl.DataFrame) -> pl.DataFrame:
    """The rows of one table under the declared names, with values as offices write them."""
    special = {"workers": _workers, "vacancies": _vacancies}.get(table.name)
    rows = special(rng, frame) if special else _plain(frame)
    for field in table.fields:
        if field.name not in frame.columns or f"{table.name}.{field.name}" in _DONE:
            continue
        cells = frame[field.name]
        if field.kind is Kind.DATE:
            said = messy.dates(rng, cells)
        elif field.kind is Kind.CHOICE:
            said = messy.choices(rng, cells, field.choices, 0.12)
        elif field.kind is Kind.FLAG:
            said = messy.flags(rng, cells, ("是否",))
        else:
            continue
        rows = rows.with_columns(said.alias(field.name))
    if table.name in {"workers", "vacancies"}:
        rows = _with_faults(rng, rows, table.key)
    return rows


def _total(rows: pl.DataFrame, headings: dict[str, str], openings: int) -> dict[str, str]:
    """The row below: how many rows, and how many openings."""
    key, second = rows.columns[:2]
    total = {headings[key]: "合计", headings[second]: str(rows.height)}
    if "openings" in headings:
        total[headings["openings"]] = str(openings)
    return total


def spoil(county: County) -> dict[str, Sheet]:
    """Writes the tables of a county the way offices do. The same county gives the same sheets."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([county.seed, 0xD1])))
    year, month, day = county.as_of.timetuple()[:3]
    sender = f"填报单位：示例县就业服务中心　填报日期：{year}年{month}月{day}日"
    sheets = {}
    for name, given in county.tables.items():
        table = TABLES[name]
        vacancies = name == "vacancies"
        frame = given.sort("employer_id", maintain_order=True) if vacancies else given
        if name in {"employers", "placements", "caseworkers", "services"}:
            frame = known(frame)
        frame = frame.drop(n for n in _RARE if n in frame and frame[n].null_count() == frame.height)
        rows = _rows(rng, table, frame)
        written = HEADINGS[name]
        headings = {n: written.get(n, table.by_name[n].label) for n in rows.columns}
        sheets[name] = Sheet(
            above=(f"示例县{year}年{table.label}登记表", sender),
            rows=rows.rename(headings),
            numbers=frozenset(
                headings[f.name] for f in table.fields if f.name in headings and f.kind in _NUMBERS
            ),
            total=_total(rows, headings, int(frame["openings"].sum()) if vacancies else 0),
        )
    return sheets
