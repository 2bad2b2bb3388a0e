"""One piece of work in a process of its own, which can be followed, ended and outlived."""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections.abc import Callable
from multiprocessing import connection, get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any

from api.http.errors import ReportedError, StoppedError, TooSlowError, WorkerDiedError
from api.http.problems import document

Progress = Callable[[str, float], None]
GRACE = 3.0  # seconds between asking a process to end and ending it
BEAT = 0.2  # seconds between two looks at whether to stop

logger = logging.getLogger("gangpei")


class Task:
    """
    Starts a process that calls `function(*arguments, progress=...)`.

    Parameters
    ----------
    function
        A function of a module; what it returns must be picklable and small.
    arguments
        Picklable.
    """

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        context = get_context("spawn")
        self._answers, theirs = context.Pipe(duplex=False)
        self._process = context.Process(
            target=_serve, args=(theirs, function, arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    def wait(self, progress: Progress, stop: threading.Event, seconds: float | None = None) -> Any:
        """
        Waits for the answer; the process has ended when this returns or raises.

        Parameters
        ----------
        progress
            Told of each step.
        stop
            Ends the work once it is set.
        seconds
            Longest time; None for no limit.

        Raises
        ------
        ReportedError
            When the function raised.
        WorkerDiedError
            When the process ended without an answer.
        StoppedError
            When `stop` was set.
        TooSlowError
            When the time is over.
        """
        until = None if seconds is None else time.monotonic() + seconds
        try:
            while True:
                if stop.is_set():
                    raise StoppedError
                if until is not None and time.monotonic() > until:
                    raise TooSlowError(seconds or 0.0)
                if not self._answers.poll(BEAT):
                    continue
                kind, content = self._receive()
                if kind == "progress":
                    progress(*content)
                elif kind == "problem":
                    raise ReportedError(content)
                else:
                    return content
        finally:
            self._end()

    def _receive(self) -> tuple[str, Any]:
        try:
            received: tuple[str, Any] = self._answers.recv()
        except (EOFError, OSError) as error:
            self._process.join(GRACE)
            raise WorkerDiedError(self._process.exitcode) from error
        return received

    def _end(self) -> None:
        self._answers.close()
        self._process.join(BEAT)
        for end in (self._process.terminate, self._process.kill):
            if self._process.is_alive():
                end()
                self._process.join(GRACE)
        self._process.close()


def _serve(answers: Connection, function: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    os.umask(0o077)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal's ^C is for the server to handle
    threading.Thread(target=_follow_parent, daemon=True).start()
    try:
        content = function(
            *arguments, progress=lambda phase, done: answers.send(("progress", (phase, done)))
        )
    except Exception as error:
        problem = document(error)
        if problem.status >= 500:
            logger.exception("Work failed.")
        answers.send(("problem", problem.model_dump()))
    else:
        answers.send(("done", content))


def _follow_parent() -> None:
    # A server that was killed must not leave its work running.
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
