"""Ways in which offices write the same thing differently."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from models.categories import Category, categories_in
from models.fields import Choice
from models.synth.draw import weighted

_HALF, _FULL = list("0123456789.-X"), list("０１２３４５６７８９．－Ｘ")
_PAID_DAYS = 21.75  # of a month
_SERIAL_ZERO = pl.date(1899, 12, 30)  # day 0 of a spreadsheet's serial dates


def mixed(rng: np.random.Generator, *forms: tuple[float, pl.Series]) -> pl.Series:
    """Takes each cell from one of several columns, by weight."""
    name = forms[0][1].name
    which = weighted(rng, [weight for weight, _ in forms], forms[0][1].len())
    cells = forms[0][1]
    for number, (_, form) in enumerate(forms[1:], 1):
        cells = form.zip_with(pl.Series(which == number), cells)
    return cells.alias(name)


def full_width(cells: pl.Series) -> pl.Series:
    """Digits as a Chinese keyboard types them."""
    return cells.str.replace_many(_HALF, _FULL)


def dates(rng: np.random.Generator, days: pl.Series) -> pl.Series:
    """Days as text, Chinese text, plain digits and spreadsheet serials."""
    serial = days.to_frame("d").select((pl.col("d") - _SERIAL_ZERO).dt.total_days()).to_series()
    return mixed(
        rng,
        (5, days.dt.strftime("%Y-%m-%d")),
        (3, days.dt.strftime("%Y/%-m/%-d")),
        (2, days.dt.strftime("%Y.%m.%d")),
        (1, days.dt.strftime("%Y%m%d")),
        (2, days.dt.strftime("%Y年%-m月%-d日")),
        (1, serial.cast(pl.String)),
    )


def flags(rng: np.random.Generator, values: pl.Series, pairs: Sequence[str]) -> pl.Series:
    """Yes and no in up to three pairs of characters, such as 是否 and 有无."""
    forms = []
    for weight, pair in zip((6, 2, 1), pairs, strict=False):
        words = {"true": pair[0], "false": pair[1]}
        said = values.cast(pl.String).replace_strict(words, return_dtype=pl.String)
        forms.append((float(weight), said))
    return mixed(rng, *forms)


def choices(
    rng: np.random.Generator, codes: pl.Series, allowed: Sequence[Choice], also: float
) -> pl.Series:
    """Labels, and with probability `also` one of the first three other words for them."""

    def said(words: dict[str, str]) -> pl.Series:
        return codes.cast(pl.String).replace_strict(words, return_dtype=pl.String)

    forms = [(1 - also, said({c.code: c.label for c in allowed}))]
    for at in range(3):
        other = {c.code: c.words[at] if len(c.words) > at else c.label for c in allowed}
        forms.append((also / 3, said(other)))
    return mixed(rng, *forms)


def groups(rng: np.random.Generator, masks: pl.Series) -> pl.Series:
    """Categories as one, two or more words in one cell, with this separator or that."""

    def said(separator: str, word: int, without: Category | None, none: str | None) -> pl.Series:
        line = {
            mask: separator.join(
                c.words[min(word, len(c.words) - 1)]
                for c in categories_in(mask)
                if c is not without
            )
            or none
            for mask in masks.unique().to_list()
        }
        return masks.replace_strict(line, return_dtype=pl.String)

    return mixed(
        rng,
        (5, said("、", 0, None, None)),
        (2, said("，", 1, None, "无")),
        (2, said(" ", 0, Category.RELOCATED, None)),
        (1, said("/", 1, Category.RELOCATED, "无")),
    )


def wages(rng: np.random.Generator, vacancies: pl.DataFrame) -> pl.Series:
    """Pay as people write it: 3000-5000元/月, 0.3-0.5万/月, 3k-5k, 面议, 200元/天."""
    low, high = pl.col("wage_min"), pl.col("wage_max")
    month, top = low.cast(pl.Int64).cast(pl.String), high.cast(pl.Int64).cast(pl.String)

    def line(text: str, *parts: pl.Expr) -> pl.Expr:
        return pl.format(text, *parts)

    daily = pl.format("{}元/天", (low / _PAID_DAYS).round(0).cast(pl.Int64))
    both = vacancies.select(
        a=line("{}-{}元/月", month, top),
        b=line("{}～{}", month, top),
        c=line("{}-{}万/月", (low / 10000).round(2), (high / 10000).round(2)),
        d=line("{}-{}", month, top),
        e=line("{}k-{}k", (low / 1000).round(1), (high / 1000).round(1)),
        f=line("{}元至{}元", month, top),
    )
    text = mixed(
        rng,
        (6, both["a"]),
        (2, both["b"]),
        (1.5, both["c"]),
        (3, both["d"]),
        (0.5, both["e"]),
        (0.7, both["f"]),
        (0.6, full_width(both["a"])),
    )
    frame = vacancies.select(
        "wage_min", "wage_max", "hours", day=pl.Series(rng.random(vacancies.height) < 0.3), t=text
    )
    return frame.select(
        pl.when(low.is_null())
        .then(pl.lit("面议"))
        .when((pl.col("hours") == "seasonal") & pl.col("day"))
        .then(daily)
        .when(high.is_null())
        .then(pl.format("{}元以上", month))
        .when(low == high)
        .then(pl.format("{}元/月", month))
        .otherwise(pl.col("t"))
        .alias("wage_range")
    ).to_series()


def ages(rng: np.random.Generator, vacancies: pl.DataFrame) -> pl.Series:
    """Ages as people write them: 18-45周岁, 50岁以下, 年龄不限."""
    low, high = pl.col("age_min"), pl.col("age_max")

    def said(both: str, most: str, least: str, none: str | None) -> pl.Series:
        line = (
            pl.when(low.is_not_null() & high.is_not_null())
            .then(pl.format(both, low, high))
            .when(high.is_not_null())
            .then(pl.format(most, high))
            .when(low.is_not_null())
            .then(pl.format(least, low))
            .otherwise(pl.lit(none))
        )
        return vacancies.select(line.alias("age_range")).to_series()

    plain = said("{}-{}周岁", "{}周岁以下", "{}周岁以上", None)
    return mixed(
        rng,
        (5, plain),
        (2, said("{}—{}岁", "{}岁以下", "{}岁以上", "不限")),
        (1, said("{}至{}周岁", "{}岁及以下", "年满{}周岁", "年龄不限")),
        (0.6, full_width(plain)),
    )


def counts(rng: np.random.Generator, numbers: pl.Series) -> pl.Series:
    """Openings as people write them: 2, 2人, ２, 若干."""
    plain = numbers.cast(pl.String)
    vague = plain.zip_with(numbers > 3, pl.Series(["若干"]).new_from_index(0, numbers.len()))
    return mixed(
        rng, (7, plain), (2, plain + "人"), (0.7, plain + "名"), (0.4, full_width(plain)),
        (0.15, vague.zip_with(numbers <= 3, plain)),
    )  # fmt: skip


def asked_pay(rng: np.random.Generator, pay: pl.Series) -> pl.Series:
    """A single pay: 3500, 3500元, 3,500, ３５００."""
    plain = pay.cast(pl.Int64).cast(pl.String)
    comma = plain.str.replace(r"^(\d+)(\d{3})$", "$1,$2")
    return mixed(
        rng,
        (6, plain.fill_null("面议")),
        (2, plain + "元"),
        (1, plain + "元/月"),
        (0.5, comma),
        (0.5, full_width(plain)),
    )


def identity(rng: np.random.Generator, numbers: pl.Series) -> pl.Series:
    """Identity numbers with a small x, blanks, full-width digits, and a few mistyped ones."""
    last = numbers.str.tail(1).replace_strict(dict(zip("0123456789X", "1234567890X", strict=True)))
    return mixed(
        rng,
        (90, numbers),
        (3, numbers.str.to_lowercase()),
        (2, " " + numbers + " "),
        (1, full_width(numbers)),
        (1, "'" + numbers),
        (0.4, numbers.str.head(16) + last + numbers.str.tail(1)),
    )


def phones(rng: np.random.Generator, numbers: pl.Series) -> pl.Series:
    """Telephones in groups, with dashes, with a country code."""
    grouped = numbers.str.replace(r"^(\d{3})(\d{4})(\d{4})$", "$1 $2 $3")
    return mixed(
        rng, (8, numbers), (1, grouped), (0.6, grouped.str.replace_all(" ", "-")),
        (0.3, "+86" + numbers),
    )  # fmt: skip
