"""The figures of a document: numbers, shares, terms, amounts and days, in digits or words."""

from __future__ import annotations

import re

_NUMERAL = "〇零一二两三四五六七八九十百千万亿半"
_MEASURE = "人名户家个项年月日天次期元岁倍成周单门"
_FIGURE = re.compile(
    rf"[0-9０-９]+(?:[.．,/][0-9]+)*[%％]?|[{_NUMERAL}]+(?:分之[{_NUMERAL}]+|(?=[{_MEASURE}]))"
)
_SENTENCE = re.compile(r"[^。；;！？\n]+")

# What holds a numeral and states no figure: it is blanked before figures are looked for.
_NO_FIGURE = re.compile(
    "|".join(
        (
            r"[一-鿿]{0,6}[〔﹝\[][0-9]{4}[〕﹝﹞\]]\s*[0-9]+\s*号",  # number of a document
            r"[（(]?(?<![0-9.])[0-9]{1,2}(?:[.．、](?![0-9])|[）)])",  # 3. 3、 (3)
            r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]",  # （三）
            r"(?m:^\s*[一二三四五六七八九十]{1,3}、)",  # 三、
            r"附件[0-9]",
            r"一次性",  # paid at once: how, not how much
            r"一(?:人|户|生)一策|一事一议|第一(?:时间|书记|责任人)",
            r"一(?:批|定|项政治任务)|同一(?:个)?|统一",
            r"[二三四]是|一是|[五六七八九十]是",  # 一是 … 二是 …
            r"四个不摘|百千万人才",
        )
    )
)


def figures(text: str) -> list[tuple[int, int]]:
    """
    Where the figures of a text stand.

    Digits always count, numerals in words where a measure word follows. Numbers of
    documents and of paragraphs, and set phrases (一次性, 一人一策), are none.

    Returns
    -------
    list of (start, end)
        In the text's order.
    """
    plain = _NO_FIGURE.sub(lambda found: " " * len(found.group()), text)
    return [found.span() for found in _FIGURE.finditer(plain)]


def sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text stand, up to 。 ； ！ ？ or the end of the line."""
    return [found.span() for found in _SENTENCE.finditer(text) if found.group().strip()]
