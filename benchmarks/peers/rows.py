"""A contest as rows of tables."""

from __future__ import annotations

from benchmarks.outcome import Cell, expect
from benchmarks.peers.contest import GAPS, Contest, Entry
from benchmarks.peers.judge import Verdict

RATIO, RATIO_AT = 50, 20_000  # times as fast as the peers that are raced, at so many workers
RACED = ("cp-sat", "highs-mip")
_SEEN = {"priced": "priced candidates", "naive": "candidates by value", "all": "all"}


def contest_rows(contest: Contest) -> tuple[dict[str, Cell], ...]:
    """Ours, then each peer; cells of what a peer did not give are None."""
    return (*_our_rows(contest), *(_row(entry, contest) for entry in contest.entries))


def race_rows(contest: Contest, limit: float) -> list[dict[str, Cell]]:
    """
    How often as fast ours is as the peers that it races, on the candidates it ended with.

    Raises
    ------
    WrongAnswerError
        When one of them, not stopped at the limit, is less than `RATIO` times
        slower at `RATIO_AT` workers.
    """
    rows: list[dict[str, Cell]] = []
    ours, best = contest.ours[0], contest.verdicts[0].objective
    for entry in contest.entries:
        if entry.peer.name not in RACED or entry.sees != "priced":
            continue
        seconds, verdict = entry.run.seconds, entry.verdict
        times = None if seconds is None else seconds / ours.seconds
        stopped = verdict is None or (seconds or 0.0) >= 0.98 * limit
        workers = contest.instance.workers
        if workers == RATIO_AT and times is not None and not stopped:
            label = entry.peer.label
            expect(times >= RATIO, f"Ours is {times:.1f} times as fast as {label}, not {RATIO}.")
        rows.append(
            {
                "workers": workers,
                "peer": entry.peer.label,
                "ours is so many times as fast": times,
                "or more: it was stopped": stopped,
                "its objective beyond ours %": None
                if verdict is None
                else _percent(verdict.objective - best, abs(best)),
                "our proved gap %": _percent(ours.result.bound - best, contest.verdicts[0].value),
            }
        )
    return rows


def _our_rows(contest: Contest) -> list[dict[str, Cell]]:
    return [
        {
            "solver": f"ours, asked for a gap of {gap:.0e}",
            "pairs": "all",
            "pairs seen": one.result.pairs_priced,
            "status": one.result.status.value,
            "seconds": one.seconds,
            "times ours": one.seconds / contest.ours[0].seconds,
            "peak MiB": one.peak_mib,
            **_judged(verdict, contest),
            "own gap %": _percent(one.result.bound - verdict.objective, verdict.value),
        }
        for gap, one, verdict in zip(GAPS, contest.ours, contest.verdicts, strict=True)
    ]


def _row(entry: Entry, contest: Contest) -> dict[str, Cell]:
    found, verdict, seconds = entry.run.found, entry.verdict, entry.run.seconds
    proves = verdict is not None and found.bound is not None
    return {
        "solver": entry.peer.label,
        "pairs": _SEEN[entry.sees],
        "pairs seen": entry.pairs,
        "status": found.status,
        "seconds": seconds,
        "times ours": None if seconds is None else seconds / contest.ours[0].seconds,
        "peak MiB": entry.run.peak_mib,
        **_judged(verdict, contest),
        "own gap %": _percent((found.bound or 0.0) - verdict.objective, verdict.value)
        if verdict is not None and proves
        else None,
    }


_JUDGED = (
    "objective",
    "less than ours %",
    "lines broken",
    "people short",
    "beyond limits",
    "fractional pairs",
    "pairs taken",
    "value",
    "gap to our bound %",
)


def _judged(verdict: Verdict | None, contest: Contest) -> dict[str, Cell]:
    if verdict is None:
        return dict.fromkeys(_JUDGED)
    best = contest.verdicts[0].objective
    bound = min(one.result.bound for one in contest.ours)
    cells: tuple[Cell, ...] = (
        verdict.objective,
        _percent(best - verdict.objective, abs(best)),
        verdict.lines_broken,
        verdict.people_short,
        verdict.over,
        verdict.fractional,
        verdict.pushes,
        verdict.value,
        _percent(bound - verdict.objective, verdict.value),
    )
    return dict(zip(_JUDGED, cells, strict=True))


def _percent(part: float, of: float) -> float | None:
    return 100 * part / of if of else None
