"""A city's roster: what is read once for many rows, and limits that admit it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from models.fields import TABLES, Field
from models.places import find_division
from models.reading import RosterError, read_roster
from models.reading.cells import cell
from models.reading.cells.alike import same_day, same_place
from models.reading.cells.cell import Cell, parse_distinct
from models.reading.convert import convert
from models.reading.limits import MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES
from models.reading.text import to_utf8
from tests.models.reading_help import roster_of, write

CITY = 594_000
PLACE = TABLES["workers"].by_name["place"]
BORN = TABLES["workers"].by_name["birth_date"]


def test_a_city_with_every_column_is_within_the_limits() -> None:
    for table in TABLES.values():
        assert len(table.fields) <= MAX_COLUMNS
        assert CITY * len(table.fields) <= MAX_CELLS
    assert CITY * 1000 <= MAX_FILE_BYTES, "A thousand bytes a row: 300 characters of Chinese."


def _reads(column: pl.Series, alike: pl.Expr | None) -> Counter[str]:
    seen: Counter[str] = Counter()

    def parse(text: str) -> Cell:
        seen[text] += 1
        return Cell(len(text))

    parse_distinct(column, parse, pl.Int64, alike)
    return seen


def test_each_text_is_read_once() -> None:
    column = pl.Series(["甲", "乙", None, "甲"] * 50)
    assert _reads(column, None) == {"甲": 1, "乙": 1}


def test_a_street_is_read_once_whatever_the_house_number() -> None:
    homes = pl.Series([f"虚构省示例县城关镇杨家庄村{i % 7}组{i}号" for i in range(500)])
    assert len(_reads(homes, same_place())) == 1
    read = convert(homes, PLACE, 2026, "")
    assert set(read["value"]) == {"990101"}
    assert read["value"][0] == find_division(homes[0])


def test_codes_are_no_house_numbers() -> None:
    codes = pl.Series(["990101", "990101100", "990101100200", "9901 01", "003456"])
    assert convert(codes, PLACE, 2026, "")["value"].to_list() == [
        "990101", "990101100", "990101100200", "990101", None,
    ]  # fmt: skip


def test_a_day_is_read_once_in_all_its_notations_and_whatever_the_hour() -> None:
    days = ["2026/3/1", "2026.3.1", "2026年3月1日", "2026-3-1 08:05", "2026-3-1T08:05:07Z"]
    assert len(_reads(pl.Series(days), same_day())) == 1
    assert set(convert(pl.Series(days), BORN, 2026, "")["value"]) == {date(2026, 3, 1)}


@pytest.mark.parametrize("text", ["2025/5/2 13:05:07", "2025-5-2 13:05", "2025年5月2日 13:05:07"])
def test_the_hour_is_no_part_of_the_day(text: str) -> None:
    assert convert(pl.Series([text]), BORN, 2026, "")["value"].to_list() == [date(2025, 5, 2)]


def test_thousands_of_subtotals_are_each_checked(tmp_path: Path) -> None:
    lines = [line for i in range(3000) for line in (f"V{i},缝纫工,2", f",小计,{2 + (i == 7)}")]
    roster = roster_of(tmp_path, "\n".join(["岗位编号,岗位名称,招聘人数", *lines]), "vacancies.csv")
    codes = Counter(finding.code for finding in roster.findings)
    assert (codes["total_agrees"], codes["total_differs"]) == (2999, 1)
    assert roster.vacancies["openings"].sum() == 6000


def test_rows_in_another_encoding_are_found_in_a_later_block(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.reading.text._BLOCK", 100)
    line = "W1,张三,缝纫\n"
    data = line.encode("gb18030") * 50
    assert to_utf8(data, "a.csv").decode() == line * 50
    with pytest.raises(RosterError, match="第 51 行是 UTF-8，第 1 行不是"):
        to_utf8(data + line.encode() + data, "a.csv")


def test_places_of_many_streets_come_from_the_codes_beside_them(tmp_path: Path) -> None:
    rows = ["W0,张三,城关镇,杨家庄村,990101100200"]
    rows += [f"W{i},张三,城关镇,{i % 3}组{i}号," for i in range(1, 200)]
    rows += ["W200,张三,城关镇,杨家庄村,", "W201,张三,别处镇,3组,"]
    write(tmp_path, "workers.csv", "\n".join(["人员编号,姓名,乡镇,村,户籍地代码", *rows]))
    places = read_roster(tmp_path).workers["place"].to_list()
    assert places[0] == places[200] == "990101100200"
    assert set(places[1:200]) == {"990101100"}
    assert places[201] is None


@pytest.mark.parametrize("field", [f for t in TABLES.values() for f in t.fields if f.choices])
def test_a_misspelt_choice_is_the_nearest_of_them_all(field: Field) -> None:
    """Against every candidate one by one."""
    from rapidfuzz import fuzz

    from models.reading.cells.words import _MARGIN, _NEAR, _POLAR, nearest

    known = {cell.plain(w).lower(): c.code for c in field.choices for w in (c.label, *c.words)}
    for word in [w[:i] + "的" + w[i:] for w in known for i in (1, len(w) - 1) if len(w) > 3]:
        scores: dict[str, float] = {}
        for candidate, code in known.items():
            if _POLAR & set(candidate) == _POLAR & set(word):
                scores[code] = max(scores.get(code, 0.0), fuzz.ratio(word, candidate))
        best = sorted(scores.values(), reverse=True)
        clear = best and best[0] >= _NEAR and (len(best) == 1 or best[0] - best[1] >= _MARGIN)
        assert nearest(word, known) == (max(scores, key=scores.__getitem__) if clear else None)
