"""The parts that clashes are found with: minimal sets, kinds of people, refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from matcher.pair_values import PairValues
from models.packs.read import read_pack
from models.roster import Roster
from solver.clashes import explain_clashes
from solver.clashes.case import Case, compile_case
from solver.clashes.decide import feasible
from solver.clashes.line import Line, Part
from solver.clashes.minimal import quickxplain
from solver.clashes.model import build
from solver.clashes.proof import suspects
from solver.clashes.refusals import Refusals
from solver.jobs import JobOptions
from tests.cases.clashes.read import HEADER
from tests.models.small_roster import categories, roster
from tests.solver.clash_help import can_hold
from tests.solver.small_county import small_pack, small_roster

HOMES = ("990101101201", "990101102201", "990102101201")
RULES = """
[workers.relocated]
label = "易地搬迁群众"
categories_any = ["relocated"]

[workers.hard]
label = "就业困难人员"
categories_any = ["hard_to_place"]

[posts.projects]
label = "项目岗位"
project = "government_invested"

[posts.welfare]
label = "公益性岗位"
kind = "welfare_rural"

[households.zero]
label = "零就业家庭"
zero_employment = true

[households.all]
label = "全部家庭"
all = true

[[rule]]
id = "share"
kind = "post_share"
cite = "一"
words = "不少于。"
posts = "projects"
group = "relocated"
share = 0.5
per = "employer"

[[rule]]
id = "target"
kind = "target"
cite = "二"
words = "不少于。"
posts = "welfare"
group = "hard"
least = 2
period = "run"

[[rule]]
id = "guarantee"
kind = "household_guarantee"
cite = "三"
words = "至少一人。"
households = "zero"
least = 1
within_months = 1

[[rule]]
id = "cap"
kind = "household_cap"
cite = "四"
words = "最多一人。"
households = "all"
posts = "welfare"
most = 1

[[rule]]
id = "only"
kind = "eligibility"
cite = "五"
words = "只安排。"
posts = "welfare"
workers = "hard"
reason = "只安排就业困难人员"
"""


def lines(*names: str) -> list[Line]:
    return [Line(name, "all", Part.ROW, 0, 1, floor=True) for name in names]


@pytest.mark.parametrize("seed", range(20))
def test_quickxplain_finds_a_set_of_which_none_can_be_spared(seed: int) -> None:
    """Some random sets of eight are the conflicts; what is found is one of the least of them."""
    rng = np.random.default_rng(seed)
    every = lines(*"abcdefgh")
    conflicts = [
        set(rng.choice(8, size=int(rng.integers(1, 5)), replace=False).tolist()) for _ in range(3)
    ]

    def infeasible(some: Sequence[Line]) -> bool:
        places = {every.index(line) for line in some}
        return any(conflict <= places for conflict in conflicts)

    found = quickxplain(infeasible, [], every)
    assert infeasible(found)
    for rest in combinations(found, len(found) - 1):
        assert not infeasible(rest)


def county(seed: int) -> Roster:
    """Ten people of four households and five posts, at random."""
    rng = np.random.default_rng(seed)

    def one(*of: object) -> object:
        return of[int(rng.integers(len(of)))]

    masks = (0, categories("relocated"), categories("hard_to_place"),
             categories("relocated", "hard_to_place"))  # fmt: skip
    workers = [
        {
            "worker_id": f"w{i}",
            "household_id": f"h{i % 4}",
            "place": one(*HOMES),
            "categories": one(*masks),
            "age": one(20, 40, 60),
            "education": one("primary", "senior"),
            "max_distance": one("village", "county", "anywhere"),
        }
        for i in range(10)
    ]
    vacancies = [
        {
            "vacancy_id": f"v{i}",
            "employer_id": f"E{i % 3}",
            "openings": one(1, 2, 4),
            "place": one(*HOMES),
            "project": one("none", "government_invested"),
            "kind": one("ordinary", "welfare_rural"),
            "age_max": one(None, 45),
            "education": one("none", "senior"),
        }
        for i in range(5)
    ]
    households = [
        {
            "household_id": f"h{i}",
            "zero_employment": bool(rng.integers(2)),
            "registered_at": date(2024, 6, 1),
        }
        for i in range(4)
    ]
    return roster(workers=workers, vacancies=vacancies, households=households)


@pytest.mark.parametrize("seed", range(25))
def test_kinds_of_people_decide_as_people_one_by_one_do(seed: int) -> None:
    """All lines, and a random half of them."""
    given = county(seed)
    pack = read_pack((HEADER + RULES).encode(), "rules.toml")
    compiled = compile_case(Case("allocate", given, pack, JobOptions()), PairValues(given, pack))
    rng = np.random.default_rng(seed)
    half = [line for line in compiled.lines if rng.random() < 0.5]
    for some in (list(compiled.lines), half):
        model = build(compiled, some)
        found = feasible(model, some) is not None
        assert found == can_hold("allocate", given, pack, JobOptions(), some, {})
        suspected = suspects(model, some)
        if suspected is not None:  # linear programming is right where it finds a clash
            assert not can_hold("allocate", given, pack, JobOptions(), suspected, {})


def test_refusals_refuse_what_the_matcher_refuses(tmp_path: Path) -> None:
    given, pack = small_roster(), small_pack(tmp_path)
    workers, vacancies = np.indices((12, 6)).reshape(2, -1)
    allowed = PairValues(given, pack).eligible(workers, vacancies).reshape(12, 6)
    codes = Refusals(given, pack).codes(np.arange(12), np.arange(6))
    assert np.array_equal(codes == 0, allowed)


def test_rules_that_hold_together_have_no_clash(tmp_path: Path) -> None:
    report = explain_clashes("allocate", small_roster(), small_pack(tmp_path))
    assert report.clashes == ()
    assert report.complete
    assert report.solved.short == ()


def test_another_job_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Expected a job in"):
        explain_clashes("shortlist", small_roster(), small_pack(tmp_path))
