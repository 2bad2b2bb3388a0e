"""Many clashes at once: the costliest in full, the others with what they ask."""

from __future__ import annotations

import pytest

from api.outputs.clashes_book import sections, verdict
from api.runs.clashes import record_of
from models.packs.read import read_pack
from models.roster import Roster
from solver.clashes import Report, case, explain_clashes, find, report
from tests.cases.clashes.read import HEADER
from tests.models.small_roster import roster
from tests.solver.test_clashes_parts import HOMES, RULES

PACK = read_pack((HEADER + RULES).encode(), "rules.toml")


def employers(many: int) -> Roster:
    """Employer Ek has 2 k project openings, of which half are owed to people whom nobody has."""
    workers = [
        {"worker_id": f"w{i}", "place": HOMES[0], "max_distance": "anywhere"} for i in range(3)
    ]
    vacancies = [
        {
            "vacancy_id": f"v{k}",
            "employer_id": f"E{k}",
            "openings": 2 * k,
            "place": HOMES[0],
            "project": "government_invested",
        }
        for k in range(1, many + 1)
    ]
    return roster(workers=workers, vacancies=vacancies)


def shares(found: Report) -> tuple[list[str], list[str]]:
    """The employers of the clashes told in full, and of the others."""
    full = [line.entity for clash in found.clashes for line in clash.lines if line.floor]
    return full, [line.entity for clash in found.more for line in clash.lines if line.floor]


def test_those_most_people_short_are_told_in_full() -> None:
    """E1 to E6 are short of 1 to 6 people: three have ways out, E3 to E1 are named."""
    found = explain_clashes("allocate", employers(6), PACK)
    assert report.NAMED == 3
    assert shares(found) == (["E6", "E5", "E4"], ["E3", "E2", "E1"])
    assert [clash.short for clash in (*found.clashes, *found.more)] == [6, 5, 4, 3, 2, 1]
    assert all(clash.ways for clash in found.clashes)
    assert not any(clash.ways for clash in found.more)
    assert found.complete
    assert found.aside == ()


def test_what_is_beyond_the_limit_is_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two of six are looked for; four lines stay short, and are left out where ways are tried."""
    monkeypatch.setattr(find, "MOST", 2)
    found = explain_clashes("allocate", employers(6), PACK)
    assert len(found.clashes) == 2
    assert not found.complete
    left = {line.entity for line in found.aside}
    assert left | set(shares(found)[0]) == {f"E{k}" for k in range(1, 7)}
    assert all(clash.ways for clash in found.clashes)


def test_a_large_case_counts_the_clash_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same ways out of the first clash, each solved over all pairs."""
    small = explain_clashes("allocate", employers(2), PACK)
    monkeypatch.setattr(case, "LARGE", 0)
    large = explain_clashes("allocate", employers(2), PACK)
    assert shares(large) == shares(small)
    assert [way.text for way in large.clashes[0].ways] == [
        way.text for way in small.clashes[0].ways
    ]


def test_the_record_and_the_page_name_all_of_them() -> None:
    """Three in full, three in a table of their own."""
    given = employers(6)
    record = record_of(explain_clashes("allocate", given, PACK), "allocate", given, PACK)
    assert verdict(record) == (
        "6组规则不能同时满足。下面说明必须满足的和缺口最大的3组，还有3组只列出要求。"
        "其余规则可以同时满足。"
    )
    page = {section.heading: section for section in sections(record)}
    assert len(page["其余冲突（没有查找办法）"].lines) == 1 + 3
    assert [len(clash["ways"]) for clash in record["more"]] == [0, 0, 0]
