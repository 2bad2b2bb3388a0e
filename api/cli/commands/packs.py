"""`gangpei packs` and `gangpei packs show`."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
