"""The row of a release in history.md, from what a report found."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.outcome import Cell, Outcome
from benchmarks.show import as_cell

# heading, benchmark, table, row, column
COLUMNS = (
    ("allocate s", "allocate", 0, 0, "seconds"),
    ("gap %", "allocate", 0, 0, "gap %"),
    ("musts short", "allocate", 0, 0, "musts short"),
    ("MiB", "allocate", 0, 0, "peak MiB"),
    ("passes", "allocate", 0, 0, "passes"),
    ("plain passes' worth", "allocate", 0, 0, "plain passes' worth"),
    ("push s", "push", 0, 0, "seconds"),
    ("push exceptions", "push", 2, 0, "exceptions"),
    ("pushes/opening, largest", "push", 3, 0, "largest per opening"),
    ("naive, largest", "push", 3, 1, "largest per opening"),
    ("Gini", "push", 3, 0, "Gini"),
    ("naive Gini", "push", 3, 1, "Gini"),
    ("coverage %", "push", 3, 0, "coverage %"),
    ("loss of 20 best %", "shortlist_loss", 0, 1, "value lost %"),
)


def history_row(outcomes: Sequence[Outcome], day: str, machine: str, version: str) -> list[str]:
    """Heading, rule and row in Markdown; '-' where a benchmark was not run."""
    found = {outcome.name: outcome for outcome in outcomes}
    head = ["version", "date", "machine", *(column[0] for column in COLUMNS)]
    cells = [version, day, machine]
    for _, name, table, row, column in COLUMNS:
        cell: Cell = None
        if name in found:
            cell = found[name].tables[table].rows[row][column]
        cells.append(as_cell(cell))
    return [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), cells)]
