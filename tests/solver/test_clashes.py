"""The case files of clashes: each set is minimal, and each way out works."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from models.rules import PostShare
from solver.clashes import Clash, Report, explain_clashes
from solver.clashes.case import Case
from solver.clashes.line import Line, Part
from solver.rules import MASKS
from tests.cases.clashes.read import ClashCase, clash_files, read_clash
from tests.solver.clash_help import can_hold

FILES = clash_files()
EVERY_CASE = pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
NONE: Mapping[tuple[str, str], int] = {}


@cache
def told(path: Path) -> tuple[ClashCase, Report]:
    case = read_clash(path)
    return case, explain_clashes(case.job, case.roster, case.pack, case.options)


def holds(
    case: ClashCase | Case, lines: tuple[Line, ...], lowered: Mapping[tuple[str, str], int] = NONE
) -> bool:
    return can_hold(case.job, case.roster, case.pack, case.options, lines, lowered)


def without_one(clash: Clash) -> list[tuple[Line, ...]]:
    """The set without each of its lines, and without each of the people owed posts."""
    smaller = []
    for place, line in enumerate(clash.lines):
        rest = (*clash.lines[:place], *clash.lines[place + 1 :])
        smaller.append(rest)
        if len(line.people) > 1:
            smaller += [
                (*rest, replace(line, people=tuple(p for p in line.people if p != gone)))
                for gone in line.people
            ]
    return smaller


def test_there_are_twelve_cases_at_least() -> None:
    assert len(FILES) >= 12


@EVERY_CASE
def test_the_clashes_are_those_of_the_file(path: Path) -> None:
    case, report = told(path)
    assert report.complete
    found = [{line.key for line in clash.lines} for clash in report.clashes]
    assert found == case.sets


@EVERY_CASE
def test_a_set_cannot_hold_and_without_any_one_of_its_lines_it_can(path: Path) -> None:
    case, report = told(path)
    for clash in report.clashes:
        assert not holds(case, clash.lines)
        assert all(holds(case, rest) for rest in without_one(clash))


@EVERY_CASE
def test_the_ways_out_are_those_of_the_file_the_easiest_first(path: Path) -> None:
    case, report = told(path)
    found = [[(way.touch, way.affected) for way in clash.ways] for clash in report.clashes]
    assert found == case.ways
    assert all(ways == sorted(ways) for ways in found)


@EVERY_CASE
def test_every_way_out_works(path: Path) -> None:
    """After the change all lines hold together, those of the other clashes aside."""
    _, report = told(path)
    for clash in report.clashes:
        for way in clash.ways:
            lines = [
                line
                for line in report.solved.compiled.lines
                if line.key not in way.case.left_out and line.part is not Part.MASK
            ]
            restricting = [rule.id for rule in way.case.pack.rules if rule.kind in MASKS]
            lines += [Line(name, "all", Part.MASK, 0, 0, floor=False) for name in restricting]
            assert holds(way.case, tuple(lines), way.case.lowered), way.text


def test_one_less_would_not_do() -> None:
    """60 % of 10 openings and one person: 10 % is one post, 10.1 % would be two."""
    case, report = told(next(path for path in FILES if path.stem == "01-share-people"))
    (clash,) = report.clashes
    number = clash.ways[-1]
    assert dict(number.changes[0]) == {
        "rule": "relocated-share", "field": "share", "value": "0.100", "was": "0.6",
    }  # fmt: skip
    (share,) = case.pack.rules
    assert isinstance(share, PostShare)
    rule = replace(share, share=Decimal("0.101"))
    assert not holds(replace(case, pack=replace(case.pack, rules=(rule,))), clash.lines)


def test_several_clashes_are_ended_at_once_only_where_one_number_does() -> None:
    """A share and a guarantee clash apart from one another: no one number ends both."""
    _, report = told(next(path for path in FILES if path.stem == "13-two-clashes"))
    assert len(report.clashes) == 2
    assert report.together == ()
