"""What was done for whom: posts pushed, policy talks, guidance, plans, visits."""

from __future__ import annotations

from models.fields.choices import SERVICE
from models.fields.field import Field, Kind, Table

SERVICES = Table(
    "services",
    "服务记录",
    ("服务台账", "就业服务台账", "就业服务记录", "帮扶记录", "走访记录", "service"),
    "service_id",
    (
        Field(
            "service_id",
            "服务编号",
            Kind.ID,
            "Key of the record, unique in the roster.",
            ("服务记录编号", "帮扶记录编号"),
        ),
        Field(
            "worker_id",
            "人员编号",
            Kind.ID,
            "For whom.",
            ("编号", "人员ID"),
            required=True,
        ),
        Field(
            "kind",
            "服务内容",
            Kind.CHOICE,
            "What was done.",
            ("服务类型", "服务项目", "服务类别", "帮扶内容"),
            choices=SERVICE,
            required=True,
        ),
        Field(
            "served_at",
            "服务日期",
            Kind.DATE,
            "Day on which it was done; of a plan the day on which it was drawn up.",
            ("服务时间", "帮扶日期", "推送日期", "走访日期"),
            required=True,
        ),
        Field(
            "vacancy_id",
            "岗位编号",
            Kind.ID,
            "Of a post pushed: which; the same post pushed twice counts once.",
            ("岗位代码",),
        ),
        Field(
            "caseworker_id",
            "干部编号",
            Kind.ID,
            "Which cadre did it.",
            ("帮扶干部编号", "经办人编号"),
        ),
    ),
    aside=True,
)
