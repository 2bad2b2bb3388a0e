"""Columns on a terminal."""

import pytest
from rich.cells import cell_len

from api.cli.columns import broken, in_columns


def test_columns_are_broken_until_they_fit_and_lose_nothing():
    lines = [["规则", "乡" * 60, 1234], [None, "x"]]
    printed = list(in_columns(lines, 60))
    assert all(cell_len(line) <= 60 for line in printed)
    assert "".join(printed).count("乡") == 60
    assert "1,234" in printed[0]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("缝纫工", 6, ["缝纫工"]),
        ("缝纫工人", 6, ["缝纫工", "人"]),
        ("缝纫工）", 6, ["缝纫", "工）"]),  # a bracket does not begin a line
        ("年满16周岁", 5, ["年满", "16周", "岁"]),  # 16 is not broken
        ("12345678901234", 4, ["1234", "5678", "9012", "34"]),  # unless it fills a line
        ("", 4, [""]),
    ],
)
def test_a_line_is_broken_where_a_reader_would_break_it(text, width, lines):
    assert broken(text, width) == lines


def test_nothing_to_print_prints_nothing():
    assert list(in_columns([], 80)) == []
