"""What the worker processes do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from api.http.engine import Engine, Order
from api.http.work.task import Progress
from api.store.frames import save_roster
from api.store.runs import SIMULATE


def import_roster(
    engine: Engine, data: Path, tables: Path, as_of: date | None, *, progress: Progress
) -> dict[str, Any]:
    """Reads an uploaded roster and keeps its tables; returns what the index holds of it."""
    return save_roster(engine.read(data, as_of=as_of, progress=progress), tables)


def run_order(engine: Engine, order: Order, *, progress: Progress) -> dict[str, Any]:
    """Does a job, or scenarios of one, and writes its folder; returns what the index keeps."""
    done = engine.simulate if order.job == SIMULATE else engine.execute
    return done(order, progress)
