"""The monitoring of a roster: what was counted, and its tables."""

from __future__ import annotations

from datetime import date

from api.http.bodies.base import Body, example, example_of

Cell = str | int | float | bool | list[str] | None
"""One cell of a table: days are written as 2025-06-30."""


class Reading(Body):
    """An indicator: its value, bounds, colour and next due day."""

    model_config = example(
        rule="training", cite="二，三(八)一", what="职业技能培训人次", measure="填报数占序时进度",
        people=60000, number="1200", value="48.98%", goal="3300", yellow="100%", red="90%",
        colour="red", due_at="2021-09-30", days_to_due=2,
        explanation="每月报送，下次期限 2021-09-30（还剩 2 天）",
    )  # fmt: skip

    rule: str
    cite: str
    what: str
    measure: str
    people: int
    number: str | None
    value: str | None
    goal: str | None
    yellow: str
    red: str
    colour: str | None
    due_at: date
    days_to_due: int
    explanation: str


class Standing(Body):
    """A target as a whole; its places stand in the table `progress`."""

    model_config = example(
        rule="four-channels", cite="二", goal=400, reached=231, share=0.5775, expected=297,
        behind=66, colour="red",
    )  # fmt: skip

    rule: str
    cite: str
    goal: int
    reached: int
    share: float | None
    expected: int
    behind: int
    colour: str


class Served(Body):
    """How many people a rule owes services, how many got all, and what is short."""

    model_config = example(
        rule="three-services", cite="三(二)一", people=36600, whole=1900, short_posts=29800,
        short_talks=23700, short_guidances=26500, short_plans=0,
    )  # fmt: skip

    rule: str
    cite: str
    people: int
    whole: int
    short_posts: int
    short_talks: int
    short_guidances: int
    short_plans: int


class Monitoring(Body):
    """What the month brought, counted by kind and colour."""

    model_config = example(
        roster_id="r0c4f1d2e3a4b5c6d",
        pack="chengkou-2021",
        as_of="2021-09-28",
        since="2021-08-31",
        changes={"lost": 440, "found": 190, "new": 181},
        late={"ledgers": 97},
        households={"status": {"met": 9, "open": 1}, "colour": {"green": 10}},
        terms={"colour": {"red": 2}},
        pay={"kind": {"below": 1}},
        indicators=[example_of(Reading)],
        targets=[example_of(Standing)],
        services=[example_of(Served)],
        graduates={"status": {"idle": 6, "at_work": 14}, "colour": {"green": 16, "red": 6}},
        notes=[],
    )

    roster_id: str
    pack: str
    as_of: date
    since: date
    changes: dict[str, int]
    late: dict[str, int]
    households: dict[str, dict[str, int]]
    terms: dict[str, dict[str, int]]
    pay: dict[str, dict[str, int]]
    indicators: list[Reading]
    targets: list[Standing]
    services: list[Served]
    graduates: dict[str, dict[str, int]]
    notes: list[str]


class MonitoringPage(Body):
    """Rows of one table, in its order; the columns are those of the file of its name."""

    model_config = example(
        items=[
            {
                "kind": "lost", "worker_id": "W000004", "place": "500229100201",
                "township": "城关镇", "village": "黄滩社区", "day": "2021-09-10",
                "vacancy_id": "V00041", "rule": "ledgers", "cite": "三(一)二",
                "explanation": "在岗至 2021-09-10",
            }
        ],
        total=1,
        offset=0,
        limit=100,
    )  # fmt: skip

    items: list[dict[str, Cell]]
    total: int
    offset: int
    limit: int
