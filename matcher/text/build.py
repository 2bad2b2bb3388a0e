"""
Fits the vectors of the occupations and writes data/occupation_vectors.npz.

    python -m matcher.text.build

To be run after a change of data/occupations.csv or data/everyday_words.csv; a
test says when it is due.
"""

from __future__ import annotations

from matcher.text.space import STORED, write

if __name__ == "__main__":
    write()
    print(f"{STORED.name} written")
