"""Policy packs."""

from __future__ import annotations

from fastapi import APIRouter

from api.http.bodies.packs import Pack, PackHead, PackList, PackSummary, Rule
from api.http.openapi import told
from api.store.errors import NotFoundError
from models.packs import list_packs, load_pack
from models.packs.pack import Pack as Policy

router = APIRouter(prefix="/v1/packs", tags=["packs"])


def known_pack(key: str) -> Policy:
    """Loads a pack that comes with the program; raises NotFoundError for any other name or path."""
    known = list_packs()
    if key not in known:
        raise NotFoundError("pack", key, f"可用：{'、'.join(known)}。")
    return load_pack(key)


@router.get("", summary="All packs", responses=told())
def packs() -> PackList:
    """Lists the packs that a run may name."""
    found = [load_pack(key) for key in list_packs()]
    items = [
        PackSummary.model_validate({**_head(pack), "rules": len(pack.rules)}) for pack in found
    ]
    return PackList(items=items)


@router.get("/{pack_id}", summary="One pack, with its clauses", responses=told(404))
def pack(pack_id: str) -> Pack:
    """Shows the rules of a pack and the clause of each."""
    found = known_pack(pack_id)
    rules = [{name: getattr(rule, name) for name in Rule.model_fields} for rule in found.rules]
    return Pack.model_validate({**_head(found), "rules": rules})


def _head(pack: Policy) -> dict[str, object]:
    return {name: getattr(pack, name) for name in PackHead.model_fields}
