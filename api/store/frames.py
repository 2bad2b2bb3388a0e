"""An imported roster at hand: its tables as Parquet, its lint as JSON, ready in milliseconds."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from api.personal import for_people, rejected_for_people
from api.store.masking import scrub, unserved
from models.fields import TABLES, Table
from models.roster import REJECTED_SCHEMA, Finding, Roster

LEVELS = ("error", "warning", "note")


def save_roster(roster: Roster, folder: Path) -> dict[str, Any]:
    """
    Writes a roster as the server keeps it, without identity and telephone numbers.

    Parameters
    ----------
    roster
        As `read_roster` returns it.
    folder
        Made where it is absent.

    Returns
    -------
    dict[str, Any]
        What the index holds of it: as_of, sha256, counts (rows per table),
        rejected (rows), levels (findings per level).
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        frame: pl.DataFrame = getattr(roster, name)
        hidden = [pl.lit(None, pl.String).alias(column) for column in unserved(name)]
        frame.with_columns(hidden).write_parquet(folder / f"{name}.parquet")
    roster.rejected.write_parquet(folder / "rejected.parquet")
    findings = [asdict(f) for f in roster.findings]
    facts = {
        "as_of": roster.as_of.isoformat(),
        "sha256": roster.sha256,
        "counts": {name: getattr(roster, name).height for name in TABLES},
        "rejected": roster.rejected.height,
        "levels": {level: sum(f["level"] == level for f in findings) for level in LEVELS},
    }
    text = json.dumps({**facts, "findings": findings}, ensure_ascii=False, indent=1)
    (folder / "lint.json").write_text(text, encoding="utf-8")
    return facts


def load_roster(folder: Path) -> Roster:
    """Reads back what `save_roster` wrote."""
    lint = _lint(folder)
    frames = {
        name: _whole(pl.read_parquet(folder / f"{name}.parquet"), table)
        for name, table in TABLES.items()
        if (folder / f"{name}.parquet").exists()  # rosters kept before a table came to be
    }
    return Roster(
        **frames,
        as_of=date.fromisoformat(lint["as_of"]),
        rejected=pl.read_parquet(folder / "rejected.parquet"),
        findings=tuple(_finding(f) for f in lint["findings"]),
        sha256=lint["sha256"],
        source=str(folder),
    )


def _whole(frame: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The frame in its table's schema; columns that came to be since it was kept are null."""
    return frame.select(
        pl.col(name).cast(dtype) if name in frame.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in table.schema.items()
    )


def load_findings(folder: Path) -> tuple[Finding, ...]:
    """Reads the lint of a stored roster, with numbers that say who somebody is hidden."""
    return tuple(
        _finding({**f, "message": scrub(f["message"]), "where": [scrub(w) for w in f["where"]]})
        for f in _lint(folder)["findings"]
    )


@dataclass(frozen=True)
class Slice:
    """Some rows of a table, and how many rows there are in all."""

    rows: list[dict[str, Any]]
    total: int


def rejected_rows(folder: Path, offset: int, limit: int) -> Slice:
    """Reads some of the rows that were not used, in `REJECTED_SCHEMA`, personal cells hidden."""
    lazy = pl.scan_parquet(folder / "rejected.parquet").select(list(REJECTED_SCHEMA))
    total: int = lazy.select(pl.len()).collect().item()
    rows = rejected_for_people(lazy.slice(offset, limit).collect())
    return Slice(rows.to_dicts(), total)


def lookup(folder: Path, table: str, ids: list[str], columns: list[str]) -> dict[str, Any]:
    """
    Returns some columns of the rows of a stored table that have these keys, by key.

    Names are masked, and other personal columns left out. Empty where the
    roster has been deleted.
    """
    key = TABLES[table].key
    path = folder / f"{table}.parquet"
    if not path.exists():
        return {}
    # Read, then filtered: a lazy filter by many keys takes ten times as long.
    frame = pl.read_parquet(path, columns=[key, *columns]).filter(pl.col(key).is_in(ids))
    return {row[key]: row for row in for_people(frame, TABLES[table]).to_dicts()}


def _lint(folder: Path) -> dict[str, Any]:
    lint: dict[str, Any] = json.loads((folder / "lint.json").read_text(encoding="utf-8"))
    return lint


def _finding(raw: dict[str, Any]) -> Finding:
    return Finding(**{**raw, "where": tuple(raw["where"])})
