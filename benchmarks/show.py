"""Outcomes as text for a terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict

from benchmarks.outcome import Cell, Outcome, Table


def as_text(outcome: Outcome) -> str:
    """Lays an outcome out in aligned columns."""
    parts = [outcome.title]
    for table in outcome.tables:
        parts += ["", table.caption, *_aligned(table)]
    parts += [""] * bool(outcome.notes) + [f"- {note}" for note in outcome.notes]
    return "\n".join(parts) + "\n"


def as_markdown(outcome: Outcome) -> str:
    """Lays an outcome out as a section of a Markdown report."""
    parts = [f"## {outcome.name}", "", outcome.title]
    for table in outcome.tables:
        head = [*table.rows[0]] if table.rows else []
        lines = [head, ["---"] * len(head), *([as_cell(c) for c in r.values()] for r in table.rows)]
        parts += ["", f"**{table.caption}**", ""]
        parts += [
            f"| {' | '.join(cell.replace('|', '/') for cell in line)} |" for line in lines if line
        ]
    parts += [""] * bool(outcome.notes) + [f"- {note}" for note in outcome.notes]
    return "\n".join(parts) + "\n"


def as_json(outcome: Outcome) -> str:
    """The whole outcome on one line."""
    return json.dumps(asdict(outcome), ensure_ascii=False, allow_nan=False) + "\n"


def _aligned(table: Table) -> list[str]:
    if not table.rows:
        return ["(none)"]
    lines = [[*table.rows[0]], *([as_cell(cell) for cell in row.values()] for row in table.rows)]
    widths = [max(len(line[k]) for line in lines) for k in range(len(lines[0]))]
    numeric = [not isinstance(cell, str) for cell in table.rows[0].values()]
    return [
        "  ".join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, numeric, strict=True)
        ).rstrip()
        for line in lines
    ]


def as_cell(cell: Cell) -> str:
    """One figure as people read it; - where it is not known."""
    if cell is None:
        return "-"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        if cell and abs(cell) < 0.001:
            return f"{cell:.2e}"
        return f"{cell:,.2f}" if abs(cell) >= 100 else f"{cell:.4g}"
    return cell
