"""Who may hold which posts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from models.rules.base import JOBS, Rule
from models.rules.params import selects, text
from models.rules.selection import Selection


@dataclass(frozen=True, kw_only=True)
class Eligibility(Rule):
    """
    Some posts may be held by some people only.

        x[w, v] = 0 for v in `posts`, w not in `workers`

    A post in several such rules asks for all of them.
    """

    posts: Annotated[Selection, selects("vacancies", "The posts that are restricted.")]
    workers: Annotated[Selection, selects("workers", "Who may hold them; nobody else may.")]
    reason: Annotated[str, text("Why somebody else may not, in Chinese; shown with each refusal.")]

    kind = "eligibility"
    jobs = JOBS
    strengths = ("must",)

    @property
    def statement(self) -> str:
        """See `Rule`."""
        return f"{self.posts.label}只安排{self.workers.label}。"
