"""The runs of a home folder: queued, running, done, failed or cancelled."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import sessionmaker

from api.store.errors import ConflictError, NotFoundError
from api.store.home import Home
from api.store.tables import RunRow, now

ENDED = ("done", "failed", "cancelled")
SIMULATE = "simulate"  # the job of a row that stands for scenarios, not for a run


class Runs:
    """Runs by ID; each change of state is one statement that only the right state lets through."""

    def __init__(self, home: Home, sessions: sessionmaker[Any]) -> None:
        self._home = home
        self._sessions = sessions

    def add(self, roster_id: str, pack: str, job: str, options: dict[str, Any]) -> RunRow:
        """Puts a new run at the end of the queue."""
        row = RunRow(
            id=f"a{secrets.token_hex(8)}",
            roster_id=roster_id,
            pack=pack,
            job=job,
            options=options,
            status="queued",
            created_at=now(),
            phase="",
            fraction=0.0,
        )
        with self._sessions.begin() as session:
            session.add(row)
        return row

    def get(self, key: str) -> RunRow:
        """Returns a run; raises NotFoundError where there is none of this ID."""
        row = self.row(key)
        if row is None or row.job == SIMULATE:
            raise NotFoundError("run_id", key, "GET /v1/runs 列出全部运行。")
        return row

    def scenarios(self, key: str) -> RunRow:
        """Returns scenarios; raises NotFoundError where there are none of this ID."""
        row = self.row(key)
        if row is None or row.job != SIMULATE:
            raise NotFoundError("scenarios_id", key, "GET /v1/scenarios 列出全部推演。")
        return row

    def row(self, key: str) -> RunRow | None:
        """Returns a run or scenarios; None where there is nothing of this ID."""
        with self._sessions() as session:
            found: RunRow | None = session.get(RunRow, key)
        return found

    def page(
        self, offset: int, limit: int, roster_id: str | None = None, *, scenarios: bool = False
    ) -> tuple[list[RunRow], int]:
        """Returns some runs (of one roster) or scenarios, the newest first, and how many."""
        of_kind = RunRow.job == SIMULATE if scenarios else RunRow.job != SIMULATE
        chosen = select(RunRow).where(of_kind)
        if roster_id is not None:
            chosen = chosen.where(RunRow.roster_id == roster_id)
        newest = chosen.order_by(RunRow.created_at.desc(), RunRow.id)
        with self._sessions() as session:
            rows = list(session.scalars(newest.offset(offset).limit(limit)))
            total = session.scalar(select(func.count()).select_from(chosen.subquery()))
        return rows, total

    def claim(self) -> RunRow | None:
        """Takes the oldest queued run and marks it as running; None where the queue is empty."""
        oldest = (
            select(RunRow.id)
            .where(RunRow.status == "queued")
            .order_by(RunRow.created_at, RunRow.id)
            .limit(1)
            .scalar_subquery()
        )
        take = (
            update(RunRow)
            .where(RunRow.id == oldest, RunRow.status == "queued")
            .values(status="running", started_at=now())
            .returning(RunRow.id)
        )
        with self._sessions.begin() as session:
            key = session.execute(take).scalar()
        return self.row(key) if key else None

    def advance(self, key: str, phase: str, fraction: float) -> None:
        """Notes how far a running run is; `fraction` from 0 to 1."""
        self._change(key, ("running",), phase=phase, fraction=min(1.0, max(0.0, fraction)))

    def finish(self, key: str, summary: dict[str, Any], made: Path) -> None:
        """Marks a running run as done and moves its folder to its place; not a cancelled one."""
        done = (
            update(RunRow)
            .where(RunRow.id == key, RunRow.status == "running")
            .values(status="done", fraction=1.0, ended_at=now(), summary=summary)
        )
        with self._sessions.begin() as session:
            if session.execute(done).rowcount:
                made.rename(self.folder(key))

    def fail(self, key: str, problem: dict[str, Any]) -> None:
        """Marks a running run as failed, with the reason as a problem document."""
        self._change(key, ("running",), status="failed", ended_at=now(), problem=problem)

    def cancel(self, key: str) -> None:
        """Marks a queued or running run as cancelled; raises ConflictError where it has ended."""
        if not self._change(key, ("queued", "running"), status="cancelled", ended_at=now()):
            row = self.row(key)
            if row is None:
                raise NotFoundError("run_id", key)
            raise ConflictError("run_id", f"运行 {key} 已结束（{row.status}），不能取消。")

    def done(self, key: str) -> RunRow:
        """Returns a run that is done; raises ConflictError where it is not (yet)."""
        run = self.get(key)
        self.check_done(run, f"用 GET /v1/runs/{key}/events 等它结束。")
        return run

    @staticmethod
    def check_done(row: RunRow, hint: str = "") -> None:
        """Raises ConflictError where a row is not done (yet)."""
        if row.status != "done":
            hint = "" if row.status in ENDED else hint
            raise ConflictError("run_id", f"运行 {row.id} 没有结果（{row.status}）。", hint)

    def delete(self, key: str) -> None:
        """Removes a run that has ended, with its folder; raises ConflictError where it has not."""
        row = self.row(key)
        if row is None:
            raise NotFoundError("run_id", key)
        if row.status not in ENDED:
            raise ConflictError("run_id", f"运行 {key} 还没有结束，不能删除。", "先取消它。")
        with self._sessions.begin() as session:
            session.delete(row)
        shutil.rmtree(self.folder(key), ignore_errors=True)

    def recover(self, problem: dict[str, Any]) -> int:
        """Marks what ran when the last server ended as failed; returns how many runs that were."""
        broken = (
            update(RunRow)
            .where(RunRow.status == "running")
            .values(status="failed", ended_at=now(), problem=problem)
            .returning(RunRow.id)
        )
        with self._sessions.begin() as session:
            keys = session.scalars(broken).all()
        for key in keys:
            shutil.rmtree(self.folder(key), ignore_errors=True)
        return len(keys)

    def waiting(self) -> dict[str, int]:
        """Returns how many runs are queued and how many are running."""
        count = select(RunRow.status, func.count()).group_by(RunRow.status)
        with self._sessions() as session:
            found = dict(session.execute(count).all())
        return {"queued": found.get("queued", 0), "running": found.get("running", 0)}

    def folder(self, key: str) -> Path:
        """Where the run folder of a finished run lies."""
        return self._home.runs / key

    def work(self, key: str) -> Path:
        """Where a run is made."""
        return self._home.work / key

    def _change(self, key: str, states: tuple[str, ...], **values: Any) -> bool:
        change = update(RunRow).where(RunRow.id == key, RunRow.status.in_(states)).values(**values)
        with self._sessions.begin() as session:
            return bool(session.execute(change).rowcount)
