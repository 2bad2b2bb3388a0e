"""What all rules have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, get_type_hints

from models.rules.params import Param
from models.rules.selection import Selection

JOBS = frozenset({"allocate", "push", "shortlist"})
STRENGTHS = ("must", "should")
ROLES = ("allocation", "accounting", "monitoring")
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
    jobs: ClassVar[frozenset[str]]  # empty unless its role is allocation
    role: ClassVar[str] = "allocation"  # or accounting (money owed) or monitoring (reported)
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
        clash = self.contradiction({name: getattr(self, name) for name in self.params()})
        if clash is not None:
            msg = f"Expected fields that hold together, got {clash[0]}: {clash[1]}"
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
            elif param.type == "amounts":
                found[name] = tuple(selection for selection, _ in getattr(self, name))
        return found

    @classmethod
    def contradiction(cls, values: Mapping[str, Any]) -> tuple[str, str, str] | None:  # noqa: ARG003 -- kinds with fields that bind one another say more
        """
        What is wrong with fields that are each allowed, but not together.

        Parameters
        ----------
        values
            Value of each of the kind's own fields.

        Returns
        -------
        tuple or None
            The field at fault, what is wrong with it and what may stand there, in Chinese.
        """
        return None

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
    if value is None:
        return param.optional
    if param.type == "selection":
        return isinstance(value, Selection) and value.table == param.table
    if param.type == "selections":
        return (
            isinstance(value, tuple)
            and param.least <= len(value) <= param.most
            and all(isinstance(s, Selection) and s.table == param.table for s in value)
        )
    if param.type == "amounts":
        return (
            isinstance(value, tuple)
            and 1 <= len(value) <= param.most
            and all(
                isinstance(s, Selection) and s.table == param.table and param.fits(amount)
                for s, amount in value
            )
        )
    return param.allows(value)
