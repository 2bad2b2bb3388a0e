"""Rules that cannot hold together: the case files and a county; minimal sets, ways that work."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from time import perf_counter

from benchmarks.benchmark import Benchmark, whole
from benchmarks.child import in_child
from benchmarks.clashing_county import measure
from benchmarks.outcome import Cell, Outcome, Table, expect
from solver.clashes import Clash, Report, explain_clashes
from solver.clashes.line import Line, Part
from solver.rules import MASKS
from tests.cases.clashes.read import ClashCase, clash_files, read_clash
from tests.solver.clash_help import can_hold


def run(args: Namespace) -> Outcome:
    """Runs the command."""
    rows: list[dict[str, Cell]] = []
    ways = lines = 0
    cases = [read_clash(path) for path in clash_files()][: args.cases]
    for case in cases:
        start = perf_counter()
        report = explain_clashes(case.job, case.roster, case.pack, case.options)
        seconds = perf_counter() - start
        expect(report.complete, f"{case.name}: what is left is not proved to hold.")
        found = [{line.key for line in clash.lines} for clash in report.clashes]
        expect(found == case.sets, f"{case.name}: {found} instead of {case.sets}.")
        for clash in report.clashes:
            _check_minimal(case, clash)
            _check_ways(report, clash)
            ways += len(clash.ways)
            lines += len(clash.lines)
            rows.append(
                {
                    "case": case.name,
                    "what": case.title,
                    "set": len(clash.lines),
                    "asked": clash.owed,
                    "at most": clash.most,
                    "ways out": len(clash.ways),
                    "easiest": clash.ways[0].text if clash.ways else None,
                    "seconds": round(seconds, 2),
                }
            )
    notes = (
        f"{lines} lines, each left out once: the others hold (asserted, person by person)",
        f"{ways} ways out, each solved over all pairs and then decided again (asserted)",
        "the county: each set decided by CP-SAT, whole and without each of its lines (asserted)",
    )
    county = in_child(measure, args.workers, args.vacancies, args.share, args.seed)
    title = f"{len(cases)} constructed cases, {len(rows)} clashes; a county that clashes everywhere"
    tables = (Table("clashes and ways out", tuple(rows)), Table("a county", (county,)))
    return Outcome("clashes", title, tables, notes)


def _check_minimal(case: ClashCase, clash: Clash) -> None:
    def holds(lines: tuple[Line, ...]) -> bool:
        return can_hold(case.job, case.roster, case.pack, case.options, lines, {})

    expect(not holds(clash.lines), f"{case.name}: the set can hold.")
    for place, line in enumerate(clash.lines):
        rest = (*clash.lines[:place], *clash.lines[place + 1 :])
        expect(holds(rest), f"{case.name}: {line.rule} {line.entity} can be spared.")


def _check_ways(report: Report, clash: Clash) -> None:
    for way in clash.ways:
        case = way.case
        lines = [
            line
            for line in report.solved.compiled.lines
            if line.key not in case.left_out and line.part is not Part.MASK
        ]
        lines += [
            Line(rule.id, "all", Part.MASK, 0, 0, floor=False)
            for rule in case.pack.rules
            if rule.kind in MASKS
        ]
        works = can_hold(case.job, case.roster, case.pack, case.options, lines, case.lowered)
        expect(works, f"does not work: {way.text}")


def _options(parser: ArgumentParser) -> None:
    parser.add_argument("--cases", type=whole(1, 1000), default=1000, help="the first so many")
    parser.add_argument("--workers", type=whole(1, 1_000_000), default=6000)
    parser.add_argument("--vacancies", type=whole(1, 100_000), default=800)
    parser.add_argument("--share", default="0.9", help="of new posts, owed to relocated people")
    parser.add_argument("--seed", type=whole(0, 2**31 - 1), default=7)


CLASHES = Benchmark(
    "clashes",
    "clashes, constructed ones and a county's: minimal sets of rules, and ways out that work",
    _options,
    run,
    {
        "small": ("--cases", "3", "--workers", "300", "--vacancies", "40"),
        "county": ("--workers", "6000", "--vacancies", "800"),
    },
)
