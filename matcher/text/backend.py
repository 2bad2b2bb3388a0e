"""What turns distinct texts into raw vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Backend(Protocol):
    """A model of texts. The vector of a text must not depend on the other texts."""

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.floating]:
        """Returns shape (n, m), of any length; a row of zeros where a text says nothing."""
        ...
