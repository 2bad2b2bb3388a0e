"""All benchmarks at one scale, as a Markdown report."""

from __future__ import annotations

import json
import platform
import sys
import time
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from api.runs.record import versions
from benchmarks.history import history_row
from benchmarks.job_run import cores
from benchmarks.outcome import Outcome
from benchmarks.registry import BENCHMARKS, SCALES
from benchmarks.show import as_markdown


def report_options(parser: ArgumentParser) -> None:
    """Adds the report's options."""
    parser.add_argument("--scale", choices=SCALES, default="small")
    parser.add_argument("--only", choices=[*BENCHMARKS], nargs="+", default=[*BENCHMARKS])
    parser.add_argument("--out", type=Path, help="file to write; printed where none is given")
    parser.add_argument("--json", action="store_true", help="the figures as JSON")


def run_report(args: Namespace) -> None:
    """Runs what was asked for; a wrong answer ends it."""
    outcomes = []
    for name in args.only:
        began = time.perf_counter()
        outcomes.append(BENCHMARKS[name].at(args.scale))
        sys.stderr.write(f"{name}: {time.perf_counter() - began:.1f} s\n")
    if args.json:
        text = json.dumps(
            {
                "machine": machine(),
                "versions": versions() | peer_versions(),
                "outcomes": [asdict(o) for o in outcomes],
            },
            ensure_ascii=False,
            allow_nan=False,
        )
    else:
        text = as_report(outcomes, args.scale)
    if args.out is None:
        sys.stdout.write(text + "\n")
    else:
        args.out.write_text(text + "\n", encoding="utf-8")


def machine() -> str:
    """The machine in a few words."""
    system = f"{platform.machine()}, {platform.system()}"
    return f"{cores()} cores, {system}, Python {platform.python_version()}"


def peer_versions() -> dict[str, str]:
    """Versions of the packages that only peers use, where they are installed."""
    found = {}
    for name in ("matching", "POT"):
        with suppress(PackageNotFoundError):
            found[name] = version(name)
    return found


def as_report(outcomes: list[Outcome], scale: str) -> str:
    """Lays out the whole report; its last part is the row for history.md."""
    day = datetime.now(UTC).date().isoformat()
    used = versions() | peer_versions()
    libraries = ", ".join(f"{name} {number}" for name, number in used.items())
    parts = [f"# Benchmarks, scale {scale}", "", f"{day}; {machine()}", "", libraries, ""]
    for outcome in outcomes:
        words = " ".join(BENCHMARKS[outcome.name].scales[scale])
        parts += [
            as_markdown(outcome),
            f"    python -m benchmarks {outcome.name} {words}".rstrip(),
            "",
        ]
    row = history_row(outcomes, day, f"{cores()} cores", versions()["gangpei"])
    return "\n".join([*parts, "## Row for history.md", "", *row])
