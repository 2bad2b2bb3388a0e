"""Groups of people of one place who leave for one destination, and their vehicles."""

from solver.departures.check import check
from solver.departures.options import DepartureOptions, Vehicle
from solver.departures.plan import plan
from solver.departures.result import Departures
from solver.departures.travellers import travellers

__all__ = ["DepartureOptions", "Departures", "Vehicle", "check", "plan", "travellers"]
