"""Rules that cannot hold: rule, entity, shortfall and cause are named, the other rules hold."""

from decimal import Decimal

from models.roster import Roster
from models.rules import HouseholdCap, HouseholdGuarantee, PostShare, PushMinimum, Rule
from models.rules.exposure_cap import ExposureCap
from solver import Status
from solver.jobs import run
from solver.jobs.answer import Answer
from tests.models.small_roster import roster
from tests.solver.problems import pack_of, selection

HERE = "990101101201"


def share(group: tuple[str, ...], posts: tuple[str, ...], amount: str, name: str) -> PostShare:
    return PostShare(
        id=name,
        cite="四.3",
        words="不少于。",
        posts=selection("vacancies", "项目岗位", *posts),
        group=selection("workers", "搬迁群众", *group),
        share=Decimal(amount),
        per="employer",
    )


def guarantee(*homes: str) -> HouseholdGuarantee:
    return HouseholdGuarantee(
        id="zero-household",
        cite="五(三)3",
        words="至少一人。",
        households=selection("households", "零就业家庭", *homes),
        least=1,
        within_months=1,
    )


def cap(*homes: str) -> HouseholdCap:
    return HouseholdCap(
        id="welfare-cap",
        cite="三",
        words="最多一人。",
        households=selection("households", "搬迁户", *homes),
        posts=selection("vacancies", "公益岗", "v1"),
        most=1,
    )


def lines(answer: Answer, rule: str) -> list[dict[str, object]]:
    return answer.rules.filter(rule=rule).to_dicts()


def allocate(given: Roster, *rules: Rule) -> Answer:
    return run("allocate", given, pack_of(*rules))


def sixty_percent() -> Roster:
    """Ten workers, one relocated (w0); ten openings of E1, one of E2; a family and another."""
    homes = ["h0", "h1", "h1", *(f"h{i}" for i in range(2, 9))]
    return roster(
        workers=[
            {"worker_id": f"w{i}", "wanted": "保洁员", "place": HERE, "household_id": home}
            for i, home in enumerate(homes)
        ],
        vacancies=[
            {
                "vacancy_id": "v0",
                "title": "保洁员",
                "openings": 10,
                "employer_id": "E1",
                "place": HERE,
            },
            {
                "vacancy_id": "v1",
                "title": "保洁员",
                "openings": 1,
                "employer_id": "E2",
                "place": HERE,
            },
        ],
        households=[{"household_id": f"h{i}"} for i in range(9)],
    )


def test_a_share_of_60_percent_where_10_percent_qualify() -> None:
    """Six of ten posts are owed, one worker qualifies: five short; the other rules hold."""
    answer = allocate(
        sixty_percent(),
        share(("w0",), ("v0",), "0.60", "relocated-share"),
        guarantee("h1"),
        cap("h1"),
    )
    assert answer.result.status is Status.RELAXED
    (line,) = lines(answer, "relocated-share")
    assert (line["entity"], line["required"], line["achieved"]) == ("E1", 6, 1)
    assert (line["shortfall"], line["status"], line["cite"]) == (5, "short", "四.3")
    assert line["cause"] == (
        "应安排搬迁群众6人(这些岗位共10个);搬迁群众可参加本次安置的有1人,其中符合岗位条件的1人,人数不足"
    )
    assert [h["status"] for h in lines(answer, "zero-household")] == ["held"]
    assert [c["status"] for c in lines(answer, "welfare-cap")] == ["held"]
    assert answer.matches.filter(worker_id="w0")["vacancy_id"].to_list() == ["v0"]
    # the posts that the share could not fill do not stay empty: all ten people are placed
    assert answer.matches.height == 10
    # ten people have values, five are short at 16 each
    assert answer.result.objective == answer.result.value - 5 * 16


