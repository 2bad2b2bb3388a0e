"""The ledger: who started where, and when."""

from __future__ import annotations

from models.fields.field import Field, Kind, Table

PLACEMENTS = Table(
    "placements",
    "就业台账",
    ("台账", "安置台账", "就业记录", "placement"),
    "placement_id",
    (
        Field("placement_id", "台账编号", Kind.ID, "Key of the ledger line.", ("记录编号", "序号")),
        Field("worker_id", "人员编号", Kind.ID, "Who.", ("编号", "人员ID"), required=True),
        Field("vacancy_id", "岗位编号", Kind.ID, "On which post.", ("岗位代码",), required=True),
        Field(
            "started_at",
            "上岗日期",
            Kind.DATE,
            "First day.",
            ("入职日期", "开始日期"),
            required=True,
        ),
        Field(
            "ended_at",
            "离岗日期",
            Kind.DATE,
            "Last day; empty while it goes on.",
            ("离职日期", "结束日期"),
        ),
    ),
)
