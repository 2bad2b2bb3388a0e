"""The [[rule]] tables of a pack become rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from models.packs.faults import Faults
from models.packs.positions import Path
from models.packs.problem import nearest, shown
from models.packs.references import check_references, read_written
from models.packs.settings import Settings
from models.rules import KINDS, Rule, Selection
from models.rules.base import TIERS
from models.rules.condition import Everything
from models.rules.params import TABLES_ZH, Param

RULE_KEYS = ("id", "kind", "cite", "words", "strength", "tier")
Selections = dict[str, dict[str, Selection]]


def read_rules(raw: Any, selections: Selections, settings: Settings, faults: Faults) -> list[Rule]:
    """
    Reads the rules of a pack.

    Parameters
    ----------
    raw
        What stands under "rule" in the parsed file.
    selections
        By table and name.
    settings
        Parameters and changes.
    faults
        Takes what is wrong.

    Returns
    -------
    list[Rule]
        In the file's order; a rule with faults is left out.
    """
    if not isinstance(raw, list):
        path: Path = () if raw is None else ("rule",)
        allowed = "至少一个 [[rule]]（两层方括号）"
        faults.add(path, "no-rule", "没有任何规则。", allowed=allowed)
        return []
    reader = _RuleReader(selections, settings, faults)
    found: list[Rule] = []
    first: dict[str, int] = {}
    for index, item in enumerate(raw):
        path = ("rule", index)
        name = item.get("id") if isinstance(item, dict) else None
        faults.names[path] = f"规则 {name}" if isinstance(name, str) else f"第{index + 1}条规则"
        before = len(faults.problems)
        rule = reader.rule(faults.table(item, path), path)
        if isinstance(name, str) and name in first:
            line = faults.positions.line(("rule", first[name], "id"))
            message = f"规则编号「{name}」重复：第 {line} 行已经用过。"
            faults.add((*path, "id"), "duplicate-rule", message, allowed="没有用过的编号")
        elif isinstance(name, str):
            first[name] = index
        if rule is not None and len(faults.problems) == before:
            found.append(rule)
    check_references(raw, faults)
    return found


class _RuleReader:
    def __init__(self, selections: Selections, settings: Settings, faults: Faults) -> None:
        self.selections = selections
        self.settings = settings
        self.faults = faults

    def rule(self, data: dict[str, Any], path: Path) -> Rule | None:
        """Reads one rule, or None where its kind is unknown or a field is at fault."""
        before = len(self.faults.problems)
        values: dict[str, Any] = {"id": self.faults.name(data, path)}
        written = self.faults.text(data, "kind", path)
        values |= {key: self.faults.text(data, key, path) for key in ("cite", "words")}
        kind = KINDS.get(written)
        if kind is None:
            if written:
                where = (*path, "kind")
                self.faults.unknown(where, "unknown-kind", "规则类型", written, list(KINDS))
            return None
        self.faults.known(data, [*RULE_KEYS, *kind.params()], path)
        values["strength"] = self.strength(kind, data, path)
        values["tier"] = self.tier(values["id"], data, path)
        for name, param in kind.params().items():
            values[name] = self.field(f"{values['id']}.{name}", param, data, (*path, name))
        optional = {name for name, param in kind.params().items() if param.optional}
        absent = [name for name, value in values.items() if value is None]
        if len(self.faults.problems) > before or not optional.issuperset(absent):
            return None
        clash = kind.contradiction(values)
        if clash is not None:
            field, message, allowed = clash
            self.faults.add((*path, field), "fields-clash", message, allowed=allowed)
            return None
        return kind(**values)

    def strength(self, kind: type[Rule], data: dict[str, Any], path: Path) -> Any:
        """Reads "must" or "should"; the kind's own where nothing is said."""
        strength = data.get("strength", kind.strengths[0])
        if strength not in kind.strengths:
            message = f"{kind.kind} 的 strength 不能是 {shown(strength)}。"
            allowed = "、".join(kind.strengths)
            near = nearest(str(strength), list(kind.strengths))
            where = (*path, "strength")
            self.faults.add(where, "unknown-value", message, allowed=allowed, nearest=near)
        return strength

    def tier(self, rule: str, data: dict[str, Any], path: Path) -> Any:
        """Reads the tier; 1 where nothing is said."""
        tier, where = self.settings.change(f"{rule}.tier", data.get("tier", 1), (*path, "tier"))
        if isinstance(tier, bool) or not isinstance(tier, int) or tier not in TIERS:
            self.faults.mistyped(where, tier, "1、2 或 3")
        return tier

    def field(self, key: str, param: Param, data: dict[str, Any], path: Path) -> Any:
        """Reads one of the kind's own fields: as written, by its parameter, or from [set]."""
        name = str(path[-1])
        value = data.get(name, param.default)
        if param.type == "selections" and not param.least and name not in data:
            return ()
        if param.numeric:
            value, known = self.referred(value, path)
            if not known:
                return None
            value, path = self.settings.change(key, value, path)
        if value is None and param.optional:
            return None
        if value is None:
            self.faults.missing(path[:-1], name, f"{name} = …，{param.allowed}")
            return None
        readers = {"selection": self.select, "selections": self.ranked, "amounts": self.priced}
        return readers.get(param.type, self.plain)(param, value, path)

    def referred(self, value: Any, path: Path) -> tuple[Any, bool]:
        """The value, or that of the parameter it names; and whether there is one."""
        if isinstance(value, str) and value.startswith("$"):
            value = self.settings.refer(value[1:], path)
            return value, value is not None
        return value, True

    def plain(self, param: Param, value: Any, path: Path) -> Any:
        """Reads a number, a choice, a text or ids of rules."""
        if param.type in {"ratio", "rules", "options"}:
            return read_written(param, value, path, self.faults)
        if param.type == "decimal" and isinstance(value, int) and not isinstance(value, bool):
            value = Decimal(value)
        if param.allows(value):
            return value
        right = {"count": int, "decimal": Decimal}.get(param.type, str)
        if isinstance(value, bool) or not isinstance(value, right):
            self.faults.mistyped(path, value, param.allowed)
        elif param.type == "choice":
            self.faults.unknown(path, "unknown-value", "值", str(value), list(param.choices))
        elif param.type in {"text", "rule"}:
            self.faults.mistyped(path, value, param.allowed)
        else:
            message = f"值 {shown(value)} 超出范围。"
            self.faults.add(path, "out-of-range", message, allowed=param.allowed)
        return value

    def ranked(self, param: Param, value: Any, path: Path) -> Any:
        """Reads several selections, in order."""
        if not isinstance(value, list):
            self.faults.mistyped(path, value, param.allowed)
            return None
        if not param.least <= len(value) <= param.most:
            message = f"列出了 {len(value)} 个范围。"
            self.faults.add(path, "out-of-range", message, allowed=param.allowed)
        for place, name in enumerate(value):
            if name in value[:place]:
                message = f"「{name}」列了两次。"
                self.faults.add((*path, place), "listed-twice", message, allowed="只列一次")
        return tuple(self.select(param, v, (*path, i)) for i, v in enumerate(value))

    def priced(self, param: Param, value: Any, path: Path) -> Any:
        """Reads amounts of several selections, in order."""
        if not isinstance(value, dict) or not 1 <= len(value) <= param.most:
            self.faults.mistyped(path, value, param.allowed)
            return None
        found: list[tuple[Selection, Decimal]] = []
        for name, written in value.items():
            where = (*path, name)
            amount, known = self.referred(written, where)
            if not known:
                return None
            decimal = Decimal(amount) if type(amount) is int else amount
            if not param.fits(decimal):
                self.faults.mistyped(where, amount, param.allowed)
            found.append((self.select(param, name, where), decimal))
        return tuple(found)

    def select(self, param: Param, value: Any, path: Path) -> Selection:
        """The selection of this name, or one of everything after a fault."""
        known = list(self.selections[param.table])
        other = [t for t, named in self.selections.items() if str(value) in named]
        if not isinstance(value, str):
            self.faults.mistyped(path, value, param.allowed)
        elif value in known:
            return self.selections[param.table][value]
        elif other:
            wrong, right = TABLES_ZH[other[0]], TABLES_ZH[param.table]
            message = f"「{value}」是{wrong}的范围，这里要{right}的范围。"
            self.faults.add(path, "wrong-table", message, allowed="、".join(known))
        else:
            what = f"{TABLES_ZH[param.table]}范围"
            self.faults.unknown(path, "unknown-selection", what, value, known)
        return Selection("?", "?", param.table, Everything())
