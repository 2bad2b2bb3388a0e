"""What a user may set for a run."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from models.reach import Reach


@dataclass(frozen=True)
class JobOptions:
    """
    Settings of a run.

    Parameters
    ----------
    gap
        Stop once the answer is proved to be within this fraction of the best.
    seed
        For the sample that the first prices are learned from.
    min_posts, max_posts
        push: how many posts a worker is owed, and may get at most.
    per_opening
        shortlist: candidates a booth gets for each opening.
    max_lists
        shortlist: on how many lists a worker may stand.
    reach
        allocate: thresholds to chase.
    """

    gap: float = 1e-4
    seed: int = 0
    min_posts: int = 3
    max_posts: int = 5
    per_opening: int = 3
    max_lists: int = 5
    reach: tuple[Reach, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.gap < 1:
            msg = f"Expected a gap of at least 0 and below 1, got {self.gap}."
            raise ValueError(msg)
        for name, least in (
            ("min_posts", 0),
            ("max_posts", 1),
            ("per_opening", 1),
            ("max_lists", 1),
        ):
            if getattr(self, name) < least:
                msg = f"Expected {name} >= {least}, got {getattr(self, name)}."
                raise ValueError(msg)
        if self.min_posts > self.max_posts:
            msg = f"Expected min_posts <= max_posts, got {self.min_posts} > {self.max_posts}."
            raise ValueError(msg)

    def told(self) -> dict[str, Any]:
        """The settings by name, as a record keeps them and the checker reads them."""
        return asdict(self) | {"reach": [str(one) for one in self.reach]}
