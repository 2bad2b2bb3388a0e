"""The frontier between two aims: what is better in the one is worse in the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.units import BoolArray


def undominated(first: npt.ArrayLike, second: npt.ArrayLike) -> BoolArray:
    """
    Which points no other point beats in both aims.

    Parameters
    ----------
    first, second
        Shape (n,): the more the better. A point beats another that it equals in
        one aim and exceeds in the other; of equal points all are kept. NaN is
        "not known", and on no frontier.

    Returns
    -------
    BoolArray
        Shape (n,).
    """
    a, b = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    known = ~(np.isnan(a) | np.isnan(b))
    kept = known.copy()
    best, best_at = -np.inf, -np.inf  # of the second aim so far, and at which first
    for index in np.lexsort((-b, -a)).tolist():
        if not known[index]:
            continue
        kept[index] = b[index] > best or (b[index] == best and a[index] == best_at)
        if b[index] > best:
            best, best_at = b[index], a[index]
    return kept
