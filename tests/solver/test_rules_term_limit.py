"""Terms that are used up: nobody is given such a post again, in any job."""

from datetime import date, timedelta

import numpy as np
import pytest

from matcher.pair_values import PairValues
from models.roster import Roster
from models.rules import TermLimit
from solver import Params, Status, solve
from solver.checker.eligibility import check_eligibility
from solver.checker.facts import Facts
from solver.checker.term_limit import used_up
from solver.jobs import JOBS, run
from tests.models.small_roster import roster
from tests.solver.problems import made, pack_of, selection

HERE = "990101101201"


def limit(months: int, *, extra: int = 0, per: str = "total") -> TermLimit:
    return TermLimit(
        id="welfare-term",
        cite="三(九)一",
        words="最长不超过3年",
        posts=selection("vacancies", "公益岗", "v0", "old"),
        months=months,
        per=per,
        extended=(selection("workers", "残疾人", "w0"),) if extra else (),
        extra_months=extra,
    )


def county() -> Roster:
    """w0 fits the post best and held one like it for three years; w1 lives elsewhere."""
    return roster(
        workers=[
            {"worker_id": "w0", "wanted": "保洁员", "place": HERE},
            {"worker_id": "w1", "wanted": "保洁员", "place": "990101102201"},
        ],
        vacancies=[
            {"vacancy_id": "v0", "title": "保洁员", "openings": 1, "place": HERE},
            {"vacancy_id": "old", "title": "保洁员", "openings": 0, "place": HERE},
        ],
        placements=[
            {
                "worker_id": "w0",
                "vacancy_id": "old",
                "started_at": date(2021, 6, 1),
                "ended_at": date(2024, 5, 31),
            }
        ],
    )


def test_binds() -> None:
    """Worker 0's term is over: the post goes to worker 1, at 2 and not at 9."""
    result = solve(made([[9], [2]], allowed=[[False], [True]]), Params(gap=0))
    assert result.assignment.tolist() == [[1, 0]]


def test_is_slack() -> None:
    """Who has time left is not held back."""
    result = solve(made([[9], [2]]), Params(gap=0))
    assert result.assignment.tolist() == [[0, 0]]


@pytest.mark.parametrize("job", JOBS)
def test_binds_from_the_rule_in_every_job(job: str) -> None:
    """36 months were held, 36 are allowed: v0 is for w1 alone."""
    answer = run(job, county(), pack_of(limit(36)))
    assert answer.matches["worker_id"].to_list() == ["w1"]
    assert answer.result.status is Status.OPTIMAL
    (reason,) = answer.values.reasons(0, 0)
    assert (reason.code, reason.text) == ("term", "公益岗的任职期限已满")
    (line,) = answer.rules.filter(kind="term_limit").to_dicts()
    assert (line["status"], line["shortfall"]) == ("held", 0)


@pytest.mark.parametrize(
    "rule", [limit(37), limit(36, extra=60), limit(12, per="contract")], ids=["left", "ext", "each"]
)
def test_is_slack_from_the_rule(rule: TermLimit) -> None:
    """A month left, an extension, or a limit of each contract alone: w0 as without a rule."""
    free = run("allocate", county(), pack_of())
    held = run("allocate", county(), pack_of(rule))
    assert held.matches.equals(free.matches)
    assert held.matches["worker_id"].to_list() == ["w0"]


def facts_of(given: Roster, rule: TermLimit, pairs: list[tuple[int, int]]) -> Facts:
    """An answer of these pairs."""
    worker, vacancy = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    pack = pack_of(rule)
    return Facts(given, pack, "allocate", {}, PairValues(given, pack), worker, vacancy)


def test_the_checker_names_who_got_a_post_although_the_term_is_over() -> None:
    (fault,) = check_eligibility(facts_of(county(), limit(36), [(0, 0)]))
    assert (fault.code, fault.rule, fault.worker) == ("pair_not_eligible", "welfare-term", "w0")
    assert fault.message == "人员 w0 不能从事岗位 v0：公益岗的任职期限已满。"
    for allowed in (limit(37), limit(36, extra=60), limit(12, per="contract")):
        assert list(check_eligibility(facts_of(county(), allowed, [(0, 0)]))) == []
    assert list(check_eligibility(facts_of(county(), limit(36), [(1, 0)]))) == []


def test_checker_and_rule_count_the_months_of_many_ledgers_alike() -> None:
    """Each counts in its own way: months stepped through, or by the fields of the dates."""
    rng = np.random.default_rng(0)
    people = [{"worker_id": f"w{i}"} for i in range(300)]
    lines = []
    for person in people:
        for _ in range(rng.integers(0, 4)):
            first = date(2018, 1, 1) + timedelta(int(rng.integers(0, 2600)))
            last = first + timedelta(int(rng.integers(-20, 1000)))
            ended = None if rng.random() < 0.2 else last
            lines.append({**person, "vacancy_id": "v0", "started_at": first, "ended_at": ended})
    given = roster(workers=people, vacancies=[{"vacancy_id": "v0"}], placements=lines)
    pairs = [(worker, 0) for worker in range(300)]
    for months in (1, 6, 12, 24, 36):
        rule = limit(months)
        assert (used_up(rule, facts_of(given, rule, pairs)) == ~rule.may(given)).all()
    assert 50 < limit(12).may(given).sum() < 250  # neither nobody nor everybody
