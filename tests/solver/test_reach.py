"""Thresholds that are chased: against every assignment, by hand, and recounted."""

from __future__ import annotations

import numpy as np
import pytest

from models.packs import Pack, load_pack
from models.reach import Reach, ReachError
from models.roster import Roster
from models.rules.chased import lay_out
from models.synth import make_county
from solver import Params, Problem, Status
from solver.checker import check
from solver.checker.report import Report
from solver.jobs import JobOptions
from solver.jobs.answer import Decision
from solver.jobs.run import decide
from solver.reach import reach
from solver.row import Row
from tests.solver.problems import best_by_trying, breaks_a_limit, floor, household, made, worth

EXACT = Params(gap=0, rounds=6)
PACK = "qianyang-2021"


def threshold(vacancies: list[int], least: int, reward: int, *, relaxed: bool) -> Row:
    """Both classes count; named by its first post."""
    price, scale = (reward // least, 1) if relaxed else (reward, least)
    where = np.array(vacancies)
    members = np.array([True, True])
    return Row(f"reach:t@{vacancies[0]}", "E", members, where, least, price, scale=scale)


def both(seed: int) -> tuple[Problem, Problem]:
    """5 workers, 4 vacancies, a floor, a guarantee, two thresholds that want the same people."""
    rng = np.random.default_rng(seed)
    matrix, openings = rng.integers(0, 20, (5, 4)), rng.integers(1, 4, 4)
    allowed, klass = rng.random((5, 4)) < 0.8, rng.integers(0, 2, 5)
    rewards = rng.integers(4, 25, 2).tolist()
    own = floor([0, 3], 1, 30, (True, False))
    house = household([0, 1], 1, 40)
    found = []
    for relaxed in (False, True):
        rows = [own]
        rows += [
            threshold(where, least, reward, relaxed=relaxed)
            for where, least, reward in (([0, 1], 3, rewards[0]), ([2, 3], 2, rewards[1]))
        ]
        found.append(
            made(matrix, openings, allowed=allowed, class_of=klass, rows=rows, households=[house])
        )
    return found[0], found[1]


@pytest.mark.parametrize("seed", range(16))
def test_which_thresholds_are_reached_against_every_assignment(seed: int) -> None:
    """A threshold of which half is there earns nothing, in `worth` as in the answer: proved."""
    whole, relaxed = both(seed)
    result = reach(whole, relaxed, EXACT)
    unit = whole.values.unit
    assert not breaks_a_limit(whole, result.assignment)
    assert result.objective * unit == worth(whole, result.assignment) == best_by_trying(whole)
    assert result.bound == result.objective


@pytest.mark.parametrize("seed", range(6))
def test_the_relaxation_is_never_worth_less(seed: int) -> None:
    """Of every assignment of two people at random: a part of a reward is less lost than all."""
    whole, relaxed = both(seed)
    rng = np.random.default_rng(seed)
    for _ in range(50):
        pairs = np.stack((np.arange(5), rng.integers(0, 4, 5)), axis=1)[rng.random(5) < 0.6]
        assert worth(whole, pairs) <= worth(relaxed, pairs)


def test_two_people_go_where_they_are_worth_less_for_a_reward_that_is_worth_it() -> None:
    """Both worth 9 at post 0 and 6 at post 1, where two earn a reward: worth it at 7, not at 5."""
    for reward, there in ((7, [1, 1]), (5, [0, 0])):
        rows = [[threshold([1], 2, reward, relaxed=r)] for r in (False, True)]
        whole, relaxed = (made([[9, 6], [9, 6]], [2, 2], class_of=[0, 1], rows=own) for own in rows)
        result = reach(whole, relaxed, EXACT)
        assert result.assignment[:, 1].tolist() == there
        assert result.status is Status.OPTIMAL


@pytest.fixture(scope="module")
def roster() -> Roster:
    return make_county(1000, 120, seed=7).roster()


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(PACK)


@pytest.fixture(scope="module")
def answer(roster: Roster, pack: Pack) -> Decision:
    options = JobOptions(gap=0.0, reach=(Reach.parse("base-ten=1"),))
    return decide("allocate", roster, pack, options)


def checked(roster: Roster, answer: Decision, **said: object) -> Report:
    result = answer.result
    claimed = {
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "core": result.core,
        "reach": answer.reach,
        "rules": answer.rules,
    }
    return check(
        roster, answer.pack, answer.job, answer.options.told(), answer.matches,
        answer.certificate, claimed | said, answer.values,
    )  # fmt: skip


def test_the_checker_recounts_thresholds_rewards_and_bound(
    roster: Roster, answer: Decision
) -> None:
    assert [fault.message for fault in checked(roster, answer).findings] == []


def test_the_checker_catches_a_threshold_that_was_not_reached(
    roster: Roster, answer: Decision
) -> None:
    assert answer.reach is not None
    turned = answer.reach.with_columns(~answer.reach["reached"])
    codes = [fault.code for fault in checked(roster, answer, reach=turned).findings]
    assert codes == ["reach_wrong"] * answer.reach.height


def test_the_table_says_who_reached_it_and_why_not(roster: Roster, answer: Decision) -> None:
    """What is reached has its people and its cost, what is not its reason; never both."""
    assert answer.reach is not None
    for line in answer.reach.iter_rows(named=True):
        named = [w for w in line["workers"].split("、") if w]
        assert len(named) == line["placed"]
        assert line["reached"] == (line["placed"] >= line["least"]) == (line["reason"] is None)
        assert (line["given_up"] is not None) == line["reached"]
    assert set(answer.reach["employer_id"]) == set(
        roster.employers.filter(roster.employers["kind"].cast(str) == "base")["employer_id"]
    )


def test_a_greater_reward_reaches_no_fewer(roster: Roster, pack: Pack, answer: Decision) -> None:
    """Monotone, where both are proved the best: rewards of 1 and of 5."""
    assert answer.reach is not None
    options = JobOptions(gap=0.0, reach=(Reach.parse("base-ten=5"),))
    dearer = decide("allocate", roster, pack, options, values=answer.values)
    assert dearer.reach is not None
    assert dearer.result.bound == dearer.result.objective
    assert dearer.reach["reached"].sum() >= answer.reach["reached"].sum()


@pytest.mark.parametrize(
    ("pack", "text", "told"),
    [
        (PACK, "no-such", "没有门槛规则 no-such；可以追求的有：factory-third、base-ten"),
        ("chengkou-2021", "broker", "它按介绍组织单位计算"),
        ("huize-2018", "poor-up-to-ten", "人数上限（10 人）"),
        (PACK, "base-ten@E99999", "没有单位 E99999；符合的单位有"),
    ],
)
def test_what_cannot_be_chased_is_refused_in_words(
    roster: Roster, pack: str, text: str, told: str
) -> None:
    with pytest.raises(ReachError, match=told):
        lay_out([Reach.parse(text)], load_pack(pack), roster)


def test_one_employer_has_its_own_worth(roster: Roster, pack: Pack) -> None:
    """Asked for all at 1 and for one at 3, whichever comes first."""
    first = lay_out([Reach.parse("base-ten")], pack, roster)[0].place
    asked = [Reach.parse(f"base-ten@{first}=3"), Reach.parse("base-ten=1")]
    worths = {one.place: one.value for one in lay_out(asked, pack, roster)}
    assert worths.pop(first) == 3
    assert set(worths.values()) == {1}


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("base-ten", Reach("base-ten")),
        (" base-ten = 2.5 ", "base-ten=2.5"),
        ("base-ten@E1=2", "base-ten@E1=2"),
    ],
)
def test_how_a_threshold_is_asked_for(text: str, read: Reach | str) -> None:
    found = Reach.parse(text)
    assert found == (Reach.parse(read) if isinstance(read, str) else read)
    assert Reach.parse(str(found)) == found


@pytest.mark.parametrize("text", ["", "=2", "a@=1", "a=", "a=x", "a=0", "a=-1", "a=nan", "a=1001"])
def test_what_is_no_threshold_is_refused(text: str) -> None:
    with pytest.raises(ReachError):
        Reach.parse(text)


def test_push_chases_nothing(roster: Roster, pack: Pack) -> None:
    options = JobOptions(reach=(Reach("base-ten"),))
    with pytest.raises(ReachError, match="allocate"):
        decide("push", roster, pack, options)
