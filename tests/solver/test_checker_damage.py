"""A run folder that stands is damaged in every way we know; each is caught and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from solver.checker import verify_run
from tests.solver.damage import DAMAGES, NotApplicableError
from tests.solver.small_county import TableValues
from tests.solver.small_run import write_run

# What an allocation, or a push in which people are short, has nothing of.
ELSEWHERE = {
    "allocate": {"push_above_the_cap", "claim_that_all_is_held"},
    "push": {
        "fill_a_full_vacancy",
        "leave_a_quota_short",
        "leave_a_quota_short_and_say_held",
        "break_a_guarantee",
        "pass_somebody_over",
        "hide_an_open_post",
        "claim_a_loss",
        "overprice_a_share",
    },
}


@pytest.fixture(scope="module", params=["allocate", "push"])
def sound(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run folder of each job, made once."""
    return write_run(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture(autouse=True)
def values_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The small county's values are a table, not texts compared."""
    monkeypatch.setattr("solver.checker.folder.PairValues", TableValues)


def test_the_sound_run_stands(sound: Path) -> None:
    assert verify_run(sound).findings == ()


def test_verify_tells_how_far_it_is(sound: Path) -> None:
    told: list[float] = []
    verify_run(sound, progress=lambda _phase, part: told.append(part))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damage_is_caught_and_named(
    sound: Path, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    job = "push" if "push" in sound.parent.name else "allocate"
    run = Path(shutil.copytree(sound, tmp_path / "run"))
    if damage.__name__ in ELSEWHERE[job]:
        with pytest.raises(NotApplicableError):
            damage(run)
        return
    damage(run)
    report = verify_run(run)
    assert DAMAGES[damage] in report.codes
    assert all(fault.message.endswith("。") for fault in report.findings)


def test_at_least_twelve_damages_apply_to_an_allocation() -> None:
    assert len(DAMAGES) - len(ELSEWHERE["allocate"]) >= 12


def test_the_roster_may_lie_elsewhere(sound: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(sound.parent / "data", tmp_path / "moved")
    assert verify_run(sound, moved).findings == ()
