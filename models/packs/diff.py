"""What one pack says otherwise than another: rule by rule, field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from models.packs.pack import Pack
from models.rules import Rule, Selection
from models.rules.condition import Condition
from models.rules.params import SECTION

_PACK_FIELDS = ("title", "place", "document", "issued", "valid_from", "valid_to", "status")
_CLAUSE = ("kind", "cite", "words", "strength", "tier")


@dataclass(frozen=True)
class Difference:
    """
    One thing that two packs say differently.

    Parameters
    ----------
    part
        "pack", "parameters", "rule", or where selections stand: "workers", "posts", ...
    name
        Id of the rule, name of the parameter or selection; empty for the pack.
    field
        What of it; empty where all of it is new or gone.
    before, after
        As people read it; None where it is not there.
    """

    part: str
    name: str
    field: str
    before: str | None
    after: str | None


def differences(before: Pack, after: Pack) -> tuple[Difference, ...]:
    """
    Compares two packs: what they are, parameters, selections, rules by their ids.

    A rule that another pack has under another id is gone here and new there.
    """
    found = [
        Difference("pack", "", name, *_pair(getattr(before, name), getattr(after, name)))
        for name in _PACK_FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
    found += _entries(
        "parameters",
        {p.name: {"value": p.value, "comment": p.comment} for p in before.parameters.values()},
        {p.name: {"value": p.value, "comment": p.comment} for p in after.parameters.values()},
    )
    for table, section in SECTION.items():
        found += _entries(
            section,
            *(
                {name: _selection(pack, s) for name, s in pack.selections[table].items()}
                for pack in (before, after)
            ),
        )
    found += _entries(
        "rule",
        {rule.id: _rule(rule) for rule in before.rules},
        {rule.id: _rule(rule) for rule in after.rules},
    )
    return tuple(found)


def _entries(
    part: str, before: dict[str, dict[str, Any]], after: dict[str, dict[str, Any]]
) -> list[Difference]:
    """Entries gone, changed and new: those of `before` in its order, then the new ones."""
    found = []
    for name, old in before.items():
        new = after.get(name)
        if new is None:
            found.append(Difference(part, name, "", _whole(old), None))
            continue
        found += [
            Difference(part, name, key, *_pair(old.get(key), new.get(key)))
            for key in [*old, *(k for k in new if k not in old)]
            if key != "" and old.get(key) != new.get(key)
        ]
    for name, new in after.items():
        if name not in before:
            found.append(Difference(part, name, "", None, _whole(new)))
    return found


@dataclass(frozen=True)
class _Condition:
    """A condition, compared by what it means and shown as the file writes it."""

    condition: Condition
    written: str = field(compare=False)

    def __str__(self) -> str:
        return self.written


def _selection(pack: Pack, selection: Selection) -> dict[str, Any]:
    """A selection as fields; what it is as a whole stands under ""."""
    said = _Condition(selection.condition, _written(pack, selection))
    return {"": selection.label, "label": selection.label, "condition": said}


def _written(pack: Pack, selection: Selection) -> str:
    """The lines below a selection's header, without its label and comments."""
    lines = pack.source_bytes.decode("utf-8-sig").splitlines()
    starts = [line for line, _ in pack.positions.headers] + [len(lines) + 1]
    path = (SECTION[selection.table], selection.name)
    kept: list[str] = []
    for place, (line, header) in enumerate(pack.positions.headers):
        if header == path:
            within = (text.strip() for text in lines[line : starts[place + 1] - 1])
            kept = [t for t in within if t and not t.startswith(("#", "label"))]
    return " ".join(kept)


def _rule(rule: Rule) -> dict[str, Any]:
    """A rule as fields; a selection counts by its name, its own entry tells what changed in it."""
    said: dict[str, Any] = {name: getattr(rule, name) for name in _CLAUSE}
    for name in rule.params():
        said[name] = _named(getattr(rule, name))
    return {"": f"{rule.statement}（{rule.cite}）", **said}


def _named(value: Any) -> Any:
    if isinstance(value, Selection):
        return value.name
    if isinstance(value, tuple):
        return tuple(_named(part) for part in value)
    return value


def _whole(entry: dict[str, Any]) -> str:
    return _shown(entry.get("", entry.get("value"))) or ""


def _pair(before: Any, after: Any) -> tuple[str | None, str | None]:
    return _shown(before), _shown(after)


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, tuple):
        return "、".join(_shown(part) or "" for part in value)
    return str(value)
