"""What can go wrong between a request and the store; the HTTP layer has the table of statuses."""

from __future__ import annotations


class NotFoundError(LookupError):
    """
    There is no such thing in the store.

    Parameters
    ----------
    what
        Name of the request's field that named it ("roster_id", "run_id", "worker_id").
    key
        The key asked for.
    hint
        What to do about it, in Chinese; empty for nothing.
    """

    def __init__(self, what: str, key: str, hint: str = "") -> None:
        super().__init__(f"No {what} {key!r}.")
        self.what = what
        self.key = key
        self.hint = hint


class ConflictError(RuntimeError):
    """What is asked for does not go with the state that the thing is in (message in Chinese)."""

    def __init__(self, what: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.what = what
        self.message = message
        self.hint = hint


class HomeError(RuntimeError):
    """The home folder cannot be used: taken by another server, or without a key."""
