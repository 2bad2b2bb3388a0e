"""Rule kinds: one dataclass, one file each; and what they weigh in the objective."""

from models.rules.base import Rule
from models.rules.budget import Budget
from models.rules.eligibility import Eligibility
from models.rules.entitlement import Entitlement
from models.rules.exclusive import Exclusive
from models.rules.exposure_cap import ExposureCap
from models.rules.hire_share import HireShare
from models.rules.household_cap import HouseholdCap
from models.rules.household_guarantee import HouseholdGuarantee
from models.rules.indicator import Indicator
from models.rules.objective import bonus, household_penalty, penalty
from models.rules.parity import Parity
from models.rules.post_share import PostShare
from models.rules.priority import Priority
from models.rules.push_minimum import PushMinimum
from models.rules.selection import Selection
from models.rules.service_minimum import ServiceMinimum
from models.rules.subsidy import Subsidy
from models.rules.target import Target
from models.rules.term_limit import TermLimit
from models.rules.threshold import Threshold

KINDS: dict[str, type[Rule]] = {
    kind.kind: kind
    for kind in (
        Eligibility,
        PostShare,
        HireShare,
        HouseholdGuarantee,
        HouseholdCap,
        PushMinimum,
        ExposureCap,
        Priority,
        Target,
        Budget,
        TermLimit,
        Parity,
        Indicator,
        ServiceMinimum,
        Subsidy,
        Threshold,
        Exclusive,
    )
}
"""Every rule kind that a pack may use, by its name there."""

__all__ = [
    "KINDS",
    "Budget",
    "Eligibility",
    "Entitlement",
    "Exclusive",
    "ExposureCap",
    "HireShare",
    "HouseholdCap",
    "HouseholdGuarantee",
    "Indicator",
    "Parity",
    "PostShare",
    "Priority",
    "PushMinimum",
    "Rule",
    "Selection",
    "ServiceMinimum",
    "Subsidy",
    "Target",
    "TermLimit",
    "Threshold",
    "bonus",
    "household_penalty",
    "penalty",
]
