"""The employers."""

from __future__ import annotations

from models.fields.choices import EMPLOYER_KIND
from models.fields.field import Field, Kind, Table

EMPLOYERS = Table(
    "employers",
    "用人单位",
    ("单位", "企业", "企业名单", "employer"),
    "employer_id",
    (
        Field(
            "employer_id",
            "单位编号",
            Kind.ID,
            "Key of the employer.",
            ("企业编号", "统一社会信用代码", "用人单位编号"),
            required=True,
        ),
        Field(
            "name",
            "单位名称",
            Kind.TEXT,
            "Name of the employer.",
            ("企业名称", "公司名称", "用人单位"),
        ),
        Field(
            "kind",
            "单位类型",
            Kind.CHOICE,
            "What policies call it.",
            ("企业类型", "单位性质", "企业类别"),
            choices=EMPLOYER_KIND,
        ),
        Field(
            "staff",
            "职工人数",
            Kind.COUNT,
            "Staff now.",
            ("员工人数", "在职人数", "职工总数", "员工总数"),
            unit="people",
            low=0,
        ),
        Field(
            "place",
            "所在地代码",
            Kind.PLACE,
            "Division code of its seat.",
            ("行政区划代码", "区划代码"),
        ),
    ),
)
