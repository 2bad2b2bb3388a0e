"""`gangpei packs`, and `packs show`, `check` and `diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.commands.lint import vars_of
from api.cli.faults import AT_FAULT
from api.cli.options import Json
from api.cli.show import as_json, sections

app = typer.Typer(
    invoke_without_command=True,
    help="政策包：有哪些，各条规则出自哪一条款。The policies, with their clauses.",
    rich_markup_mode=None,
)

PackId = Annotated[
    str, typer.Argument(metavar="ID|FILE", help="政策包编号或文件。", show_default=False)
]

OtherId = Annotated[
    str, typer.Argument(metavar="ID|FILE", help="与之比较的政策包。", show_default=False)
]
PackFile = Annotated[
    str,
    typer.Argument(metavar="FILE", help="要检查的政策包文件（或编号）。", show_default=False),
]
WithData = Annotated[
    Path | None,
    typer.Option(
        "--data",
        help="再对照一份花名册检查：哪些规则选不到人或岗位，工资是否统一。Check beside a roster.",
        show_default=False,
    ),
]
WORDS = {
    "title": "标题",
    "place": "区划代码",
    "document": "文件",
    "issued": "印发日期",
    "valid_from": "施行日期",
    "valid_to": "截止日期",
    "status": "状态",
    "value": "数值",
    "comment": "说明",
    "label": "名称",
    "condition": "条件",
    "kind": "类型",
    "cite": "条款",
    "words": "原文",
    "strength": "强度",
    "tier": "级别",
}


@app.callback()
def packs(ctx: typer.Context, json: Json = False) -> None:
    """政策包：有哪些，各条规则出自哪一条款。The policies, with their clauses."""
    if ctx.invoked_subcommand is None:
        _list(json)


@app.command("list")
def list_packs(json: Json = False) -> None:
    """列出自带的政策包。Lists the packs that come with the engine."""
    _list(json)


@app.command("show")
def show(pack: PackId, json: Json = False) -> None:
    """列出一个政策包的全部规则和条款。Shows the rules of a pack, with their clauses."""
    from models.packs import load_pack

    loaded = load_pack(pack)
    if json:
        as_json(plain(loaded))
    else:
        typer.echo("\n".join(loaded.describe()))


@app.command("check")
def check(pack: PackFile, data: WithData = None, json: Json = False) -> None:
    """检查一个政策包：错误、注意事项、各条规则的意思。Faults, warnings, what the rules say."""
    from models.packs import PackError, load_pack, review
    from models.packs.pack import ROLES_ZH

    try:
        loaded = load_pack(pack)
    except PackError as error:
        if not json:
            raise
        as_json({"usable": False, "problems": [vars_of(p) for p in error.problems]})
        raise typer.Exit(AT_FAULT) from error
    warnings: list[Any] = list(review(loaded))
    findings: list[Any] = []
    if data is not None:
        from models.lint import pack_findings
        from models.reading import read_roster

        roster = read_roster(data)
        warnings += loaded.warnings(roster)
        findings += pack_findings(roster, loaded)
    if json:
        said = {"warnings": warnings, "findings": findings}
        rows = {name: [vars_of(item) for item in items] for name, items in said.items()}
        as_json({"usable": True, "problems": [], **rows, "pack": plain(loaded)})
        return
    content = [(f"{loaded.id}  {loaded.title}：没有错误", [[f"{len(loaded.rules)} 条规则"]])]
    notes = [[str(problem)] for problem in warnings]
    notes += [[finding.message, "、".join(finding.where[:3])] for finding in findings]
    if notes:
        content.append((f"注意（{len(notes)} 项）", notes))
    for role, label in ROLES_ZH.items():
        rules = [rule for rule in loaded.rules if rule.role == role]
        if rules:
            lines = [[rule.id, f"{rule.statement}（{rule.cite}）"] for rule in rules]
            content.append((f"{label}（{len(rules)} 条）", lines))
    sections(content)


@app.command("diff")
def diff(before: PackId, after: OtherId, json: Json = False) -> None:
    """比较两个政策包：规则的增减和数字的变化。What the second says otherwise than the first."""
    from models.packs import differences, load_pack
    from models.rules.params import SECTION, TABLES_ZH

    ranges = {section: f"{TABLES_ZH[table]}范围" for table, section in SECTION.items()}
    parts = {"pack": "文件", "parameters": "可调参数", **ranges, "rule": "规则"}
    found = differences(load_pack(before), load_pack(after))
    if json:
        as_json([vars_of(difference) for difference in found])
    elif not found:
        typer.echo("两个政策包的内容相同。")
    else:
        sections(
            [
                (label, [_changed(d) for d in found if d.part == part])
                for part, label in parts.items()
                if any(d.part == part for d in found)
            ]
        )


def _changed(difference: Any) -> list[str]:
    """A difference as one line for people."""
    before, after = difference.before, difference.after
    if not difference.field:
        return [difference.name, f"新增：{after}" if before is None else f"删去：{before}"]
    what = WORDS.get(difference.field, difference.field)
    changed = f"{what} 由「{before or '（无）'}」改为「{after or '（无）'}」"
    return [difference.name, changed] if difference.name else [changed]


def plain(pack: Any) -> dict[str, Any]:
    """A pack as plain data."""
    return {
        "id": pack.id,
        "title": pack.title,
        "document": pack.document,
        "valid_from": pack.valid_from.isoformat(),
        "valid_to": pack.valid_to.isoformat() if pack.valid_to else None,
        "status": pack.status,
        "sha256": pack.sha256,
        "parameters": {p.name: str(p.value) for p in pack.parameters.values()},
        "rules": [
            {
                "id": rule.id,
                "kind": rule.kind,
                "role": rule.role,
                "statement": rule.statement,
                "cite": rule.cite,
                "words": rule.words,
                "strength": rule.strength,
                "tier": rule.tier,
                "jobs": sorted(rule.jobs),
            }
            for rule in pack.rules
        ],
    }


def _list(json: bool) -> None:
    from models.packs import list_packs as ids
    from models.packs import load_pack

    found = [plain(load_pack(name)) for name in ids()]
    if json:
        as_json([{"id": p["id"], "title": p["title"], "rules": len(p["rules"])} for p in found])
    else:
        sections([("政策包", [[p["id"], p["title"], f"{len(p['rules'])} 条规则"] for p in found])])
