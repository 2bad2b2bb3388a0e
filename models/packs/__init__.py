"""Policy packs: TOML files of declared rules, each with the clause it comes from."""

from models.packs.diff import Difference, differences
from models.packs.load import list_packs, load_pack
from models.packs.pack import Pack, Parameter
from models.packs.problem import PackError, PackProblem
from models.packs.review import review

__all__ = [
    "Difference",
    "Pack",
    "PackError",
    "PackProblem",
    "Parameter",
    "differences",
    "list_packs",
    "load_pack",
    "review",
]
