"""Cells that hold one of a few known words: flags, choices, categories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz, process

from models.categories import Category
from models.fields import Choice
from models.reading.cells.cell import NOTHING, Cell, Parser, plain

_YES = frozenset(
    {"是", "有", "对", "已", "愿意", "有意愿", "属于", "新增", "√", "✓", "✔", "☑"}
    | {"y", "yes", "true", "t", "1", "1.0", "on"}
)
_NO = frozenset(
    {"否", "无", "不", "非", "未", "错", "不是", "没有", "不愿意", "无意愿", "不属于", "非新增"}
    | {"×", "✗", "✘", "x", "n", "no", "false", "f", "0", "0.0", "off"}
)
_NO_CATEGORY = frozenset(
    {
        "",
        "否",
        "一般",
        "一般农户",
        "一般户",
        "普通",
        "普通群众",
        "一般群众",
        "其他",
        "其它",
        "非脱贫户",
        "以上都不是",
        "不属于",
    }
)
# Words that turn a meaning round: a near miss must agree in them.
_POLAR = frozenset("无有不非未没已弱半最低高男女省市县镇村乡")
_NEAR, _MARGIN = 80, 10
_SEPARATORS = re.compile(r"[、,，;；/|\s()（）【】\[\]+]+")
_ENDINGS = re.compile(
    r"(?:及以上|以上|及其以上|或以上)?(?:学历|文化程度|文化|毕业|程度)?(?:及以上|以上)?$"
)


def flag_parser(category: Category | None = None) -> Parser:
    """Returns the reader of yes and no; a category's own name in its column is a yes."""
    own = {plain(word).lower() for word in category.words} if category else set()

    def parse(text: str) -> Cell:
        word = plain(text).lower()
        if word in _YES or word in own:
            return Cell(value=True)
        if word in _NO:
            return Cell(value=False)
        if word in NOTHING:
            return Cell()
        return Cell(fault="应填 是 或 否")

    return parse


def nearest(word: str, known: Mapping[str, str]) -> str | None:
    """
    Returns the meaning of a word that is a near miss of a known one, or None.

    `known` maps words to meanings. A near miss differs in at most one part in
    five, agrees in every word that would turn the meaning round, and is
    clearly nearer than any word of another meaning.
    """
    if len(word) < 3:
        return None
    polar = _POLAR & set(word)
    best: dict[str, float] = {}
    near = process.extract(
        word, known.keys(), scorer=fuzz.ratio, limit=None, score_cutoff=_NEAR - _MARGIN
    )
    for candidate, score, _ in near:
        if _POLAR & set(candidate) == polar:
            best[known[candidate]] = max(score, best.get(known[candidate], 0.0))
    ranked = sorted(best.items(), key=lambda item: -item[1])
    if not ranked or ranked[0][1] < _NEAR:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def choice_parser(choices: Iterable[Choice], *, widest: bool = False) -> Parser:
    """Returns the reader of one of some choices; `widest`: of several in a cell the last counts."""
    known: dict[str, str] = {}
    order: list[str] = []
    for choice in choices:
        order.append(choice.code)
        for word in (choice.code, choice.label, *choice.words):
            known.setdefault(plain(word).lower(), choice.code)
    allowed = "、".join(choice.label for choice in choices)

    def one(word: str) -> str | None:
        return known.get(word) or known.get(_ENDINGS.sub("", word))

    def parse(text: str) -> Cell:
        word = plain(text).lower()
        if code := one(word):
            return Cell(code)
        if word in NOTHING:
            return Cell()
        parts = [part for part in _SEPARATORS.split(word) if part]
        codes = {one(part) for part in parts}
        if len(codes) == 1 and None not in codes:
            return Cell(codes.pop())
        if widest and codes and None not in codes:
            return Cell(max((c for c in codes if c), key=order.index), remark="widest")
        if code := nearest(word, known):
            return Cell(code, remark="near_choice")
        return Cell(fault=f"不是可选值，应为：{allowed}")

    return parse


def categories_parser() -> Callable[[str], Cell]:
    """Returns the reader of several categories in one cell, as a bit mask."""
    known = {
        plain(word).lower(): category.code
        for category in Category
        for word in (*category.words, category.code)
    }
    bits = {category.code: 1 << category.bit for category in Category}

    def parse(text: str) -> Cell:
        whole = plain(text).lower()
        if whole in NOTHING or whole in _NO_CATEGORY:
            return Cell(0)
        if whole in known:
            return Cell(bits[known[whole]])
        mask, remark, unknown = 0, "", []
        for part in _SEPARATORS.split(text):
            word = plain(part).lower()
            if word in NOTHING or word in _NO_CATEGORY:
                continue
            code = known.get(word)
            if code is None and (code := nearest(word, known)):
                remark = "near_choice"
            if code:
                mask |= bits[code]
            else:
                unknown.append(part.strip())
        fault = f"未识别的人员类别：{'、'.join(unknown)}（其余已用）" if unknown else ""
        return Cell(mask, fault=fault, remark=remark)

    return parse
