"""run.json: what was asked, why it stopped, what it found, how long it took."""

from __future__ import annotations

import json
import platform
import resource
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from solver.jobs.options import JobOptions
from solver.result import Result

_LIBRARIES = ("numba", "numpy", "ortools", "polars", "scikit-learn", "xlsxwriter")


def record(
    job: str,
    result: Result,
    options: JobOptions,
    figures: dict[str, Any],
    asked: dict[str, Any],
    seconds: dict[str, float],
) -> dict[str, Any]:
    """
    Builds the content of run.json.

    Parameters
    ----------
    job, result, options
        What was solved, and how it came out.
    figures
        `api.runs.figures.figures`.
    asked
        data, as_of, mapping; pack, pack_title, pack_sha256, input_sha256; warnings
        of the pack; words (rule id to its sentence); entities (key to name); weights
        of the parts of a value.
    seconds
        By phase; the total is added.
    """
    vacancies = int(result.prices.vacancy.size)
    return {
        "job": job,
        "status": result.status.value,
        "objective": result.objective,
        "bound": result.bound,
        "gap": result.gap,
        "core": None if result.core is None else asdict(result.core),
        "wages": None if result.wages is None else result.wages.told(),
        "value": result.value,
        "placed": figures["some"],
        "workers": figures["workers"],
        "vacancies": vacancies,
        "openings": figures["openings"],
        "matches": figures["given"],
        "pairs_priced": int(result.pairs_priced),
        "passes": int(result.passes),
        "seconds": {k: round(v, 3) for k, v in {**seconds, "total": sum(seconds.values())}.items()},
        "solve_seconds": {k: round(v, 3) for k, v in result.seconds.items()},
        "finished_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "peak_rss_bytes": peak_memory(),
        "seed": options.seed,
        "options": options.told(),
        **asked,
        "versions": versions(),
        "figures": figures,
    }


def write_record(path: Path, run: dict[str, Any]) -> None:
    """Writes run.json; raises ValueError for a number that JSON has no word for."""
    text = json.dumps(run, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def peak_memory() -> int:
    """
    The most memory that this process has held, in bytes.

    Linux hands `ru_maxrss` down from parent to child, so that a small child of
    a large server looks large; VmHWM is the process's own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if platform.system() == "Darwin" else most * 1024


def versions() -> dict[str, str]:
    """Versions of everything that an answer depends on."""
    found = {"gangpei": own_version(), "python": platform.python_version()}
    return found | {name: version(name) for name in _LIBRARIES}


def own_version() -> str:
    """The installed version, or the word "source" where the packages run uninstalled."""
    try:
        return version("gangpei")
    except PackageNotFoundError:
        return "source"
