"""The API key: shown once, kept as a hash."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets

from api.store.errors import HomeError
from api.store.home import FILE_MODE, Home


def digest(key: str) -> str:
    """Returns the hash of a key; a plain one will do, as keys are random and long."""
    return hashlib.sha256(key.encode()).hexdigest()


def make_key(home: Home) -> str | None:
    """
    Makes the key of a new home folder and stores its hash.

    Returns
    -------
    str | None
        The key, to be shown once; None where the folder has one already.
    """
    if home.key.exists():
        return None
    key = secrets.token_urlsafe(32)
    handle = os.open(home.key, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "w") as file:
        file.write(digest(key))
    return key


def stored_digest(home: Home) -> str:
    """Returns the hash of the folder's key; raises HomeError where it has none."""
    try:
        return home.key.read_text().strip()
    except FileNotFoundError as error:
        msg = f"{home.root} has no API key: start the server with `gangpei serve`, or pass a key."
        raise HomeError(msg) from error


def fits(key: str, expected: str) -> bool:
    """Whether a key has this hash, in a time that does not depend on where they differ."""
    return hmac.compare_digest(digest(key), expected)
