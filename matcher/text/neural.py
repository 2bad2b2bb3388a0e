"""A local sentence-transformers model as a backend (extra `neural`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt


class NeuralBackend:
    """
    Encodes with a sentence-transformers model that lies in a local folder.

    Models of this kind pad the texts of a batch to one length, so a text's vector
    may differ in the last step of the grid with the texts beside it.

    Parameters
    ----------
    folder
        The folder that `SentenceTransformer.save` wrote.

    Raises
    ------
    FileNotFoundError
        When the folder is not there; a model name is never looked up elsewhere.
    ImportError
        When sentence-transformers is not installed.
    """

    def __init__(self, folder: str | Path) -> None:
        path = Path(folder)
        if not path.is_dir():
            msg = (
                f"Expected a folder with a sentence-transformers model, got {str(path)!r}: "
                "no such folder. Models are read from a local folder only, never downloaded."
            )
            raise FileNotFoundError(msg)
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 (an extra)
        except ImportError as error:
            msg = "A text model needs the extra `neural`: pip install 'gangpei[neural]'."
            raise ImportError(msg) from error
        self._model = SentenceTransformer(str(path), local_files_only=True, device="cpu")

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.floating]:
        """Returns shape (n, m), m being the model's own length."""
        vectors: npt.NDArray[np.floating] = self._model.encode(
            list(texts), batch_size=64, convert_to_numpy=True, show_progress_bar=False
        )
        return vectors
