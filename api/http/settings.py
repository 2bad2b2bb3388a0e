"""What may be set of a server, in one place."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class Settings:
    """
    Settings of a server.

    Parameters
    ----------
    upload_bytes
        Greatest size of one upload, all its files together; >= 1.
    upload_files
        Most files in one upload; >= 1.
    import_seconds
        An import that takes longer is ended; > 0.
    processes
        How many runs go at the same time, each in a process of its own; >= 1.
    warm
        How many (roster, pack) pairs stay loaded for answers at once; >= 1.
    """

    upload_bytes: int = 512 * MIB
    upload_files: int = 20
    import_seconds: float = 1800.0
    processes: int = 1
    warm: int = 2

    def __post_init__(self) -> None:
        for name in ("upload_bytes", "upload_files", "import_seconds", "processes", "warm"):
            if not getattr(self, name) > 0:
                msg = f"Expected {name} > 0, got {getattr(self, name)}."
                raise ValueError(msg)


PAGE = 100  # rows of a page where nothing is said
PAGE_MOST = 1000
RANKED = 10  # posts of a worker, candidates of a vacancy where nothing is said
RANKED_MOST = 200
