"""A made-up county whose employers are owed more people of a group than there are."""

from __future__ import annotations

from time import perf_counter

from benchmarks.child import peak_mib
from benchmarks.outcome import Cell, expect
from models.packs import load_pack
from models.synth import make_county
from solver.clashes import Clash, Report, explain_clashes
from solver.clashes.decide import feasible
from solver.clashes.line import Line
from solver.clashes.model import build

_PACK, _RULE = "qianyang-2021", "relocated-share.share"


def measure(workers: int, vacancies: int, share: str, seed: int) -> dict[str, Cell]:
    """
    Explains the clashes of one county.

    Raises
    ------
    WrongAnswerError
        When a set can hold, or can without one of its lines not (both decided by CP-SAT
        alone), when two sets share a minimum, or a line that is short is in none of
        them and the rest is said to hold.
    """
    roster = make_county(workers, vacancies, seed).roster()
    pack = load_pack(_PACK).with_parameters({_RULE: share})
    began = perf_counter()
    found = explain_clashes("allocate", roster, pack)
    seconds = perf_counter() - began
    peak = peak_mib()
    every = (*found.clashes, *found.more)
    for clash in every:
        _check_minimal(found, clash)
    floors = [line.key for clash in every for line in clash.lines if line.floor]
    expect(len(floors) == len(set(floors)), "two clashes share a minimum.")
    expect(found.complete == (not found.aside), "what is short is not told.")
    expect(bool(every) or not found.solved.short, "what is short is in no clash.")
    return {
        "workers": workers,
        "vacancies": vacancies,
        "share": share,
        "lines short": len(found.solved.short),
        "clashes": len(every),
        "largest": max((len(clash.lines) for clash in every), default=0),
        "in full": len(found.clashes),
        "ways out": sum(len(clash.ways) for clash in found.clashes),
        "set aside": len(found.aside),
        "rest holds": "yes" if found.complete else "not decided",
        "seconds": round(seconds, 1),
        "peak MiB": peak,
    }


def _check_minimal(found: Report, clash: Clash) -> None:
    def holds(lines: tuple[Line, ...]) -> bool:
        return feasible(build(compiled, lines), lines, exact=True) is not None

    compiled, keys = found.solved.compiled, {line.key for line in clash.lines}
    lines = tuple(line for line in compiled.lines if line.key in keys)
    expect(not holds(lines), f"{sorted(keys)} can hold.")
    for place, line in enumerate(lines):
        rest = (*lines[:place], *lines[place + 1 :])
        expect(not rest or holds(rest), f"{line.rule} {line.entity} can be spared.")
