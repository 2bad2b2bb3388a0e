"""A folder that is there whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.runs.errors import RunError

RECORDS = (
    ("run.json", frozenset({"job", "status", "input_sha256"})),
    ("monitoring.json", frozenset({"since", "changes", "input_sha256"})),
    ("entitlements.json", frozenset({"granted", "totals", "input_sha256"})),
    ("caseworkers.json", frozenset({"served", "loads", "input_sha256"})),
    ("scenarios.json", frozenset({"varied", "scenarios", "input_sha256"})),
    ("clashes.json", frozenset({"clashes", "complete", "input_sha256"})),
    ("departures.json", frozenset({"travellers", "groups", "input_sha256"})),
)
"""By which a folder is known: its record, and what stands there at least."""


def is_run_folder(path: Path) -> bool:
    """Tells whether a folder was written by an earlier run or account."""
    return any((path / name).is_file() and _says(path / name, keys) for name, keys in RECORDS)


def _says(path: Path, keys: frozenset[str]) -> bool:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(record, dict) and keys <= record.keys()


def check_writable(out: Path) -> None:
    """Raises `RunError` where `out` holds something that a run may not replace."""
    if not out.exists():
        return
    if not out.is_dir():
        msg = f"{out} 是一个文件，不能作为结果文件夹。请用 --out 指定另一个位置。"
        raise RunError(msg)
    if any(out.iterdir()) and not is_run_folder(out):
        msg = (
            f"文件夹 {out} 里有其他内容，不是以前的运行结果，为免误删没有写入。"
            "请用 --out 指定一个新的或空的文件夹。"
        )
        raise RunError(msg)


@contextmanager
def whole_folder(out: Path) -> Iterator[Path]:
    """
    Gives a folder to write into, which becomes `out` once everything is written.

    An earlier run folder of that name is replaced. On any error, an
    interruption included, nothing stays behind and an earlier run is untouched.

    Raises
    ------
    RunError
        When `out` holds something else.
    """
    check_writable(out)
    target = Path(os.path.abspath(out))  # noqa: PTH100 -- resolve() would follow a link
    made = _make_parents(target.parent)
    staging = target.with_name(f".{target.name}.{os.getpid()}.part")
    earlier = target.with_name(f".{target.name}.{os.getpid()}.old")
    try:
        staging.mkdir()
        yield staging
        check_writable(target)
        if target.exists():
            target.rename(earlier)
        try:
            staging.rename(target)
        except BaseException:
            if earlier.exists():
                earlier.rename(target)
            raise
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        for folder in made:
            if not any(folder.iterdir()):
                folder.rmdir()
        raise
    shutil.rmtree(earlier, ignore_errors=True)


def _make_parents(parent: Path) -> list[Path]:
    """Makes the folders above, and returns those that were not there, the lowest first."""
    missing = []
    while not parent.exists():
        missing.append(parent)
        parent = parent.parent
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
    return missing
