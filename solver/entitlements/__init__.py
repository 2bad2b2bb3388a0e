"""Who is owed what under a pack, to the cent and down to the clause."""

from solver.entitlements.account import account
from solver.entitlements.expected import expected
from solver.entitlements.result import Entitlements

__all__ = ["Entitlements", "account", "expected"]
