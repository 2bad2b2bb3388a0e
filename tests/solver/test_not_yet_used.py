"""A rule that no row is made of stops the run with a message; it is never left out."""

from __future__ import annotations

import pytest

from models.packs import PackError, load_pack
from models.rules import Selection, Target
from models.rules.condition import Everything
from solver.jobs import run
from solver.rules import COMPILERS
from tests.models.small_roster import roster
from tests.solver.problems import pack_of, selection

WITHOUT = ("hire_share", "target")  # kinds that are given no compiler here
ALL = Selection("all", "全部", "workers", Everything())
GIVEN = roster(workers=[{"wanted": "保洁员"}], vacancies=[{"title": "保洁员", "openings": 1}])


@pytest.fixture(autouse=True)
def fixture_without_compilers(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in WITHOUT:
        monkeypatch.delitem(COMPILERS, kind, raising=False)


def test_a_run_with_such_a_rule_is_refused_with_its_id_and_what_to_do() -> None:
    posts = selection("vacancies", "岗位", "v0")
    rule = Target(id="to-linyi", cite="二", words="50人", posts=posts, group=ALL, least=50)
    with pytest.raises(PackError) as caught:
        run("allocate", GIVEN, pack_of(rule))
    (problem,) = caught.value.problems
    assert problem.where == "to-linyi"
    assert "target 类规则目前只登记和说明，还不能用于安置计算" in str(problem)


def test_every_such_rule_of_a_pack_is_named_at_its_line() -> None:
    pack = load_pack("chengkou-2021")
    with pytest.raises(PackError) as caught:
        run("allocate", GIVEN, pack)
    expected = [rule.id for rule in pack.rules if rule.kind in WITHOUT]
    assert [problem.where for problem in caught.value.problems] == expected
    lines = pack.source_bytes.decode().split("\n")
    for problem in caught.value.problems:
        assert problem.line is not None
        assert lines[problem.line - 1] == f'kind = "{pack.rule(problem.where).kind}"'


def test_jobs_that_do_not_keep_such_rules_run() -> None:
    assert run("shortlist", GIVEN, load_pack("chengkou-2021")).matches.height == 1
