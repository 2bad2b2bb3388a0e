"""The import benchmark notices a row that is lost, and says whether what was asked is reached."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from benchmarks import importing
from benchmarks.importing import Read, measure, met, read_folder, write
from benchmarks.outcome import WrongAnswerError
from models.synth import County, make_county


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(60, 8, 3)


def test_a_lost_row_is_a_wrong_answer(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    def one_lost(work: object, folder: Path) -> Read:
        read = read_folder(folder)
        return dataclasses.replace(read, used=read.used | {"workers": read.used["workers"] - 1})

    monkeypatch.setattr(importing, "in_child", one_lost)
    with pytest.raises(WrongAnswerError, match="of 60 workers, 59 are used or rejected"):
        measure(county, "csv", messy=False)


def test_every_row_of_a_messy_county_is_counted_once(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "in_child", lambda work, folder: work(folder))
    row = measure(county, "gb18030", messy=True)
    assert row["rows rejected"]
    assert row["seconds"] == pytest.approx(sum(row[f"{k} s"] for k in ("read", "check", "lint")))


def test_a_clean_county_is_also_written_in_gb18030(county: County, tmp_path: Path) -> None:
    write(county, tmp_path, "gb18030", messy=False)
    assert (tmp_path / "workers.csv").read_text("gb18030").startswith("人员编号")


def test_what_was_asked_is_said_only_of_the_sizes_asked() -> None:
    row = {"format": "csv", "workers": 594_000, "seconds": 20.0, "peak MiB": 5000.0}
    (note,) = met([row, {**row, "format": "xlsx"}])
    assert "NOT reached (20.0 s, 5,000 MiB)" in note
    assert "NOT" not in met([{**row, "peak MiB": 1500.0}])[0]
