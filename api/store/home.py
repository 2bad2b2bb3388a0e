"""The folder in which a server keeps everything: for its owner's eyes alone."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from api.store.errors import HomeError

FOLDER_MODE = 0o700
FILE_MODE = 0o600


def default_home() -> Path:
    """Returns GANGPEI_HOME where it is set, else the `gangpei` folder of the user's data folder."""
    if given := os.environ.get("GANGPEI_HOME"):
        return Path(given)
    data = os.environ.get("XDG_DATA_HOME")
    return (Path(data) if data else Path.home() / ".local" / "share") / "gangpei"


@dataclass(frozen=True)
class Home:
    """
    The paths of a home folder.

    Parameters
    ----------
    root
        Holds `key` (the hash of the API key), `index.sqlite`, `rosters/ID/`,
        `runs/ID/` and `work/` (what is being made; emptied at each start).
    """

    root: Path

    @property
    def index(self) -> Path:
        """The SQLite file."""
        return self.root / "index.sqlite"

    @property
    def key(self) -> Path:
        """The file with the hash of the API key."""
        return self.root / "key"

    @property
    def rosters(self) -> Path:
        """One folder per roster."""
        return self.root / "rosters"

    @property
    def runs(self) -> Path:
        """One run folder per finished run."""
        return self.root / "runs"

    @property
    def work(self) -> Path:
        """Where rosters and runs are made before they are moved to their place."""
        return self.root / "work"

    def prepare(self) -> Home:
        """Makes the folders, readable by their owner alone."""
        for folder in (self.root, self.rosters, self.runs, self.work):
            folder.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
            folder.chmod(FOLDER_MODE)
        return self

    def clear_work(self) -> None:
        """Removes what an interrupted server left half-made."""
        for left in self.work.iterdir():
            shutil.rmtree(left)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """
        Holds the folder for one server.

        Raises
        ------
        HomeError
            When another server holds it already.
        """
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                msg = (
                    f"数据目录 {self.root} 正被另一个岗配服务使用；"
                    "请先停止它，或用 GANGPEI_HOME 指定另一个目录。"
                )
                raise HomeError(msg) from error
            yield