def test_two_households_guaranteed_and_one_eligible_post() -> None:
    """h0 and h1 are fit for v0 only, one opening: one of them is short, whatever others want."""
    given = roster(
        workers=[
            {"worker_id": "w0", "household_id": "h0", "place": HERE, "age": 30},
            {"worker_id": "w1", "household_id": "h1", "place": HERE, "age": 30},
            {"worker_id": "w2", "household_id": "h2", "place": HERE, "age": 60, "wanted": "保安"},
        ],
        vacancies=[
            {"vacancy_id": "v0", "title": "保安", "openings": 1, "place": HERE},
            {"vacancy_id": "v1", "title": "保安", "openings": 1, "place": HERE, "age_min": 50},
        ],
        households=[{"household_id": f"h{i}"} for i in range(3)],
    )
    answer = allocate(given, guarantee("h0", "h1"), share(("w2",), ("v1",), "1", "share"))
    assert answer.result.status is Status.RELAXED
    found = lines(answer, "zero-household")
    assert sorted((line["shortfall"], line["status"]) for line in found) == [
        (0, "held"),
        (1, "short"),
    ]
    (short,) = [line for line in found if line["shortfall"]]
    assert short["entity"] in {"h0", "h1"}
    assert short["cause"] == (
        "应就业1人,有就业意愿的劳动力1人,符合条件的岗位只有1个,须留给同样受保障的其他家庭或人员"
    )
    assert [line["status"] for line in lines(answer, "share")] == ["held"]
    assert answer.matches.filter(worker_id="w2")["vacancy_id"].to_list() == ["v1"]


def test_a_household_that_no_post_suits_says_so() -> None:
    given = roster(
        workers=[{"worker_id": "w0", "household_id": "h0", "age": 30}],
        vacancies=[{"vacancy_id": "v0", "title": "保安", "openings": 1, "age_min": 50}],
        households=[{"household_id": "h0"}],
    )
    answer = allocate(given, guarantee("h0"))
    (line,) = lines(answer, "zero-household")
    assert (answer.result.status, line["shortfall"]) == (Status.RELAXED, 1)
    assert line["cause"] == "应就业1人,有就业意愿的劳动力1人,没有一个空缺岗位的条件全部符合"


def test_a_share_whose_people_are_owed_elsewhere_says_so() -> None:
    """w0 is owed to E1 and to E2 alike: one is short, and not for want of people."""
    given = roster(
        workers=[{"worker_id": "w0", "place": HERE}, {"worker_id": "w1", "place": HERE}],
        vacancies=[
            {
                "vacancy_id": "v0",
                "title": "保安",
                "openings": 1,
                "employer_id": "E1",
                "place": HERE,
            },
            {
                "vacancy_id": "v1",
                "title": "保安",
                "openings": 1,
                "employer_id": "E2",
                "place": HERE,
            },
        ],
    )
    answer = allocate(given, share(("w0",), ("v0", "v1"), "1", "share"))
    assert answer.result.status is Status.RELAXED
    (short,) = [line for line in lines(answer, "share") if line["shortfall"]]
    assert str(short["cause"]).endswith("但他们同时是其他同级或更优先规则必须安置的人员")
    assert answer.matches.height == 2


def test_pushes_that_a_cap_leaves_short_are_named_one_by_one() -> None:
    """Three workers owed one each, one post seen by two: one is short, and told why."""
    given = roster(
        workers=[{"worker_id": f"w{i}", "wanted": "保安", "place": HERE} for i in range(3)],
        vacancies=[{"vacancy_id": "v0", "title": "保安", "openings": 1, "place": HERE}],
    )
    rules = (
        PushMinimum(
            id="push-one",
            cite="三(二)",
            words="至少一个。",
            workers=selection("workers", "有意愿的", "w0", "w1", "w2"),
            least=1,
        ),
        ExposureCap(
            id="exposure",
            cite="七",
            words="最多两人。",
            posts=selection("vacancies", "全部", "v0"),
            factor=Decimal(2),
        ),
    )
    answer = run("push", given, pack_of(*rules))
    assert answer.result.status is Status.RELAXED
    total, one = lines(answer, "push-one")
    assert (total["entity"], total["required"], total["achieved"]) == ("all", 3, 2)
    assert (one["required"], one["achieved"], one["status"]) == (1, 0, "short")
    assert str(one["cause"]).startswith("应推送1个,已推送0个;")
    assert answer.unplaced.filter(worker_id=one["entity"])["reason"].to_list() == ["caps_reached"]
    (capped,) = lines(answer, "exposure")
    assert (capped["required"], capped["achieved"], capped["status"]) == (2, 2, "held")
