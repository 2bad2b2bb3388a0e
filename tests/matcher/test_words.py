"""Everyday text is cut into what it names."""

import pytest

from matcher.words import normalise, pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本人做过电焊工，会开挖机；能吃苦", ("电焊工", "开挖机")),
        ("ＣＮＣ／数控", ("cnc", "数控")),
        ("熟练操作缝纫机,18-45岁,3000-5000元/月,包吃住", ("缝纫机",)),
        ("在家养了十几头牛", ("养牛",)),
        ("Ａ２驾照", ("a2驾照",)),
        ("想找看大门的活", ("看大门",)),
        ("1.负责缝制衣服 2.服从安排", ("缝制衣服",)),
        ("刷碗 端盘子 刷碗", ("刷碗", "端盘子")),
    ],
)
def test_a_text_is_cut_into_its_pieces(text: str, expected: tuple[str, ...]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize("word", ["会计", "会展", "能源", "可乐", "做饭", "持家", "找平"])
def test_a_word_that_begins_like_an_empty_word_stays_whole(word: str) -> None:
    assert pieces(word) == (word,)


@pytest.mark.parametrize(
    "text", [None, "", "  ", "无", "服从安排", "18-45周岁", "、，;", "身体健康"]
)
def test_a_text_that_names_no_work_has_no_pieces(text: str | None) -> None:
    assert pieces(text) == ()


def test_full_width_and_capital_letters_are_one_spelling() -> None:
    assert normalise(" ＡＢＣ（１） ") == "abc(1)"
