"""One market, brought to rest."""

from __future__ import annotations

import numpy as np

from solver.auction.bidding import forward, reverse, wanting
from solver.auction.market import Market

SLACK = 1  # prices first fall by so many epsilons: bids up are cheaper than holes filled


def settle(market: Market, epsilon: int, fall: int = 0, steps: int = 1 << 60) -> None:
    """
    Brings a market to rest within epsilon.

    Parameters
    ----------
    market
        Changed in place.
    epsilon
        Least raise of a bid, in units, >= 1.
    fall
        How much all prices fall before the first bid, in units. A price that is
        too low is bid up at once; one too high has to come down step by step.
    steps
        How often prices of places with holes are lowered at most.
    """
    workers = market.have.size
    if fall:
        market.price[:] = np.maximum(market.price - fall, market.least)
    stack = np.empty(workers, dtype=np.int64)
    waiting = np.zeros(workers, dtype=np.bool_)
    size = wanting(market, epsilon, stack, waiting)
    forward(market, epsilon, stack, size, waiting)
    reverse(market, epsilon, steps)


def cool(market: Market, epsilons: tuple[int, ...], first_fall: int) -> None:
    """Settles at falling epsilons (epsilon scaling: Bertsekas 1979)."""
    fall = first_fall
    for epsilon in epsilons:
        settle(market, epsilon, fall)
        fall = SLACK * epsilon
