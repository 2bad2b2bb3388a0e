"""The row of a release in history.md, from what a report found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.outcome import Cell, Outcome
from benchmarks.show import as_cell

RACE = "ours is so many times as fast"


@dataclass(frozen=True)
class Column:
    """
    One figure of the history.

    Parameters
    ----------
    heading
        In history.md.
    benchmark, table
        Where it stands; a negative table counts from the last.
    row
        Which row: its index, or what stands in it; None: how many rows there are.
    cell
        Name of the column there; "" where rows are counted.
    """

    heading: str
    benchmark: str
    table: int
    row: int | Mapping[str, Cell] | None
    cell: str

    def of(self, outcome: Outcome) -> Cell:
        """The figure in an outcome; None where the outcome has no such row."""
        rows = outcome.tables[self.table].rows
        if self.row is None:
            return len(rows)
        if isinstance(self.row, int):
            return rows[self.row][self.cell] if self.row < len(rows) else None
        wanted = self.row.items()
        return next((r[self.cell] for r in rows if wanted <= r.items()), None)


COLUMNS = (
    Column("allocate s", "allocate", 0, 0, "seconds"),
    Column("gap %", "allocate", 0, 0, "gap %"),
    Column("musts short", "allocate", 0, 0, "musts short"),
    Column("MiB", "allocate", 0, 0, "peak MiB"),
    Column("passes", "allocate", 0, 0, "passes"),
    Column("plain passes' worth", "allocate", 0, 0, "plain passes' worth"),
    Column("push s", "push", 0, 0, "seconds"),
    Column("push exceptions", "push", 2, 0, "exceptions"),
    Column("pushes/opening, largest", "push", 3, 0, "largest per opening"),
    Column("naive, largest", "push", 3, 1, "largest per opening"),
    Column("Gini", "push", 3, 0, "Gini"),
    Column("naive Gini", "push", 3, 1, "Gini"),
    Column("coverage %", "push", 3, 0, "coverage %"),
    Column("loss of 20 best %", "shortlist_loss", 0, 1, "value lost %"),
    Column("cliffs", "severity", -1, None, ""),
    Column("x CP-SAT", "peers", 0, {"workers": 20_000, "peer": "CP-SAT"}, RACE),
    Column("x HiGHS MIP", "peers", 0, {"workers": 20_000, "peer": "HiGHS MIP"}, RACE),
    Column("dualip s", "dualip", 0, 0, "seconds"),
    Column("dualip gap %", "dualip", 0, 0, "gap %"),
)


def history_row(outcomes: Sequence[Outcome], day: str, machine: str, version: str) -> list[str]:
    """Heading, rule and row in Markdown; '-' where a benchmark was not run."""
    found = {outcome.name: outcome for outcome in outcomes}
    head = ["version", "date", "machine", *(column.heading for column in COLUMNS)]
    cells = [version, day, machine]
    for column in COLUMNS:
        outcome = found.get(column.benchmark)
        cells.append(as_cell(None if outcome is None else column.of(outcome)))
    return [f"| {' | '.join(line)} |" for line in (head, ["---"] * len(head), cells)]
