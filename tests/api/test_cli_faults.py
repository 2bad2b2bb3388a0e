"""The command line: mistakes and trouble are one message each, and leave nothing behind."""

import json

import pytest

from tests.api.test_cli import PACK, call


@pytest.fixture(scope="module")
def county(tmp_path_factory):
    out = tmp_path_factory.mktemp("county") / "data"
    assert call("synth", out, "--workers", 100, "--vacancies", 20, "--seed", 7).exit_code == 0
    return out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["lint", "nowhere"], 1, "nowhere"),
        (["allocate", "nowhere", "--pack", PACK, "--out", "x"], 1, "nowhere"),
        (["packs", "show", "qianyang-2012"], 1, "qianyang-2021"),
        (["verify", "nowhere"], 1, "找不到结果文件夹"),
        (["summary", "nowhere"], 1, "找不到结果文件夹"),
        (["explain", "nowhere", "--worker", "1"], 1, "找不到结果文件夹"),
        (
            ["push", "d", "--pack", PACK, "--out", "x", "--min", "4", "--max", "3"],
            2,
            "--min（4）不能大于 --max（3）",
        ),
        (["allocate", "d", "--pack", PACK], 2, "--out"),
        (["allocate", "d", "--pack", PACK, "--out", "x", "--gap", "-1"], 2, "--gap"),
        (["synth", "x", "--workers", "0", "--vacancies", "1"], 2, "--workers"),
        (
            ["synth", "x", "--workers", "1", "--vacancies", "1", "--messy", "--format", "parquet"],
            2,
            "--messy",
        ),
        (["fly"], 2, "fly"),
    ],
)
def test_a_mistake_is_one_message_on_standard_error(words, status, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = call(*words)
    assert result.exit_code == status
    assert told in result.stderr
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir())


def test_an_unknown_pack_leaves_nothing_behind(county, tmp_path):
    result = call("allocate", county, "--pack", "qianyang", "--out", tmp_path / "a" / "r")
    assert result.exit_code == 1
    assert "qianyang-2021" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_of_something_else_is_not_overwritten(county, tmp_path):
    result = call("allocate", county, "--pack", PACK, "--out", county)
    assert result.exit_code == 1
    assert "没有写入" in result.stderr
    assert (county / "workers.csv").exists()
    assert call("synth", county, "--workers", 5, "--vacancies", 5).exit_code == 1


def test_an_answer_that_the_checker_contradicts_is_not_written(county, tmp_path, monkeypatch):
    from types import SimpleNamespace

    from api.runs import checking

    fault = SimpleNamespace(message="人员 W1 被安排了两次。")
    monkeypatch.setattr(checking, "check", lambda *_: SimpleNamespace(ok=False, findings=(fault,)))
    result = call("allocate", county, "--pack", PACK, "--out", tmp_path / "r")
    assert result.exit_code == 1
    assert "人员 W1 被安排了两次。" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_roster_without_people_is_refused_before_anything_is_solved(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "vacancies.csv").write_text("岗位编号,岗位名称,招聘人数\nA,普工,3\n", encoding="utf-8")
    result = call("allocate", data, "--pack", PACK, "--out", tmp_path / "r")
    assert result.exit_code == 1
    assert "没有可用的“求职人员”" in result.stderr
    assert not (tmp_path / "r").exists()


def test_a_roster_that_says_next_to_nothing_still_gets_an_answer_that_verifies(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "workers.csv").write_text("编号,姓名\n-001,=1+1\n002,王小明\n", encoding="utf-8")
    posts = "岗位编号,岗位名称,招聘人数\nA,=1+1,0\nB,普工,1\n"
    (data / "vacancies.csv").write_text(posts, encoding="utf-8")
    for job in ("allocate", "push", "shortlist"):
        result = call(job, data, "--pack", PACK, "--out", tmp_path / job)
        assert result.exit_code == 0, result.output
        assert call("verify", tmp_path / job).exit_code == 0
    told = call("explain", tmp_path / "allocate", "--worker=-001", "--vacancy", "A", "--json")
    assert json.loads(told.stdout)["question"]["verdict"] == "no_openings"


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (KeyboardInterrupt(), 130, "已中断"),
        (PermissionError(13, "denied", "/x/y"), 1, "没有权限：/x/y"),
        (OSError(28, "full"), 1, "磁盘空间不足"),
        (MemoryError(), 1, "内存不足"),
    ],
)
def test_what_the_system_refuses_is_said_in_words(error, status, told, monkeypatch, tmp_path):
    import models.reading

    def fail(*_args, **_named):
        raise error

    monkeypatch.setattr(models.reading, "read_roster", fail)
    result = call("lint", tmp_path)
    assert result.exit_code == status
    assert told in result.stderr
