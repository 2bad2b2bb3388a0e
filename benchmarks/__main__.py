"""`python -m benchmarks COMMAND`: measures, asserts the answer, prints the figures."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence

from benchmarks.outcome import WrongAnswerError
from benchmarks.registry import BENCHMARKS
from benchmarks.report import report_options, run_report
from benchmarks.show import as_json, as_text


def make_parser() -> ArgumentParser:
    """The command line: one command a benchmark, and `report`."""
    commands = "\n".join(f"  {b.name:<16}{b.summary}" for b in BENCHMARKS.values())
    parser = ArgumentParser(
        prog="python -m benchmarks",
        description=f"Measures, and asserts the answer while it times it.\n\n{commands}",
        formatter_class=RawDescriptionHelpFormatter,
        epilog="By themselves run: python -m benchmarks.api_latency, .text_accuracy, .clauses",
    )
    below = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for benchmark in BENCHMARKS.values():
        own = below.add_parser(
            benchmark.name, help=benchmark.summary, description=benchmark.summary
        )
        benchmark.options(own)
        own.add_argument("--json", action="store_true", help="the figures as JSON")
    report_options(below.add_parser("report", help="all of them, as a Markdown report"))
    return parser


def main(words: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit status: 0 done, 1 a wrong answer, 2 wrong usage."""
    args: Namespace = make_parser().parse_args(words)
    try:
        if args.command == "report":
            run_report(args)
        else:
            outcome = BENCHMARKS[args.command].run(args)
            sys.stdout.write(as_json(outcome) if args.json else as_text(outcome))
    except WrongAnswerError as wrong:
        sys.stderr.write(f"{args.command}: wrong answer: {wrong}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
