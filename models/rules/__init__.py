"""Rule kinds: one dataclass, one file each; and what they weigh in the objective."""

from models.rules.base import Rule
from models.rules.eligibility import Eligibility
from models.rules.exposure_cap import ExposureCap
from models.rules.household_cap import HouseholdCap
from models.rules.household_guarantee import HouseholdGuarantee
from models.rules.objective import bonus, household_penalty, penalty
from models.rules.post_share import PostShare
from models.rules.priority import Priority
from models.rules.push_minimum import PushMinimum
from models.rules.selection import Selection

KINDS: dict[str, type[Rule]] = {
    kind.kind: kind
    for kind in (
        Eligibility,
        PostShare,
        HouseholdGuarantee,
        HouseholdCap,
        PushMinimum,
        ExposureCap,
        Priority,
    )
}
"""Every rule kind that a pack may use, by its name there."""

__all__ = [
    "KINDS",
    "Eligibility",
    "ExposureCap",
    "HouseholdCap",
    "HouseholdGuarantee",
    "PostShare",
    "Priority",
    "PushMinimum",
    "Rule",
    "Selection",
    "bonus",
    "household_penalty",
    "penalty",
]
