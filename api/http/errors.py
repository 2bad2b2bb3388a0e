"""Errors of the HTTP layer itself."""

from __future__ import annotations

from typing import Any

from api.http.bodies.problem import Item, Problem


class TooLargeError(Exception):
    """The request's body is larger than the server takes; `limit` in bytes."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"Body larger than {limit} bytes.")
        self.limit = limit


class UnusableError(ValueError):
    """A part of the request cannot be used (`field`, message and hint in Chinese)."""

    def __init__(self, field: str, message: str, hint: str = "", file: str | None = None) -> None:
        super().__init__(message)
        self.item = Item(field=field, message=message, hint=hint or None, file=file)


class WorkerDiedError(RuntimeError):
    """A worker process ended without an answer; `code` is its exit code, negative for a signal."""

    def __init__(self, code: int | None) -> None:
        super().__init__(f"Worker process ended with {code}.")
        self.code = code


class StoppedError(Exception):
    """The work of a process was ended because somebody asked for it."""


class TooSlowError(RuntimeError):
    """A worker process was ended because it took longer than it may; `seconds` is the limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"Ended after {seconds} s.")
        self.seconds = seconds


class ReportedError(Exception):
    """A worker process failed and reported its problem document."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__(document["detail"])
        self.problem = Problem.model_validate(document)
