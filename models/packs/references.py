"""Fields of a rule that name other rules, and exact shares, as a pack writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.packs.faults import Faults
from models.packs.positions import Path
from models.rules import KINDS
from models.rules.params import Param

_FRACTION = re.compile(r"([0-9]{1,6})/([1-9][0-9]{0,5})")


def read_written(param: Param, value: Any, path: Path, faults: Faults) -> Any:
    """
    Reads a share, ids of rules or lists of them.

    Returns
    -------
    Fraction or tuple
        None after a fault.
    """
    read: Any = _share(value) if param.type == "ratio" else _frozen(value)
    if read is not None and param.allows(read):
        return read
    faults.mistyped(path, value, param.allowed)
    return None


def check_references(raw: list[Any], faults: Faults) -> None:
    """
    Adds a fault for each id that names no rule, or one that cannot stand there.

    It has to be another rule, of a kind that the field allows; where several
    share a cap, one written above.
    """
    rules = [item if isinstance(item, dict) else {} for item in raw]
    for index, item in enumerate(rules):
        kind = KINDS.get(str(item.get("kind")))
        for name, param in kind.params().items() if kind else ():
            if param.type not in {"rule", "rules", "options"} or name not in item:
                continue
            others = rules[:index] if param.type == "rules" else rules
            fit = [_id(r) for r in others if r is not item and r.get("kind") in param.choices]
            for path, word in _ids(item[name], ("rule", index, name)):
                if word not in map(_id, rules):
                    faults.unknown(path, "unknown-rule", "规则编号", word, fit)
                elif word not in fit:
                    where = "写在它前面的" if param.type == "rules" else "另一条"
                    allowed = (
                        f"{where} {'、'.join(param.choices)} 规则：{'、'.join(fit) or '（没有）'}"
                    )
                    faults.add(path, "wrong-rule", f"规则「{word}」不能写在这里。", allowed=allowed)


def _id(rule: dict[str, Any]) -> str:
    return str(rule.get("id"))


def _share(value: Any) -> Fraction | None:
    if isinstance(value, str) and (match := _FRACTION.fullmatch(value.replace(" ", ""))):
        return Fraction(int(match.group(1)), int(match.group(2)))
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return None
    return Fraction(value) if not isinstance(value, Decimal) or value.is_finite() else None


def _frozen(value: Any) -> Any:
    return tuple(_frozen(v) for v in value) if isinstance(value, list) else value


def _ids(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for place, part in enumerate(value):
            yield from _ids(part, (*path, place))
