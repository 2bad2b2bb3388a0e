"""The rosters of a home folder: what was uploaded, and what the import made of it."""

from __future__ import annotations

import secrets
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from api.store.errors import ConflictError, NotFoundError
from api.store.home import FOLDER_MODE, Home
from api.store.tables import RosterRow, RunRow, now


class Rosters:
    """Rosters by ID. `FOLDER/files` holds the uploads as they came, `FOLDER/tables` the import."""

    def __init__(self, home: Home, sessions: sessionmaker[Any]) -> None:
        self._home = home
        self._sessions = sessions

    def begin(self) -> tuple[str, Path]:
        """Returns a new ID and a working folder with an empty `files` folder."""
        key = f"r{secrets.token_hex(8)}"
        folder = self._home.work / key
        (folder / "files").mkdir(mode=FOLDER_MODE, parents=True)
        return key, folder

    def drop(self, key: str) -> None:
        """Removes the working folder of an import that came to nothing."""
        shutil.rmtree(self._home.work / key, ignore_errors=True)

    def keep(
        self, key: str, name: str, files: list[dict[str, Any]], facts: dict[str, Any]
    ) -> RosterRow:
        """Moves the working folder to its place and enters the roster into the index."""
        (self._home.work / key).rename(self.folder(key))
        row = RosterRow(
            id=key,
            name=name,
            created_at=now(),
            as_of=date.fromisoformat(facts["as_of"]),
            sha256=facts["sha256"],
            files=files,
            counts=facts["counts"],
            rejected=facts["rejected"],
            levels=facts["levels"],
        )
        with self._sessions.begin() as session:
            session.add(row)
        return row

    def get(self, key: str) -> RosterRow:
        """Returns a roster; raises NotFoundError where there is none of this ID."""
        with self._sessions() as session:
            row = session.get(RosterRow, key)
        if row is None:
            raise NotFoundError("roster_id", key, "GET /v1/rosters 列出全部花名册。")
        found: RosterRow = row
        return found

    def page(self, offset: int, limit: int) -> tuple[list[RosterRow], int]:
        """Returns some rosters, the newest first, and how many there are."""
        newest = select(RosterRow).order_by(RosterRow.created_at.desc(), RosterRow.id)
        with self._sessions() as session:
            rows = list(session.scalars(newest.offset(offset).limit(limit)))
            total = session.scalar(select(func.count()).select_from(RosterRow))
        return rows, total

    def delete(self, key: str) -> None:
        """
        Removes a roster with its files; its finished runs stay, without names.

        Raises
        ------
        NotFoundError
            Where there is none of this ID.
        ConflictError
            While a run that uses it is queued or running.
        """
        row = self.get(key)
        active = RunRow.status.in_(("queued", "running"))
        with self._sessions.begin() as session:
            busy = session.scalars(
                select(RunRow.id).where(RunRow.roster_id == key).where(active)
            ).all()
            if busy:
                raise ConflictError(
                    "roster_id",
                    f"花名册 {key} 正被运行 {'、'.join(busy)} 使用，不能删除。",
                    "等运行结束，或先取消运行。",
                )
            session.delete(row)
        shutil.rmtree(self.folder(key))

    def folder(self, key: str) -> Path:
        """Where a stored roster lies."""
        return self._home.rosters / key

    def tables(self, key: str) -> Path:
        """Where the imported tables of a stored roster lie."""
        return self.folder(key) / "tables"

    def data(self, key: str) -> Path:
        """What a job reads: the one file uploaded, or the folder of several."""
        files = self.folder(key) / "files"
        return uploaded(files)


def uploaded(files: Path) -> Path:
    """Returns the path to read: the folder, or the file where there is one alone."""
    inside = list(files.iterdir())
    return inside[0] if len(inside) == 1 else files
