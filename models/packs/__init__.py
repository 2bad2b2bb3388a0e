"""Policy packs: TOML files of declared rules, each with the clause it comes from."""

from models.packs.load import list_packs, load_pack
from models.packs.pack import Pack, Parameter
from models.packs.problem import PackError, PackProblem

__all__ = ["Pack", "PackError", "PackProblem", "Parameter", "list_packs", "load_pack"]
