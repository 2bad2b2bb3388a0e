"""What a pack gives reason to look at in a roster, beside what any roster does."""

from __future__ import annotations

from models.lint.contracts import contract_findings
from models.lint.parity import parity_findings
from models.packs import Pack
from models.roster import Finding, Roster


def pack_findings(roster: Roster, pack: Pack) -> tuple[Finding, ...]:
    """Returns wages that are not alike or below a floor, then contracts that are too long."""
    return (*parity_findings(roster, pack), *contract_findings(roster, pack))
