"""What a roster's content gives reason to look at, before anything runs."""

from models.lint.lint import LEAST_WAGE, lint

__all__ = ["LEAST_WAGE", "lint"]
