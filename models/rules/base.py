"""What all rules have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, get_type_hints

from models.rules.params import Param
from models.rules.selection import Selection

JOBS = frozenset({"allocate", "push", "shortlist"})
STRENGTHS = ("must", "should")
TIERS = (1, 2, 3)


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """
    One clause of a policy, declared. A kind is one subclass in one file.

    Parameters
    ----------
    id
        Name of the rule within its pack: lower-case words with hyphens.
    cite
        The clause that it comes from ("四.3").
    words
        The clause's own words, short.
    strength
        "must" or "should"; a kind may allow one of them only (`strengths`).
    tier
        1 to 3: where rules cannot hold together, those of tier 1 are kept first.
    """

    id: str
    cite: str
    words: str
    strength: str = "must"
    tier: int = 1

    kind: ClassVar[str]
    jobs: ClassVar[frozenset[str]]
    strengths: ClassVar[tuple[str, ...]] = STRENGTHS  # the first is the default

    def __post_init__(self) -> None:
        """Raises ValueError naming the first field that is out of its range."""
        if self.strength not in self.strengths:
            msg = f"Expected strength of {self.kind} in {self.strengths}, got {self.strength!r}."
            raise ValueError(msg)
        if self.tier not in TIERS:
            msg = f"Expected tier in {TIERS}, got {self.tier!r}."
            raise ValueError(msg)
        for name, param in self.params().items():
            if not _fits(param, getattr(self, name)):
                msg = f"Expected {name} to be {param.expected}, got {getattr(self, name)!r}."
                raise ValueError(msg)

    @classmethod
    def params(cls) -> dict[str, Param]:
        """The kind's own fields, in the order of their declaration."""
        return dict(_params(cls))

    def selections(self) -> dict[str, tuple[Selection, ...]]:
        """The selections that the rule names, by field."""
        found: dict[str, tuple[Selection, ...]] = {}
        for name, param in self.params().items():
            if param.type == "selection":
                found[name] = (getattr(self, name),)
            elif param.type == "selections":
                found[name] = getattr(self, name)
        return found

    @property
    @abstractmethod
    def statement(self) -> str:
        """The rule as a Chinese sentence made from its fields."""


@cache
def _params(kind: type[Rule]) -> dict[str, Param]:
    found: dict[str, Param] = {}
    for name, hint in get_type_hints(kind, include_extras=True).items():
        notes = getattr(hint, "__metadata__", ())
        if notes and isinstance(notes[0], Param):
            found[name] = notes[0]
    order = [f.name for f in fields(kind)]
    return {name: found[name] for name in order if name in found}


def _fits(param: Param, value: Any) -> bool:
    if param.type == "selection":
        return isinstance(value, Selection) and value.table == param.table
    if param.type == "selections":
        return (
            isinstance(value, tuple)
            and 1 <= len(value) <= param.high
            and all(isinstance(s, Selection) and s.table == param.table for s in value)
        )
    return param.allows(value)
