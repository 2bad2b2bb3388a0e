"""From headings to fields, by the declaration alone; a guess is never silent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from models.fields import PINS, TABLES, Field, Table
from models.reading.cells.cell import plain

_UNIT = re.compile(
    r"[(\[【{](?:单位)?[:：]?(?:元|万元|千元|元/?每?[月天日年]|万元?/年|元/小时|人|名|个|岁|周岁|月|必填|选填|可?[多单]选|"
    r"是/否|[有是]/?[无否]|下拉.*?|示例.*?|格式.*?|如.*?|例.*?|填.*?|请.*?|\d+位|yyyy.*?|年月日|按.*?|可不填|"
    r"没有.*?|不.*?填)[)\]】}]"
)
_MARKS = re.compile(r"[*★☆:：_\-、。.·()\[\]【】{}<>《》\"'“”]+")
_DECLARED = {**TABLES, PINS.name: PINS}
# One character in four is another word (就业时间, 失业时间), one in five rather a slip.
_NEAR, _CLEAR, _POSSIBLE = 80, 10, 60
# A near miss that differs in one of these says something else.
_POLAR = frozenset("最低高男女父母前后起止新旧未已上下大小急")


@dataclass(frozen=True)
class Match:
    """
    What one heading turned out to be within a table.

    `field` is None where it is unknown; `candidates` are fields it might mean
    (Chinese labels), where that is not clear; `near` says that it is a near miss.
    """

    heading: str
    field: Field | None = None
    near: bool = False
    candidates: tuple[str, ...] = ()


def normal(heading: str) -> str:
    """Returns a heading without blanks, marks, units in brackets, case and width."""
    text = plain(heading).lower()
    return _MARKS.sub("", _UNIT.sub("", text))


@cache
def vocabulary(table: str) -> dict[str, tuple[Field, ...]]:
    """Returns the fields that each normal heading of a table may mean, best claim first."""
    ranks: dict[str, dict[str, tuple[int, Field]]] = {}
    for column in _DECLARED[table].fields:
        for rank, words in enumerate(((column.name, column.label), column.words)):
            for word in words:
                ranks.setdefault(normal(word), {}).setdefault(column.name, (rank, column))
    meanings: dict[str, tuple[Field, ...]] = {}
    for word, claims in ranks.items():
        best = min(rank for rank, _ in claims.values())
        meanings[word] = tuple(column for rank, column in claims.values() if rank == best)
    return meanings


def match_heading(heading: str, table: Table) -> Match:
    """Returns what a heading means within a table."""
    known = vocabulary(table.name)
    word = normal(heading)
    if not word:
        return Match(heading)
    if fields := known.get(word):
        if len(fields) == 1:
            return Match(heading, fields[0])
        return Match(heading, candidates=tuple(f.label for f in fields))
    polar = _POLAR & set(word)
    scores: dict[str, float] = {}
    for candidate, fields in known.items():
        score = fuzz.ratio(word, candidate)
        if score >= _POSSIBLE and _POLAR & set(candidate) == polar:
            for column in fields:
                scores[column.name] = max(score, scores.get(column.name, 0.0))
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    if not ranked:
        return Match(heading)
    second = ranked[1][1] if len(ranked) > 1 else 0.0
    if ranked[0][1] >= _NEAR and ranked[0][1] - second >= _CLEAR and len(word) > 2:
        return Match(heading, table.by_name[ranked[0][0]], near=True)
    return Match(heading, candidates=tuple(table.by_name[name].label for name, _ in ranked[:3]))


@dataclass(frozen=True)
class Heading:
    """
    The heading row of a grid: for table `table` it stands in rows `first` to `last`.

    `texts` are the headings by column, None where there is none; `score` counts
    what was recognised, a near miss for less than a whole one.
    """

    table: Table
    first: int
    last: int
    texts: tuple[str | None, ...]
    score: float


def find_heading(
    rows: list[tuple[str | None, ...]], table: Table, extra: frozenset[str]
) -> Heading | None:
    """
    Returns the row (or two rows, one above the other) that reads best as the table's heading.

    `rows` are the first rows of the grid; `extra` are headings that the mapping
    file names. None where no row has a recognised heading.
    """

    def worth(text: str | None) -> float:
        if not text or len(text) > 60:
            return 0.0
        if text.strip() in extra:
            return 1.0
        match = match_heading(text, table)
        if match.field is None:
            return 0.2 if match.candidates else 0.0
        return 0.8 if match.near else 1.0

    worths = [[worth(text) for text in row] for row in rows]
    best: Heading | None = None
    for i, row in enumerate(rows):
        total = sum(worths[i])
        if total and (best is None or total > best.score):
            best = Heading(table, i, i, row, total)
        # Two rows: a group heading above, its parts below. Both must be headings.
        if i + 1 < len(rows) and total >= 1 and sum(worths[i + 1]) >= 1:
            pairs = zip(row, rows[i + 1], worths[i], worths[i + 1], strict=True)
            joined = [
                (b, wb) if b is not None and (wb >= wa or a is None) else (a, wa)
                for a, b, wa, wb in pairs
            ]
            both = sum(w for _, w in joined)
            below = [w for text, w in zip(rows[i + 1], worths[i + 1], strict=True) if text]
            if both > (best.score if best else 0.0) and min(below) >= 0.8:
                best = Heading(table, i, i + 1, tuple(text for text, _ in joined), both)
    return best
