"""What a pack allows itself that its author may not have meant."""

from __future__ import annotations

from dataclasses import fields

from models.packs.pack import Pack
from models.packs.positions import Path
from models.packs.problem import PackProblem
from models.rules import Rule
from models.rules.params import SECTION, TABLES_ZH

_OF_THE_CLAUSE = ("id", "cite", "words", "strength", "tier")


def review(pack: Pack) -> tuple[PackProblem, ...]:
    """
    Returns warnings on a pack that was read without fault, in the file's order.

    A selection that no rule names, and a rule that says the same as one before it.
    What looks wrong beside a roster is said by `Pack.warnings`.
    """
    found = [*_unused(pack), *_repeated(pack)]
    return tuple(sorted(found, key=lambda problem: problem.line or 0))


def _unused(pack: Pack) -> list[PackProblem]:
    named = {
        (selection.table, selection.name)
        for rule in pack.rules
        for selections in rule.selections().values()
        for selection in selections
    }
    return [
        _warning(
            pack,
            "unused-selection",
            (SECTION[table], name),
            f"{SECTION[table]} / {name}",
            f"{TABLES_ZH[table]}范围「{selection.label}」没有被任何规则使用。",
        )
        for table, selections in pack.selections.items()
        for name, selection in selections.items()
        if (table, name) not in named
    ]


def _repeated(pack: Pack) -> list[PackProblem]:
    first: dict[object, Rule] = {}
    found = []
    for place, rule in enumerate(pack.rules):
        said = (
            type(rule),
            *(getattr(rule, f.name) for f in fields(rule) if f.name not in _OF_THE_CLAUSE),
        )
        if said in first:
            text = f"与规则 {first[said].id} 说的完全相同：{rule.statement}"
            found.append(_warning(pack, "same-rule", ("rule", place, "id"), rule.id, text))
        else:
            first[said] = rule
    return found


def _warning(pack: Pack, code: str, path: Path, where: str, text: str) -> PackProblem:
    return PackProblem(code, pack.path, pack.positions.line(path), where, text)
