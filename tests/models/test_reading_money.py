"""Money comes out of cells exact, or not at all; a ledger comes back as it was written."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import polars as pl
import pytest

from models.reading import read_roster
from models.reading.cells.money import parse_money
from models.synth import make_county, with_ledger, write_county
from models.synth.draw import known

AMOUNTS = {
    "356.50": "356.50",
    "356.5": "356.50",
    "1,200": "1200.00",
    "¥1,200.00": "1200.00",
    "１２００元": "1200.00",
    "0.29": "0.29",
    "0.5万元": "5000.00",
    "3千": "3000.00",
    "123456789012.34": "123456789012.34",
}


@pytest.mark.parametrize(("text", "yuan"), AMOUNTS.items())
def test_amounts_are_read_to_the_cent(text: str, yuan: str) -> None:
    cell = parse_money(text)
    assert str(cell.value) == yuan
    assert not cell.fault


@pytest.mark.parametrize("text", ["", "-", "无", "待定"])
def test_a_cell_that_says_nothing_is_not_nought(text: str) -> None:
    assert parse_money(text) == (None, None, "", "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [("0.005", "最多两位小数"), ("面议", "不是金额"), ("-5", "不是金额"), ("300-500", "不是金额")],
)
def test_an_amount_that_cannot_be_used_says_why(text: str, fault: str) -> None:
    cell = parse_money(text)
    assert cell.value is None
    assert fault in cell.fault


@pytest.mark.parametrize("form", ["csv", "xlsx", "parquet"])
def test_a_ledger_is_read_as_it_was_written(
    form: Literal["csv", "xlsx", "parquet"], tmp_path: Path
) -> None:
    county = with_ledger(make_county(120, 12, 3, as_of=date(2023, 6, 30)), months=6)
    write_county(county, tmp_path / "data", form)
    read = read_roster(tmp_path / "data", as_of=county.as_of)
    for name in ("placements", "employers"):
        written = county.tables[name]
        assert known(getattr(read, name)).equals(known(written)), name
    assert not read.rejected.filter(pl.col("table") == "placements").height


def test_a_ledger_line_of_nobody_is_pointed_out(tmp_path: Path) -> None:
    county = make_county(20, 3, 1)
    write_county(county, tmp_path / "data")
    lines = (
        "台账编号,事项,人员编号,单位编号,上岗日期,实际金额",
        "L1,,,E00001,2025-01-01,",
        "L2,场地水电,,E00001,2025-01-01,1200.005",
    )
    (tmp_path / "data" / "placements.csv").write_text("\n".join(lines), encoding="utf-8")
    read = read_roster(tmp_path / "data")
    (finding,) = [f for f in read.findings if f.code == "ledger_of_nobody"]
    assert finding.rows == 1
    assert read.placements["cost"].to_list() == [None, None]
    assert "到分" in read.rejected.filter(field="实际金额")["reason"][0]
    assert isinstance(read.placements.schema["cost"], pl.Decimal)
    assert Decimal("1200.00") not in read.placements["cost"].to_list()
