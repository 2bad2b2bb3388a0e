"""Made-up counties: reproducible rosters in which nobody and nothing is real."""

from models.synth.caseworkers import with_caseworkers
from models.synth.county import AS_OF, County, make_county
from models.synth.ledger import with_ledger
from models.synth.severity import PRESETS, Severity
from models.synth.starts import with_starts
from models.synth.write import write_county

__all__ = [
    "AS_OF",
    "PRESETS",
    "County",
    "Severity",
    "make_county",
    "with_caseworkers",
    "with_ledger",
    "with_starts",
    "write_county",
]
