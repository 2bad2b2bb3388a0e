"""A policy pack: one document's rules, ready to be applied."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.packs.positions import Path, Positions
from models.packs.problem import PackProblem
from models.roster import Roster
from models.rules import PostShare, Rule, Selection
from models.rules.params import TABLES_ZH

STATUSES = {"in_force": "有效", "expired": "已到期", "draft": "草案"}
ROLES_ZH = {"allocation": "安置规则", "accounting": "待遇核算", "monitoring": "监测"}


@dataclass(frozen=True)
class Parameter:
    """A number that a centre may turn: its name, its value now, what it means."""

    name: str
    value: int | Decimal
    comment: str


@dataclass(frozen=True)
class Pack:
    """
    A policy pack.

    Parameters
    ----------
    id, title, place, document, issued, valid_from, valid_to, status
        As its [pack] says; `place` is a division code, `valid_to` None where it
        is in force until further notice.
    path
        The file, as messages name it.
    source_bytes
        The whole pack as a TOML file: enough to read it again, settings included.
    rules
        In the file's order.
    selections
        By table ("workers", "vacancies", "households", "employers") and name.
    parameters
        By name, with the values now in force.
    settings
        What [set] changes: "RULE.FIELD" or a parameter's name, to its value.
    """

    id: str
    title: str
    place: str
    document: str
    issued: date
    valid_from: date
    valid_to: date | None
    status: str
    path: str
    source_bytes: bytes
    rules: tuple[Rule, ...]
    selections: dict[str, dict[str, Selection]]
    parameters: dict[str, Parameter]
    settings: dict[str, Any]
    positions: Positions = field(repr=False, compare=False)

    @property
    def sha256(self) -> str:
        """Of `source_bytes`."""
        return hashlib.sha256(self.source_bytes).hexdigest()

    def rules_for(self, job: str) -> tuple[Rule, ...]:
        """The rules that a job ("allocate", "push", "shortlist") obeys, in the file's order."""
        return tuple(r for r in self.rules if job in r.jobs)

    def rule(self, name: str) -> Rule:
        """The rule of this id; raises KeyError where there is none."""
        for rule in self.rules:
            if rule.id == name:
                return rule
        raise KeyError(name)

    def with_parameters(self, changes: Mapping[str, str | int | Decimal]) -> Pack:
        """
        The same pack with other numbers.

        Parameters
        ----------
        changes
            "RULE.FIELD" (any number of any rule, its tier too) or a parameter's
            name, to the new value. Changes add to those made before.

        Returns
        -------
        Pack
            Its `source_bytes` hold the changes in a [set] table.

        Raises
        ------
        PackError
            For a name that does not exist or a value that is not allowed.
        """
        from models.packs.load import with_settings  # noqa: PLC0415 -- the reader makes packs

        return with_settings(self, changes)

    def warnings(self, roster: Roster) -> tuple[PackProblem, ...]:
        """
        What is allowed, but looks wrong with this roster.

        A selection that selects nothing here (a slip of the pen, or nobody of
        that kind), a share none of whose posts is new, a pack not in force on
        the reference day.
        """
        found = self._out_of_force(roster)
        empty: dict[tuple[str, str], bool] = {}
        for index, rule in enumerate(self.rules):
            if rule.role == "accounting":  # most rosters have no ledger of what it pays for
                continue
            for name, selections in rule.selections().items():
                for place, selection in enumerate(selections):
                    key = (selection.table, selection.name)
                    if key not in empty:
                        empty[key] = not selection.mask(roster).any()
                    if empty[key]:
                        path: Path = ("rule", index, name, place)
                        text = (
                            f"「{selection.label}」（{selection.name}）在这份名册中没有选到任何"
                            f"{TABLES_ZH[selection.table]}，这条规则对其不起作用。"
                        )
                        found.append(self._warning("selects-nothing", path, rule.id, text))
            if isinstance(rule, PostShare) and _none_new(rule, roster):
                text = f"「{rule.posts.label}」中没有新增岗位，这条规则不起作用。"
                path = ("rule", index, "posts")
                found.append(self._warning("selects-nothing", path, rule.id, text))
        return tuple(found)

    def describe(self) -> list[str]:
        """Lines for people: what the pack is, and each rule with its clause."""
        until = f"至 {self.valid_to}" if self.valid_to else "起"
        lines = [
            f"{self.id}  {self.title}",
            f"  文件：{self.document}",
            f"  印发 {self.issued}，施行 {self.valid_from} {until}，{STATUSES[self.status]}",
            f"  区划代码 {self.place}",
        ]
        for rule in self.rules:
            lines += [
                f"  {rule.id}（{rule.kind}，{_level(rule)}）",
                f"    {rule.statement}",
                f"    依据 {rule.cite}：{rule.words}",
            ]
        if self.parameters:
            lines.append("  可调参数")
            lines += [f"    {p.name} = {p.value}  {p.comment}" for p in self.parameters.values()]
        if self.settings:
            lines.append("  本次调整")
            lines += [f"    {key} = {value}" for key, value in self.settings.items()]
        return lines

    def _out_of_force(self, roster: Roster) -> list[PackProblem]:
        late = self.valid_to is not None and roster.as_of > self.valid_to
        if not late and roster.as_of >= self.valid_from:
            return []
        key = "valid_to" if late else "valid_from"
        until = self.valid_to or "另行通知"
        text = f"名册的基准日 {roster.as_of} 不在文件施行期内（{self.valid_from} 至 {until}）。"
        return [self._warning("not-in-force", ("pack", key), "pack", text)]

    def _warning(self, code: str, path: Path, where: str, text: str) -> PackProblem:
        return PackProblem(code, self.path, self.positions.line(path), where, text)


def _level(rule: Rule) -> str:
    """How strictly a rule of the allocation holds; what else a rule is for."""
    if rule.role != "allocation":
        return ROLES_ZH[rule.role]
    return f"{'必须' if rule.strength == 'must' else '应当'}，第 {rule.tier} 级"


def _none_new(rule: PostShare, roster: Roster) -> bool:
    """Whether posts are selected, and none of them is new."""
    return bool(rule.posts.mask(roster).any()) and not rule.counted(roster).any()
