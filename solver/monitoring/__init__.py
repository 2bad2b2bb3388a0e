"""What a ledger says of the month: changes, warnings, progress, services, graduates."""

from solver.monitoring.monitor import monitor
from solver.monitoring.result import Monitoring

__all__ = ["Monitoring", "monitor"]
