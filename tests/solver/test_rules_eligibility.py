"""Posts that only some people may hold: in every job nobody else gets them."""

import pytest

from models.roster import Roster
from models.rules import Eligibility
from solver import Params, Status, solve
from solver.jobs import JOBS, run
from tests.models.small_roster import roster
from tests.solver.problems import made, pack_of, selection

HERE = "990101101201"


def only(
    *workers: str, posts: tuple[str, ...] = ("v0",), name: str = "welfare-only"
) -> Eligibility:
    return Eligibility(
        id=name,
        cite="四",
        words="只安排。",
        posts=selection("vacancies", "公益岗", *posts),
        workers=selection("workers", "公益岗人员", *workers),
        reason="公益性岗位只安排公益岗人员",
    )


def county() -> Roster:
    """w0 fits the post best, w1 lives elsewhere."""
    return roster(
        workers=[
            {"worker_id": "w0", "wanted": "保洁员", "place": HERE},
            {"worker_id": "w1", "wanted": "保洁员", "place": "990101102201"},
        ],
        vacancies=[{"vacancy_id": "v0", "title": "保洁员", "openings": 1, "place": HERE}],
    )


def test_binds() -> None:
    """Worker 0 may not hold the post at 9: worker 1 at 2."""
    result = solve(made([[9], [2]], allowed=[[False], [True]]), Params(gap=0))
    assert result.assignment.tolist() == [[1, 0]]


def test_is_slack() -> None:
    """Who may not hold it would not get it anyway."""
    result = solve(made([[9], [2]], allowed=[[True], [False]]), Params(gap=0))
    assert result.assignment.tolist() == [[0, 0]]


@pytest.mark.parametrize("job", JOBS)
def test_binds_from_the_rule_in_every_job(job: str) -> None:
    """Only w1 may hold v0, though w0 is worth more there."""
    answer = run(job, county(), pack_of(only("w1")))
    assert answer.matches["worker_id"].to_list() == ["w1"]
    assert answer.result.status is Status.OPTIMAL
    (reason,) = answer.values.reasons(0, 0)
    assert (reason.code, reason.text) == ("group", "公益性岗位只安排公益岗人员")
    (line,) = answer.rules.filter(kind="eligibility").to_dicts()
    assert (line["status"], line["shortfall"]) == ("held", 0)


def test_is_slack_from_the_rule() -> None:
    """Both may hold it: the better one does, as without a rule."""
    free = run("allocate", county(), pack_of())
    both = run("allocate", county(), pack_of(only("w0", "w1")))
    assert free.matches.equals(both.matches)
    assert both.matches["worker_id"].to_list() == ["w0"]


def test_several_rules_on_one_post_ask_for_all_of_them() -> None:
    """w0 by one rule, w1 by the other: nobody."""
    answer = run("allocate", county(), pack_of(only("w0"), only("w1", name="other")))
    assert answer.matches.height == 0
    assert answer.unfilled["reason"].to_list() == ["no_eligible_worker"]
    assert answer.unplaced["reason"].to_list() == ["no_eligible_vacancy"] * 2
    assert set(answer.unplaced["needed"]) == {"公益性岗位只安排公益岗人员"}
