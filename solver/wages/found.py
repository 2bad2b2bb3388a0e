"""What wages proved, as an answer and its certificate state it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.units import IntArray


@dataclass(frozen=True)
class Wages:
    """
    Wages, and the employers whose people were decided in whole at these.

    Parameters
    ----------
    wage
        Shape (W,): what each worker gains where such an employer hires, in units.
    rules, entities, employer
        Rows that are kept in whole, shapes (R,): rule, entity, and whose they are.
    gain
        Shape (E,): the most that each employer gains at these wages, in units.
    bound
        No answer is worth more, over all pairs, in units above `Problem.lost`.
    priced_bound
        The bound of the prices alone, in value.
    """

    wage: IntArray
    rules: tuple[str, ...]
    entities: tuple[str, ...]
    employer: IntArray
    gain: IntArray
    bound: int
    priced_bound: float

    def told(self) -> dict[str, Any]:
        """What run.json says of it."""
        return {"employers": int(self.gain.size), "priced_bound": self.priced_bound}

    def certificate(self) -> dict[str, Any]:
        """What proves it again, beside the prices."""
        return {
            "wage": self.wage,
            "whole_rule": np.array(self.rules, dtype=np.str_),
            "whole_entity": np.array(self.entities, dtype=np.str_),
            "whole_employer": self.employer,
            "whole_gain": self.gain,
        }
