"""The numbers that a centre may turn: [parameters], and what [set] changes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from models.packs.faults import Faults
from models.packs.pack import Parameter
from models.packs.positions import Path
from models.packs.problem import nearest
from models.rules import KINDS


@dataclass
class Settings:
    """
    Parameters by name, changes by name or "RULE.FIELD", and which of them were used.

    `referred` are the parameters that some rule refers to.
    Whoever refers to a broken parameter says no more of it: its own fault is said.
    """

    faults: Faults
    changes: dict[str, Any]
    parameters: dict[str, Parameter] = field(default_factory=dict)
    referred: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def change(self, key: str, value: Any, path: Path) -> tuple[Any, Path]:
        """What [set] says of a key, as a number where it is one; else the value as it was."""
        if key not in self.changes:
            return value, path
        return number(self.changes[key]), ("set", key)

    def refer(self, name: str, path: Path) -> Any:
        """The value of a parameter that a rule names, or None after a fault, here or there."""
        if name not in self.parameters:
            known = list(self.parameters)
            self.faults.unknown(path, "unknown-parameter", "参数", name, known)
            return None
        self.referred.add(name)
        return None if name in self.broken else self.parameters[name].value

    def finish(self, rules: Any, *, complete: bool) -> None:
        """
        Adds a fault for each parameter that no rule uses and each change of nothing.

        Where not all rules could be read (`complete`), they may have used it.
        """
        for name in self.parameters:
            if complete and name not in self.referred:
                message = f"参数「{name}」没有被任何规则使用。"
                allowed = f'在规则中写 "${name}"，或删去这个参数'
                path: Path = ("parameters", name)
                self.faults.add(path, "unused-parameter", message, allowed=allowed)
        known = [*self.parameters, *_adjustable(rules)]
        for key in self.changes:
            if key not in known:
                like = _like(key, known)
                self.faults.unknown(("set", key), "unknown-setting", "可调整的项", key, like)


def read_settings(data: dict[str, Any], faults: Faults) -> Settings:
    """
    Reads [parameters] and [set].

    Parameters
    ----------
    data
        The whole file as parsed.
    faults
        Takes what is wrong.
    """
    settings = Settings(faults, dict(faults.table(data.get("set", {}), ("set",))))
    given = faults.table(data.get("parameters", {}), ("parameters",))
    for name, raw in given.items():
        path: Path = ("parameters", name)
        entry = faults.table(raw, path)
        faults.known(entry, ["default", "comment"], path)
        comment = faults.text(entry, "comment", path)
        if "default" not in entry:
            faults.missing(path, "default", "default = 数字")
        value, where = settings.change(name, entry.get("default", 0), (*path, "default"))
        if not is_number(value):
            faults.mistyped(where, value, "数字")
            settings.broken.add(name)
        settings.parameters[name] = Parameter(name, value, comment)
    return settings


def is_number(value: Any) -> bool:
    """Whether a value is a whole number or a finite decimal."""
    if isinstance(value, Decimal):
        return value.is_finite()
    return isinstance(value, int) and not isinstance(value, bool)


def number(value: Any) -> Any:
    """A text as the number that it writes; anything else as it is."""
    if not isinstance(value, str):
        return value
    if re.fullmatch(r"[+-]?[0-9]{1,18}", value):
        return int(value)
    try:
        return Decimal(value)
    except InvalidOperation:
        return value


def _like(key: str, known: list[str]) -> list[str]:
    """What an unknown name may have meant: a rule's numbers, or parameters. All are too many."""
    named = [name for name in known if name.startswith(key.partition(".")[0] + ".")]
    if not named:
        near = nearest(key, known)
        named = [n for n in known if "." not in n or (near and n.startswith(near.split(".")[0]))]
    return named


def _adjustable(rules: Any) -> list[str]:
    """Every "RULE.FIELD" that [set] may name."""
    names: list[str] = []
    for rule in rules if isinstance(rules, list) else []:
        kind = KINDS.get(str(rule.get("kind"))) if isinstance(rule, dict) else None
        if kind is not None:
            numeric = [name for name, param in kind.params().items() if param.numeric]
            names += [f"{rule.get('id')}.{name}" for name in (*numeric, "tier")]
    return names
