"""All checks of a roster's content, one after the other."""

from __future__ import annotations

from models.lint.conditions import protected_conditions
from models.lint.groups import group_findings
from models.lint.households import household_findings
from models.lint.posts import post_findings
from models.lint.services import service_findings
from models.lint.workers import worker_findings
from models.roster import Finding, Roster

LEAST_WAGE = 1500.0  # yuan/month, below every province's minimum wage


def lint(roster: Roster, *, minimum_wage: float = LEAST_WAGE) -> tuple[Finding, ...]:
    """
    Returns what is worth looking at in a roster's content, the gravest first.

    Nothing here changes the roster: conditions that the law forbids are named
    because they are not used. How the files themselves read is said by
    `models.reading.read_roster`, which puts both into `Roster.findings`.

    Parameters
    ----------
    roster
        Any roster; empty tables give no findings.
    minimum_wage
        The local minimum wage for full-time work, yuan a month.
    """
    findings = [
        *protected_conditions(roster.vacancies),
        *worker_findings(roster),
        *post_findings(roster, minimum_wage),
        *household_findings(roster),
        *group_findings(roster),
        *service_findings(roster),
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(findings, key=lambda finding: order[finding.level]))
