"""Among equals, whoever registered first goes first; on one day, a hash that favours nobody."""

from datetime import date
from decimal import Decimal
from itertools import permutations
from typing import Any

import numpy as np
import pytest

from models.rules import ExposureCap, HouseholdGuarantee
from solver.jobs import JobOptions, run
from solver.jobs.ties import turn
from tests.models.small_roster import roster
from tests.solver.problems import pack_of, selection

HERE = "990101101201"
Person = dict[str, Any]


def person(number: int, day: int | None, **more: Any) -> Person:
    registered = None if day is None else date(2024, 1, day)
    base = {"worker_id": f"w{number}", "wanted": "保安", "place": HERE}
    return {**base, "registered_at": registered, **more}


def placed(people: list[Person], openings: int = 1, *rules: Any) -> list[str]:
    """Who gets the post, in the roster's order of keys."""
    post = {"vacancy_id": "v0", "title": "保安", "openings": openings, "place": HERE}
    homes = sorted({p["household_id"] for p in people if p.get("household_id")})
    given = roster(
        workers=people, vacancies=[post], households=[{"household_id": h} for h in homes]
    )
    return sorted(run("allocate", given, pack_of(*rules)).matches["worker_id"].to_list())


@pytest.mark.parametrize("rows", list(permutations(range(3))))
def test_the_earlier_registration_wins_whatever_the_order_of_rows(rows: tuple[int, ...]) -> None:
    """w1 registered on the 2nd, w2 on the 5th, w0 on the 9th: one post to w1, two to w1 and w2."""
    people = [person(0, 9), person(1, 2), person(2, 5)]
    assert placed([people[r] for r in rows]) == ["w1"]
    assert placed([people[r] for r in rows], 2) == ["w1", "w2"]


def test_on_one_day_the_same_person_wins_whatever_the_order_of_rows() -> None:
    people = [person(i, 7) for i in range(4)]
    winners = {tuple(placed([people[r] for r in rows])) for rows in permutations(range(4))}
    assert len(winners) == 1


def test_on_one_day_neither_the_least_nor_the_greatest_key_is_favoured() -> None:
    """Over 40 pairs of neighbours the lower key wins neither always nor never: 8 to 32 times."""
    lower = 0
    for first in range(0, 80, 2):
        places = turn(roster(workers=[person(first, 7), person(first + 1, 7)]), np.arange(2))
        lower += int(places[0] == 0)
    assert 8 <= lower <= 32


def test_who_has_no_date_of_registration_comes_last() -> None:
    assert turn(roster(workers=[person(0, None), person(1, 28)]), np.arange(2)).tolist() == [1, 0]
    assert placed([person(0, None), person(1, 28)]) == ["w1"]


def test_value_goes_before_the_date() -> None:
    """w0 registered last but lives nearer: no tie, and no exchange."""
    assert placed([person(0, 9), person(1, 2, place="990101102201")]) == ["w0"]


def test_a_rule_goes_before_the_date() -> None:
    """The guaranteed household's member registered last: what the rule gave is not taken away."""
    rule = HouseholdGuarantee(
        id="zero",
        cite="五",
        words="至少一人。",
        households=selection("households", "零就业家庭", "h0"),
        least=1,
        within_months=1,
    )
    assert placed([person(0, 9, household_id="h0"), person(1, 2)], 1, rule) == ["w0"]


def test_an_exchange_changes_neither_value_nor_bound() -> None:
    """However the tie falls, the objective is the one post's value, proved."""
    post = {"vacancy_id": "v0", "title": "保安", "openings": 1, "place": HERE}
    found = set()
    for days in ((1, 2), (2, 1)):
        given = roster(workers=[person(i, d) for i, d in enumerate(days)], vacancies=[post])
        result = run("allocate", given, pack_of()).result
        found.add((result.objective, result.bound, result.status))
    assert len(found) == 1


@pytest.mark.parametrize("job", ["allocate", "push", "shortlist"])
@pytest.mark.parametrize("rows", [(0, 1), (1, 0)])
def test_of_two_alike_the_first_registered_gets_the_better_post(
    job: str, rows: tuple[int, ...]
) -> None:
    """Both could do either post; the one in their village is worth more: it goes to w1."""
    people = [person(0, 9), person(1, 2)]
    posts = [
        {"vacancy_id": "far", "title": "保安", "openings": 1, "place": "990103101201"},
        {"vacancy_id": "near", "title": "保安", "openings": 1, "place": HERE},
    ]
    given = roster(workers=[people[r] for r in rows], vacancies=posts)
    options = JobOptions(min_posts=0, max_posts=1, per_opening=1, max_lists=1)
    limit = ExposureCap(
        id="cap",
        cite="-",
        words="-",
        posts=selection("vacancies", "全部岗位", "far", "near"),
        factor=Decimal(1),
    )
    matches = run(job, given, pack_of(limit), options).matches
    assert dict(matches.select("worker_id", "vacancy_id").iter_rows()) == {
        "w1": "near",
        "w0": "far",
    }
