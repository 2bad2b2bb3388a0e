"""The people of a group, dealt out over its vehicles."""

from __future__ import annotations

from collections.abc import Sequence

from solver.departures.parties import Party


def seat(parties: Sequence[Party], seats: Sequence[int]) -> list[list[tuple[int, Party]]]:
    """
    Gives every member of some parties a vehicle.

    Vehicles are filled alike: each party, the largest first, goes where the
    largest part of the seats is free. A party that fits nowhere whole is spread
    over several vehicles of the same group.

    Parameters
    ----------
    parties
        Of one group.
    seats
        Of its vehicles; enough for all.

    Returns
    -------
    list
        For each vehicle its people: row among the travellers, and party; by row.
    """
    riders: list[list[tuple[int, Party]]] = [[] for _ in seats]
    free = list(seats)
    for party in sorted(parties, key=lambda p: (-p.size, p.pick_up, p.members)):
        waiting = list(party.members)
        while waiting:
            roomy = max(range(len(seats)), key=lambda v: (free[v] / seats[v], -v))
            whole = [v for v in range(len(seats)) if free[v] >= len(waiting)]
            if whole:
                roomy = max(whole, key=lambda v: (free[v] / seats[v], -v))
            on = waiting[: free[roomy]]
            riders[roomy] += [(row, party) for row in on]
            free[roomy] -= len(on)
            waiting = waiting[len(on) :]
    return [sorted(on, key=lambda rider: rider[0]) for on in riders]
