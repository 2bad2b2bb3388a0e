"""The cadres who look after households, one to each."""

from __future__ import annotations

from models.fields.field import Field, Kind, Table

CASEWORKERS = Table(
    "caseworkers",
    "帮扶干部",
    ("联户干部", "联户帮扶干部", "帮扶责任人", "结对帮扶干部", "包户干部", "caseworker"),
    "caseworker_id",
    (
        Field(
            "caseworker_id",
            "干部编号",
            Kind.ID,
            "Key of the cadre, unique in the roster.",
            ("帮扶干部编号", "帮扶责任人编号", "联户干部编号"),
            required=True,
        ),
        Field(
            "name",
            "干部姓名",
            Kind.TEXT,
            "Name of the cadre.",
            ("帮扶干部", "帮扶责任人", "联户干部", "帮扶人姓名", "帮扶责任人姓名", "姓名"),
            personal=True,
        ),
        Field(
            "organisation",
            "帮扶单位",
            Kind.TEXT,
            "The body where the cadre works.",
            ("工作单位", "所在单位", "单位及职务", "帮扶责任单位"),
        ),
        Field(
            "place",
            "驻地代码",
            Kind.PLACE,
            "Division code of where the cadre is stationed: what is near counts from there.",
            ("驻村代码", "驻点代码", "包联地代码"),
        ),
        Field(
            "township",
            "驻点乡镇",
            Kind.TEXT,
            "Name of the township where the cadre is stationed.",
            ("包联乡镇", "驻地乡镇", "帮扶乡镇"),
        ),
        Field(
            "village",
            "驻点村",
            Kind.TEXT,
            "Name of the village where the cadre is stationed.",
            ("包联村", "驻村", "帮扶村"),
        ),
        Field(
            "max_households",
            "最多帮扶户数",
            Kind.COUNT,
            "The most households that the cadre can look after; no limit where nothing is said.",
            ("帮扶户数上限", "可帮扶户数", "户数上限"),
            unit="households",
            low=0,
            high=1000,
        ),
        Field(
            "phone",
            "联系电话",
            Kind.PHONE,
            "Telephone.",
            ("干部电话", "电话", "手机", "手机号", "联系方式"),
            personal=True,
        ),
    ),
    aside=True,
)
