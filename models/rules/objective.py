"""
What rules weigh in the objective: sum of values + bonuses - penalty x shortfall.

A value lies in [0, 1]. Holding one unit more of a rule means moving people
along a chain: the first takes the post, whoever held it moves on or goes
without. Every post on the chain loses at most its value and its bonus: a
chain over k posts costs at most k * (1 + b), where b is the largest bonus on
it. A single exchange (one person out, one in, and the post that the second
left) touches two posts.

    strength  tier 1  tier 2  tier 3      outweighs, without bonuses
    must        16       8       4        every chain of under 16, 8, 4 posts
    should       4       2       1        every chain of under 4, 2, 1 posts

So one unit of any `must` rule outweighs every single exchange of value (2),
in tier 1 also under bonuses up to 6 (2 * (1 + 6) = 14 < 16), which is why a
priority order has at most `LONGEST_ORDER` groups. A unit of a higher tier is
worth two of the next, and a `must` of the lowest tier as much as a `should`
of the highest. Larger numbers would bring nothing but coarser prices: all
prices stay below 64, where whole units are exact (`matcher.units`). A rule
that is short in the answer is always named, whatever its penalty was.
"""

from __future__ import annotations

from models.rules.base import STRENGTHS, TIERS

LONGEST_ORDER = 6
_URGENT, _SOON = 7, 14  # days to the deadline of a household
_PENALTY = {"must": (16.0, 8.0, 4.0), "should": (4.0, 2.0, 1.0)}


def penalty(strength: str, tier: int) -> float:
    """
    Value lost for each unit that a rule is short.

    Parameters
    ----------
    strength
        "must" or "should".
    tier
        1 to 3.

    Raises
    ------
    ValueError
        For another strength or tier.
    """
    if strength not in STRENGTHS or tier not in TIERS:
        msg = f"Expected strength in {STRENGTHS} and tier in {TIERS}, got {strength!r}, {tier!r}."
        raise ValueError(msg)
    return _PENALTY[strength][tier - 1]


def bonus(place_in_order: int, length: int) -> float:
    """
    Value added to a pair whose worker stands in a priority's order.

    Parameters
    ----------
    place_in_order
        0 for the group listed first. A worker in several groups takes the first.
    length
        Number of groups, 1 to `LONGEST_ORDER`.

    Returns
    -------
    float
        length - place_in_order: the last group has 1.0, each one before it 1.0
        more. One step outweighs any difference of value between two people.

    Raises
    ------
    ValueError
        When the place is not in the order.
    """
    if not 0 <= place_in_order < length <= LONGEST_ORDER:
        msg = f"Expected 0 <= place < length <= {LONGEST_ORDER}, got {place_in_order}, {length}."
        raise ValueError(msg)
    return float(length - place_in_order)


def household_penalty(strength: str, tier: int, days_left: int | None) -> float:
    """
    Value lost where a guaranteed household is short, by how near its deadline is.

    Parameters
    ----------
    strength, tier
        As for `penalty`.
    days_left
        Days from the reference day to the deadline, negative when it has
        passed; None where the household was never registered.

    Returns
    -------
    float
        `penalty`, and a quarter more with at most a week left, an eighth more
        with at most two: in tier 1 that is 4 and 2, each step more than any
        single exchange of value, so the nearer deadline goes first.
    """
    base = penalty(strength, tier)
    if days_left is None or days_left > _SOON:
        return base
    return base * (1.25 if days_left <= _URGENT else 1.125)
