"""What the world is: rosters, places, categories, and the policies that speak of them."""

from models.packs import Pack, load_pack
from models.roster import Roster

__all__ = ["Pack", "Roster", "load_pack"]
