"""Policy packs, the occupation table and small samples, each with its source and licence."""

from pathlib import Path

DATA = Path(__file__).parent
