"""Readers written in Rust may panic at a damaged file: that is damage, not a fault of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from models.reading.problems import RosterError


@contextmanager
def shielded(refusal: Callable[[str], RosterError]) -> Iterator[None]:
    """
    Turns whatever a reader raises into one refusal.

    Parameters
    ----------
    refusal
        The error to raise instead, made of the reader's own words.
    """
    try:
        yield
    except RosterError:
        raise
    except BaseException as error:
        # A panic of Rust code is no Exception; an interrupt must pass.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise refusal(str(error)) from None
