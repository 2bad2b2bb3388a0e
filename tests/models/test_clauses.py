"""The clauses of the documents: each held by rules or left out with a reason; the kept table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data import DATA
from models.clause_table import clause_table
from models.packs import list_packs, load_pack
from models.packs.clauses import Clause, coverage, read_clauses
from models.packs.figures import figures, sentences

TESTS = Path(__file__).parents[1]
OURS = "文件未规定"  # what no document says: a working parameter of the project
EVERY_PACK = pytest.mark.parametrize("name", list_packs())


def numbers_of(cite: str) -> set[str]:
    """The clauses of a citation: "五(三)3、4（比照执行），二.7" is 五(三)3, 五(三)4 and 二.7."""
    found = set()
    for part in re.sub(r"（[^）]*）$|（[^）]*）(?=，)", "", cite).split("，"):
        first, *more = part.strip().split("、")
        found.add(first)
        found |= {re.sub(r"[^()（）.\s]+$", "", first) + item for item in more}
    return found


def test_the_kept_table_is_the_generated_one() -> None:
    kept = (DATA / "policies" / "CLAUSES.md").read_text(encoding="utf-8")
    made = "python -m models.clause_table tests > data/policies/CLAUSES.md"
    assert kept == clause_table(TESTS), f"Run: {made}"


@EVERY_PACK
def test_every_clause_names_rules_that_cite_it(name: str) -> None:
    pack = load_pack(name)
    for clause in read_clauses(name):
        for rule in clause.rules:
            cited = numbers_of(pack.rule(rule).cite)
            assert any(clause.at.startswith(c) or c.startswith(clause.at) for c in cited), (
                f"{rule} cites {cited}, not {clause.at}"
            )


@EVERY_PACK
def test_every_rule_is_named_by_a_clause_or_says_that_no_document_asks_for_it(name: str) -> None:
    named = {rule for clause in read_clauses(name) for rule in clause.rules}
    for rule in load_pack(name).rules:
        assert rule.id in named or rule.cite.startswith(OURS), rule.id


@EVERY_PACK
def test_every_rule_is_exercised_by_a_test(name: str) -> None:
    """A row of the table ends with the tests; none is empty."""
    section = clause_table(TESTS).split(f"\n## {name}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\|.*\| `([a-z0-9-]+)` \| `\w+` \| (.*) \|$", section, re.MULTILINE)
    assert rows
    assert [rule for rule, tests in rows if not tests] == []


def test_a_clause_has_words_and_either_rules_or_a_reason() -> None:
    with pytest.raises(ValueError, match="either rules or left_out"):
        Clause("一.1", ("不少于10%",))
    with pytest.raises(ValueError, match="either rules or left_out"):
        Clause("一.1", ("不少于10%",), ("share",), "没有数量")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("不少于新增岗位的10%", ["10%"]),
        ("占比控制在4.3%以内，70％以上", ["4.3%", "70％"]),
        ("不低于其员工总数1/3的，按50%", ["1/3", "50%"]),
        ("每人1000元，最高5万元", ["1000", "5", "万"]),
        ("就业三个月以上、不超过三年、半年稳定", ["三", "三", "半"]),
        ("三分之一以上", ["三分之一"]),
        ("确保至少一人实现就业", ["一"]),
        ("2021年12月底", ["2021", "12"]),
        ("（一）稳定规模\n3. 社区工厂\n（2）补贴\n二、目标", []),
        ("千人社发〔2021〕141号、人社部函﹝2018﹞22号", []),
        ("一次性补贴，一人一策，一是发展一批，四个不摘", []),
        ("合）17.加强援助", []),
        ("补贴标准：1、农村岗位每月800元", ["800"]),
        ("企业当年1、6、12月的凭证", ["1", "6", "12"]),
    ],
)
def test_figures_are_found_and_what_only_looks_like_one_is_not(text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in figures(text)] == found


def test_sentences_end_at_full_stops_semicolons_and_lines() -> None:
    text = "甲。乙；丙\n\n丁！"
    assert [text[a:b] for a, b in sentences(text)] == ["甲", "乙", "丙", "丁"]


def test_a_document_is_covered_figure_by_figure() -> None:
    """Four sentences have figures: one held, one left out, one half quoted, one not at all."""
    document = "不少于10%。编号2份；每人500元，每年1次。\n最长3年。广泛宣传。"
    found = coverage(
        document,
        (
            Clause("一.1", ("不少于10%",), ("share",)),
            Clause("一.2", ("编号2份",), left_out="办理程序"),
            Clause("一.3", ("每人500元", "每人600元"), ("pay",)),
        ),
    )
    assert (found.sentences, found.mapped, found.left_out) == (4, 1, 1)
    assert found.uncovered == (("每人500元，每年1次", ("1",)), ("最长3年", ("3",)))
    assert found.missing == ("每人600元",)
