"""What a roster's content gives reason to look at, before anything runs."""

from models.lint.lint import LEAST_WAGE, lint
from models.lint.pack import pack_findings

__all__ = ["LEAST_WAGE", "lint", "pack_findings"]
