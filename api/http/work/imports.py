"""From an upload to a stored roster, or to nothing at all."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from api.http.engine import Engine
from api.http.errors import UnusableError
from api.http.settings import Settings
from api.http.work.jobs import import_roster
from api.http.work.task import Task
from api.store.home import FILE_MODE
from api.store.rosters import uploaded
from api.store.store import Store
from api.store.tables import RosterRow
from models.reading.mapping import FILE_NAME

SUFFIXES = (".xlsx", ".xls", ".csv", ".parquet")
LONGEST = 240  # bytes of a file name; file systems take 255
CHUNK = 1 << 20


class Imports:
    """
    Imports uploads, one at a time, each in a process of its own.

    Parameters
    ----------
    store
        Where rosters are kept.
    engine
        What reads them.
    settings
        The limits.
    """

    def __init__(self, store: Store, engine: Engine, settings: Settings) -> None:
        self._store = store
        self._engine = engine
        self._settings = settings
        self._turn = threading.Semaphore(1)
        self._stop = threading.Event()

    def add(
        self, files: Iterable[tuple[str, BinaryIO]], name: str | None, as_of: date | None
    ) -> RosterRow:
        """
        Stores an upload and imports it.

        Parameters
        ----------
        files
            Name and content of each.
        name
            For people; the names of the files where None.
        as_of
            Reference day; the latest date in the roster where None.

        Raises
        ------
        UnusableError
            When a file's name or kind cannot be used.
        ReportedError
            When the roster cannot be used; nothing of it is kept.
        """
        key, folder = self._store.rosters.begin()
        try:
            kept = [self._keep(folder / "files", given, content) for given, content in files]
            title = name or "、".join(f["name"] for f in kept)[:200]
            facts = self._import(folder, as_of)
            return self._store.rosters.keep(key, title, kept, facts)
        finally:
            self._store.rosters.drop(key)

    def close(self) -> None:
        """Ends an import that is going on."""
        self._stop.set()

    def _import(self, folder: Path, as_of: date | None) -> dict[str, Any]:
        data = uploaded(folder / "files")
        with self._turn:
            task = Task(import_roster, self._engine, data, folder / "tables", as_of)
            facts: dict[str, Any] = task.wait(
                lambda _phase, _done: None, self._stop, self._settings.import_seconds
            )
        return facts

    def _keep(self, folder: Path, given: str, content: BinaryIO) -> dict[str, Any]:
        name = safe_name(given)
        path = folder / name
        if path.exists():
            raise UnusableError("files", f"两个文件同名：{name}。", "请改名后一起上传。", name)
        digest = hashlib.sha256()
        with path.open("xb") as file:
            path.chmod(FILE_MODE)
            while chunk := content.read(CHUNK):
                digest.update(chunk)
                file.write(chunk)
        return {"name": name, "bytes": path.stat().st_size, "sha256": digest.hexdigest()}


def safe_name(given: str) -> str:
    """
    Returns the name under which an upload is kept: no folder, nothing that a system stumbles over.

    Raises
    ------
    UnusableError
        When the name is empty, too long, or not of a kind that can be read.
    """
    name = PurePosixPath(given.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable()).strip(" .")
    if not name or len(name.encode()) > LONGEST:
        raise UnusableError("files", "文件名为空或太长。", "请改一个短的文件名。")
    if not name.lower().endswith(SUFFIXES) and name != FILE_NAME:
        hint = f"可上传：{'、'.join(SUFFIXES)}，以及 {FILE_NAME}。"
        raise UnusableError("files", f"不能读取这种文件：{name}。", hint, name)
    return name
