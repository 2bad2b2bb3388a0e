"""One home folder, opened."""

from __future__ import annotations

from api.store.home import Home
from api.store.rosters import Rosters
from api.store.runs import Runs
from api.store.tables import close_index, open_index


class Store:
    """
    Opens a home folder.

    Parameters
    ----------
    home
        Prepared: its folders exist.
    """

    def __init__(self, home: Home) -> None:
        self.home = home
        self._sessions = open_index(home)
        self.rosters = Rosters(home, self._sessions)
        self.runs = Runs(home, self._sessions)

    def close(self) -> None:
        """Lets go of the index."""
        close_index(self._sessions)
