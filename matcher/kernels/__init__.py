"""
Compiled loops over pairs.

Everything is single precision, and exact where it must be: coordinates of
vectors are multiples of 2**-11, so a dot product is the same in any order of
summation; values are rounded to whole units, so differences with prices are
exact. A pair has one value, wherever it is computed. Fast-math is allowed only
in sums of such products, where it cannot change the result.

    pair      value and eligibility of given pairs
    nearest   the vacancies that somebody misses by least
    bound     what a block of like workers can gain at most
    search    one worker's best pairs, by the bounds
    heap      the best pairs so far
    sweep     all of it, block by block

A function is compiled into its callers, and numba looks only at the caller's file
to see whether its cache is good: after a change, `find matcher -name "*.nbi" -delete`.
"""

from matcher.kernels.bound import cut
from matcher.kernels.heap import LOWEST, unpack
from matcher.kernels.nearest import nearest_refused
from matcher.kernels.pair import allowed_at, some_allowed, somebody_allowed, values_at
from matcher.kernels.sweep import sweep

__all__ = [
    "LOWEST",
    "allowed_at",
    "cut",
    "nearest_refused",
    "some_allowed",
    "somebody_allowed",
    "sweep",
    "unpack",
    "values_at",
]
