"""The table of services, as offices write it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from models.reading import read_roster
from tests.models.reading_help import WORKERS_CSV, finding, write


def test_services_are_read_by_the_name_of_their_sheet_or_by_their_headings(tmp_path: Path) -> None:
    """The first has no keys: its rows give them. Another word for each service is understood."""
    text = (
        "人员编号,服务项目,服务日期,岗位编号\n"
        "W1,岗位推送,2026-03-01,V1\nW1,政策宣介,2026/3/2,\nW1,一人一策,2026年3月3日,\n"
    )
    for name in ("服务记录.csv", "some.csv"):
        folder = tmp_path / name.removesuffix(".csv")
        folder.mkdir()
        write(folder, "workers.csv", WORKERS_CSV)
        write(folder, name, text)
        services = read_roster(folder).services
        assert services["kind"].to_list() == ["push", "talk", "plan"]
        assert services["served_at"].to_list() == [date(2026, 3, d) for d in (1, 2, 3)]
        assert services["service_id"].to_list() == ["S000002", "S000003", "S000004"]


def test_a_service_that_is_none_and_one_without_a_day_are_not_used(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", WORKERS_CSV)
    text = "人员编号,服务内容,服务日期\nW1,聊天,2026-03-01\nW1,走访,\nW1,走访,2026-03-02\n"
    write(tmp_path, "服务记录.csv", text)
    roster = read_roster(tmp_path)
    assert roster.services.height == 1
    assert roster.rejected["field"].to_list() == ["服务内容", "服务日期"]


def test_services_of_nobody_in_the_roster_are_a_note(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", WORKERS_CSV)
    write(tmp_path, "服务记录.csv", "人员编号,服务内容,服务日期\nW999,走访,2026-03-01\n")
    said = finding(read_roster(tmp_path), "unknown_worker")
    assert said.message.startswith("服务记录有 1 行")


def test_the_day_of_the_last_check_is_read(tmp_path: Path) -> None:
    write(tmp_path, "workers.csv", "人员编号,姓名,核实日期\nW1,甲,2026-03-01\n")
    assert read_roster(tmp_path).workers["updated_at"].to_list() == [date(2026, 3, 1)]
