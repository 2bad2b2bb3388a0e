"""The households."""

from __future__ import annotations

from models.fields.field import Field, Kind, Table

HOUSEHOLDS = Table(
    "households",
    "家庭户",
    ("户", "家庭", "户信息", "零就业家庭清单", "household"),
    "household_id",
    (
        Field(
            "household_id",
            "户编号",
            Kind.ID,
            "Key of the household.",
            ("家庭编号", "户号"),
            required=True,
        ),
        Field(
            "place",
            "户籍地代码",
            Kind.PLACE,
            "Division code of the home.",
            ("行政区划代码", "区划代码"),
        ),
        Field(
            "relocated",
            "是否易地搬迁",
            Kind.FLAG,
            "Whether the household was relocated.",
            ("易地搬迁", "搬迁户", "是否搬迁户"),
        ),
        Field(
            "zero_employment",
            "是否零就业家庭",
            Kind.FLAG,
            "Whether nobody in the household works.",
            ("零就业家庭", "零就业", "是否零就业"),
        ),
        Field(
            "registered_at",
            "登记日期",
            Kind.DATE,
            "Date of registration as a zero-employment household; the deadline counts from it.",
            ("零就业登记日期", "认定日期", "登记时间"),
        ),
    ),
)
