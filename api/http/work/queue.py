"""Takes runs from the queue, a few at a time, and sees each through to its end."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from typing import Any

from api.http.engine import Engine, Order
from api.http.errors import ReportedError, StoppedError
from api.http.problems import document, interrupted
from api.http.work.jobs import run_order
from api.http.work.task import Task
from api.store.home import FOLDER_MODE
from api.store.store import Store
from api.store.tables import RunRow

IDLE = 5.0  # seconds after which the queue is looked at even if nobody called
WRITE = 0.25  # least seconds between two notes of a run's progress

logger = logging.getLogger("gangpei")


class Queue:
    """
    Threads that each follow one run at a time, done in a process of its own.

    Parameters
    ----------
    store
        Where runs wait, and where their folders go.
    engine
        What does the work.
    processes
        How many runs go at the same time.
    """

    def __init__(self, store: Store, engine: Engine, processes: int) -> None:
        self._store = store
        self._engine = engine
        self._wake = threading.Semaphore(0)
        self._closing = threading.Event()
        self._stops: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._threads = [
            threading.Thread(target=self._work, name=f"run-{n}") for n in range(processes)
        ]

    def start(self) -> None:
        """Marks what an ended server left as failed, and begins with what is queued."""
        self._store.home.clear_work()
        self._store.runs.recover(interrupted().model_dump())
        for thread in self._threads:
            thread.start()

    def close(self) -> None:
        """Ends what is running, as failed; what is queued stays for the next start."""
        self._closing.set()
        with self._lock:
            for stop in self._stops.values():
                stop.set()
        for _ in self._threads:
            self._wake.release()
        for thread in self._threads:
            thread.join()

    def call(self) -> None:
        """Says that there is a new run."""
        self._wake.release()

    def cancel(self, key: str) -> None:
        """Cancels a queued or running run; raises ConflictError where it has ended."""
        self._store.runs.cancel(key)
        with self._lock:
            if key in self._stops:
                self._stops[key].set()

    def _work(self) -> None:
        while not self._closing.is_set():
            try:
                run = self._store.runs.claim()
                if run is not None:
                    self._follow(run)
                    continue
            except Exception:
                logger.exception("The queue stumbled.")  # and goes on with the next run
            self._wake.acquire(timeout=IDLE)

    def _follow(self, run: RunRow) -> None:
        runs = self._store.runs
        stop = threading.Event()
        with self._lock:
            self._stops[run.id] = stop
            if self._closing.is_set():
                stop.set()
        folder = runs.work(run.id)
        try:
            now = runs.row(run.id)
            if now is None or now.status != "running":
                return  # cancelled between being taken and being followed
            folder.mkdir(mode=FOLDER_MODE)
            summary = self._do(run, stop)
            runs.finish(run.id, summary, folder / "run")
        except StoppedError:
            runs.fail(run.id, interrupted().model_dump())  # no change where it was cancelled
        except Exception as error:
            problem = document(error)
            if problem.status >= 500 and not isinstance(error, ReportedError):
                logger.exception("Run %s failed.", run.id)
            runs.fail(run.id, problem.model_dump())
        finally:
            with self._lock:
                del self._stops[run.id]
            shutil.rmtree(folder, ignore_errors=True)

    def _do(self, run: RunRow, stop: threading.Event) -> Any:
        rosters = self._store.rosters
        roster = rosters.get(run.roster_id)
        written = 0.0

        def note(phase: str, fraction: float) -> None:
            nonlocal written
            if time.monotonic() - written >= WRITE:
                self._store.runs.advance(run.id, phase, fraction)
                written = time.monotonic()

        options = dict(run.options)
        earlier = options.pop("from_run", None)
        order = Order(
            job=run.job,
            pack=run.pack,
            data=rosters.data(run.roster_id),
            as_of=roster.as_of,
            out=self._store.runs.work(run.id) / "run",
            options=options,
            from_run=earlier and self._store.runs.folder(earlier),
        )
        return Task(run_order, self._engine, order).wait(note, stop)
