"""Whole columns of texts are spelled and cut as single ones are."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.text_accuracy import made_up_texts
from matcher.texts import cut, distinct, spell
from matcher.words import normalise, pieces

WORDS = (
    "保安",
    "焊工",
    "会电焊",
    "4000元/月",
    "ＣＮＣ",
    "C1驾照",
    "3.开车",
    "无",
    "ǰ",
    "Ａ",
    "-",
    "J̌",
)
GAPS = ("、", " ", "　", "\x1c", "\x1f", "\n", "/", "(", "]", "\\", '"', "--", "，", "以及", "")
PARTS = st.lists(st.sampled_from(WORDS + GAPS) | st.characters(codec="utf-8"), max_size=12)
TEXTS = st.lists(PARTS.map("".join), max_size=8)


def check(texts: list[str]) -> None:
    column = pl.Series(texts, dtype=pl.String)
    assert spell(column).to_list() == [normalise(text) for text in texts]
    found, counts, which = cut(column)
    assert found == sorted({piece for text in texts for piece in pieces(text)})
    named = iter(which.tolist())
    for text, count in zip(texts, counts.tolist(), strict=True):
        assert tuple(found[next(named)] for _ in range(count)) == pieces(text)


@settings(deadline=None, max_examples=300)
@given(TEXTS)
def test_a_column_is_spelled_and_cut_as_its_texts_are(texts: list[str]) -> None:
    """With blanks of every kind, capitals, full-width letters, rates, and any other character."""
    check(texts)


def test_texts_as_people_write_them_are_spelled_and_cut_alike() -> None:
    check(made_up_texts(2000))


def test_distinct_texts_come_in_their_order_with_the_empty_and_the_missing_one() -> None:
    found, which = distinct(pl.Series(["b", None, "a", "b", "", None]))
    assert found.to_list() == ["b", None, "a", ""]
    assert which.tolist() == [0, 1, 2, 0, 3, 1]
