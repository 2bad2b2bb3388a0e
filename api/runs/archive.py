"""Arrays in an .npz whose bytes depend on the arrays alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

_EPOCH = (1980, 1, 1, 0, 0, 0)  # `numpy.savez` would store the time of writing


def write_arrays(path: Path, arrays: Mapping[str, Any], level: int | None = None) -> None:
    """
    Writes arrays (or scalars) to an .npz, in name order; texts become fixed-width texts.

    `level` is how hard to press, 1 to 9; zlib's usual where None.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name in sorted(arrays):
            array = np.asarray(arrays[name])
            if array.dtype == object:
                array = array.astype(str)
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, array, allow_pickle=False)
            entry = zipfile.ZipInfo(f"{name}.npy", _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, buffer.getvalue(), compresslevel=level)


def read_arrays(path: Path) -> dict[str, Any]:
    """Reads what `write_arrays` wrote; raises ValueError or OSError where it is damaged."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
