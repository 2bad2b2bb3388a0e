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
            "staff_supported",
            "帮扶对象职工人数",
            Kind.COUNT,
            "Staff now who belong to the groups that policies name.",
            ("脱贫劳动力职工人数", "困难职工人数", "吸纳脱贫劳动力人数", "吸纳帮扶对象人数"),
            unit="people",
            low=0,
        ),
        Field(
            "base_last_year",
            "上年基数",
            Kind.COUNT,
            "People for whom it was rewarded last year.",
            ("上年兑现人数", "上年组织人数", "存量基数"),
            unit="people",
            low=0,
        ),
        Field(
            "tenants",
            "入驻实体数",
            Kind.COUNT,
            "Businesses that a start-up park houses.",
            ("入驻户数", "入驻企业数"),
            unit="businesses",
            low=0,
        ),
        Field(
            "small",
            "是否小微企业",
            Kind.FLAG,
            "Whether it is a small or micro business.",
            ("小微企业",),
        ),
        Field(
            "by_returnee",
            "是否返乡入乡创业企业",
            Kind.FLAG,
            "Whether somebody who came back to the county founded it.",
            ("返乡创业企业", "返乡入乡创业"),
        ),
        Field(
            "key_county",
            "是否在重点帮扶县",
            Kind.FLAG,
            "Whether it lies in a county of special support.",
            ("重点帮扶县", "乡村振兴重点帮扶县"),
        ),
        Field(
            "opened_at",
            "开业日期",
            Kind.DATE,
            "Day of its registration.",
            ("成立日期", "登记注册日期", "注册日期"),
        ),
        Field(
            "recognised_at",
            "认定日期",
            Kind.DATE,
            "Day on which it was recognised as factory, workshop or base.",
            ("资格认定日期",),
        ),
        Field(
            "owner_id",
            "同一主体编号",
            Kind.ID,
            "Key of who stands behind several units; they count as one where only one may be paid.",
            ("主体编号", "实际经营者编号"),
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
