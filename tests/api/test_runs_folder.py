"""A run folder is there whole or not at all, and its bytes follow from the answer alone."""

import json
import os

import numpy as np
import polars as pl
import pytest

from api.runs.archive import read_arrays, write_arrays
from api.runs.atomic import whole_folder
from api.runs.errors import CheckFailedError, RunError
from api.runs.figures import exposure
from api.runs.folder import RunFolder
from models.fields import VACANCIES
from models.roster import Roster

RUN = {"job": "allocate", "status": "optimal", "input_sha256": "0"}


def earlier_run(path):
    path.mkdir()
    (path / "run.json").write_text(json.dumps(RUN), encoding="utf-8")
    (path / "old.txt").write_text("old", encoding="utf-8")


def test_a_folder_appears_only_when_everything_is_written(tmp_path):
    out = tmp_path / "deep" / "run"
    with whole_folder(out) as folder:
        (folder / "a").write_text("1", encoding="utf-8")
        assert not out.exists()
    assert [p.name for p in out.iterdir()] == ["a"]
    assert [p.name for p in out.parent.iterdir()] == ["run"]


def write_half(folder, error):
    (folder / "half").write_text("1", encoding="utf-8")
    raise error


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit])
def test_nothing_stays_behind_after_an_error_and_an_earlier_run_is_untouched(tmp_path, error):
    earlier_run(tmp_path / "run")
    for out in (tmp_path / "run", tmp_path / "new" / "run"):
        with pytest.raises(error), whole_folder(out) as folder:
            write_half(folder, error)
    assert [p.name for p in tmp_path.iterdir()] == ["run"]
    assert (tmp_path / "run" / "old.txt").read_text(encoding="utf-8") == "old"


def test_an_earlier_run_is_replaced_whole(tmp_path):
    earlier_run(tmp_path / "run")
    with whole_folder(tmp_path / "run") as folder:
        (folder / "new.txt").write_text("new", encoding="utf-8")
    assert [p.name for p in (tmp_path / "run").iterdir()] == ["new.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["run"]


def test_what_is_not_a_run_is_never_replaced(tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    (photos / "a.jpg").write_text("x", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out, word in ((photos, "不是以前的运行结果"), (tmp_path / "file", "是一个文件")):
        with pytest.raises(RunError, match=word), whole_folder(out):
            pytest.fail("the folder must be refused before anything is written")
    assert (photos / "a.jpg").exists()


def test_an_empty_folder_may_be_used(tmp_path):
    (tmp_path / "run").mkdir()
    with whole_folder(tmp_path / "run") as folder:
        (folder / "a").write_text("1", encoding="utf-8")
    assert (tmp_path / "run" / "a").exists()


def test_the_same_arrays_give_the_same_bytes_whenever_they_are_written(tmp_path):
    arrays = {
        "price": np.arange(5),
        "entity": np.array(["甲", "乙丙"], dtype=object),
        "unit": 262144,
    }
    write_arrays(tmp_path / "a.npz", arrays)
    os.utime(tmp_path / "a.npz", (0, 0))
    write_arrays(tmp_path / "b.npz", dict(reversed(arrays.items())))
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    read = read_arrays(tmp_path / "a.npz")
    assert read["entity"].tolist() == ["甲", "乙丙"]
    assert int(read["unit"]) == 262144


def test_a_missing_or_damaged_file_is_named(tmp_path):
    with pytest.raises(RunError, match="找不到结果文件夹"):
        RunFolder(tmp_path / "nowhere")
    folder = RunFolder(tmp_path)
    with pytest.raises(RunError, match=r"没有 run\.json"):
        _ = folder.run
    for name, attribute in (
        ("run.json", "run"),
        ("matches.parquet", "matches"),
        ("certificate.npz", "certificate"),
    ):
        for damaged in (b"\x00damaged", b"PK\x03\x04cut short", b""):
            (tmp_path / name).write_bytes(damaged)
            with pytest.raises(RunError, match=name):
                getattr(RunFolder(tmp_path), attribute)


def test_tables_are_read_back_as_they_were_written(tmp_path):
    (tmp_path / "rules.csv").write_text(
        "\ufeffrule,entity,required,achieved,shortfall,price,tier,status\nr,007,3,1,2,0.5,1,short\n",
        encoding="utf-8",
    )
    row = RunFolder(tmp_path).rules.row(0, named=True)
    assert (row["rule"], row["entity"], row["required"], row["price"]) == ("r", "007", 3, 0.5)


def test_a_contradiction_of_the_checker_lists_what_it_found():
    message = str(CheckFailedError([f"错 {n}" for n in range(12)]))
    assert "1. 错 0" in message
    assert "10. 错 9" in message
    assert "错 10" not in message  # the first ten, then how many there are
    assert "共 12 处" in message


def test_exposure_counts_pushes_per_opening():
    empty = pl.DataFrame(schema=VACANCIES.schema)
    vacancies = pl.DataFrame(
        {"vacancy_id": ["A", "B", "C", "D"], "openings": [1, 2, 1, 0]},
        schema_overrides={"openings": pl.Int32},
    )
    from datetime import date

    roster = Roster(empty, vacancies, empty, empty, empty, as_of=date(2026, 1, 1))
    matches = pl.DataFrame({"worker_id": ["1", "2", "3", "1"], "vacancy_id": ["A", "A", "A", "B"]})
    # pushes per opening: A 3/1, B 1/2, C 0/1; D has no opening and does not count
    # gini of (0, 0.5, 3): 2 (1 * 0 + 2 * 0.5 + 3 * 3) / (3 * 3.5) - 4 / 3 = 0.5714
    assert exposure(roster, matches) == {
        "mean": 1.0,
        "largest": 3.0,
        "gini": 0.5714,
        "coverage": 0.6667,
    }
