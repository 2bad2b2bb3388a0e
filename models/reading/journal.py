"""Everything that reading has to say: problems, findings, rows and cells not used."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from models.fields import Field, Kind, Table
from models.reading.limits import WHERE
from models.reading.problems import Problem, RosterError
from models.roster import REJECTED_SCHEMA, Finding

ROW, SOURCE = "__row", "__source"
_ROW_UNUSED = "本行未用："
_CELL_UNUSED = "本行已用，此格未用："


@dataclass
class Journal:
    """
    Collects while a roster is read; nothing is lost and nothing is said twice.

    `sources` names file and sheet of each grid; frames refer to them by number
    in the column `__source`, and to their rows in `__row`.
    """

    sources: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rejections: list[pl.DataFrame] = field(default_factory=list)

    def add_source(self, file: str, sheet: str) -> int:
        """Returns the number of a new source."""
        self.sources.append((file, sheet))
        return len(self.sources) - 1

    def raise_problems(self) -> None:
        """Raises `RosterError` with all problems so far, if there are any."""
        if self.problems:
            raise RosterError(self.problems)

    def place(self, source: int, row: int) -> str:
        """Names a row for people."""
        file, sheet = self.sources[source]
        return f"{file}／{sheet} 第 {row} 行" if sheet else f"{file} 第 {row} 行"

    def places(self, rows: pl.DataFrame) -> tuple[str, ...]:
        """Names the first of some rows (columns `__source` and `__row`)."""
        head = rows.select(SOURCE, ROW).head(WHERE)
        return tuple(self.place(source, row) for source, row in head.iter_rows())

    def find(
        self,
        level: str,
        code: str,
        message: str,
        table: str = "",
        field_name: str = "",
        rows: pl.DataFrame | None = None,
    ) -> None:
        """Adds a finding; `rows` are the rows concerned, and none of them means no finding."""
        if rows is not None and rows.is_empty():
            return
        count = 0 if rows is None else rows.height
        where = () if rows is None else self.places(rows)
        self.findings.append(Finding(level, code, message, table, field_name, count, where))

    def reject_rows(
        self, rows: pl.DataFrame, table: Table, reason: str | pl.Expr, column: Field | None = None
    ) -> None:
        """Lists rows (columns `__source`, `__row` and, where known, `value`) as not used."""
        self._reject(rows, table.name, column, reason, _ROW_UNUSED)

    def reject_cells(
        self, rows: pl.DataFrame, table: Table, column: Field, reason: str | pl.Expr
    ) -> None:
        """Lists cells as not used, of rows that are used."""
        self._reject(rows, table.name, column, reason, _CELL_UNUSED)

    def _reject(
        self,
        rows: pl.DataFrame,
        table: str,
        column: Field | None,
        reason: str | pl.Expr,
        prefix: str,
    ) -> None:
        if rows.is_empty():
            return
        text = pl.lit(reason) if isinstance(reason, str) else reason
        value = pl.col("value").cast(pl.String) if "value" in rows.columns else pl.lit(None)
        if column is not None and "value" in rows.columns:
            value = shown(value, column)
        self.rejections.append(
            rows.select(
                SOURCE,
                pl.col(ROW).cast(pl.Int64).alias("row"),
                pl.lit(table).alias("table"),
                pl.lit(column.label if column else "").alias("field"),
                value.cast(pl.String).alias("value"),
                (pl.lit(prefix) + text).alias("reason"),
            )
        )

    def rejected(self) -> pl.DataFrame:
        """Returns all rows and cells not used, in reading order, in `REJECTED_SCHEMA`."""
        if not self.rejections:
            return pl.DataFrame(schema=REJECTED_SCHEMA)
        names = pl.DataFrame(
            {
                SOURCE: pl.Series(range(len(self.sources)), dtype=pl.Int64),
                "file": [file for file, _ in self.sources],
                "sheet": [sheet for _, sheet in self.sources],
            }
        )
        rows = pl.concat(
            frame.with_columns(pl.col(SOURCE).cast(pl.Int64)) for frame in self.rejections
        )
        return (
            rows.join(names, on=SOURCE, how="left", maintain_order="left")
            .sort(SOURCE, "row", maintain_order=True)
            .select(REJECTED_SCHEMA.keys())
            .cast(REJECTED_SCHEMA)  # type: ignore[arg-type]  # a plain dict of types is one
        )


def shown(value: pl.Expr, column: Field) -> pl.Expr:
    """Returns a cell's text as a list of faults may show it: who it is of stays covered."""
    if column.personal and column.kind in {Kind.IDENTITY, Kind.PHONE, Kind.TEXT}:
        covered = value.str.slice(0, 3) + "***" + value.str.slice(-1, 1)
        return pl.when(value.str.len_chars() > 4).then(covered).otherwise(pl.lit("***"))
    return value
