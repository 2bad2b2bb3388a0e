"""The 2022 national classification of occupations, and everyday text to its codes."""

from matcher.occupations.coder import OccupationCoder, Ranked, shared_coder
from matcher.occupations.table import Occupation, groups_of, load_occupations

__all__ = [
    "Occupation",
    "OccupationCoder",
    "Ranked",
    "groups_of",
    "load_occupations",
    "shared_coder",
]
