"""Reading rosters as they are: messy files in, one checked `Roster` out."""

from models.reading.problems import Problem, RosterError
from models.reading.roster import read_roster

__all__ = ["Problem", "RosterError", "read_roster"]
