"""Messages to workers: at most 70 characters each, the length of one text message."""

from __future__ import annotations

import polars as pl

from api.outputs.shorten import shortened
from api.outputs.words import pay

MOST = 70


def push_texts(lines: pl.DataFrame, sign: str) -> pl.DataFrame:
    """
    Writes one message a worker, about the best of its posts.

    【示例县就业】王*明您好：缝纫工（某某服装厂，县城，月薪3500-4500）等3个岗位适合您，详询村就业专干。

    Where that is too long the place, the employer and the pay are left out, in
    that order, until it fits; a number is never cut in two.

    Parameters
    ----------
    lines
        One line a push: worker_id, name, rank, title, employer, place_text,
        wage_min, wage_max.
    sign
        Who writes, such as 示例县就业.

    Returns
    -------
    DataFrame
        worker_id, text: by worker_id; every text has at most `MOST` characters.
    """
    best = (
        lines.sort("worker_id", "rank")
        .group_by("worker_id", maintain_order=True)
        .agg(pl.first("name", "title", "employer", "place_text", "wage_min", "wage_max"), pl.len())
    )
    pieces = best.select(
        "worker_id",
        start=pl.concat_str(
            pl.lit("【"),
            pl.coalesce(shortened(pl.lit(sign), 12), pl.lit("就业服务")),
            pl.lit("】"),
            pl.coalesce(shortened(pl.col("name"), 10), pl.lit("")),
            pl.lit("您好："),
        ),
        end=pl.when(pl.col("len") > 1)
        .then(pl.format("等{}个岗位适合您，详询村就业专干。", "len"))
        .otherwise(pl.lit("岗位适合您，详询村就业专干。")),
        title=pl.coalesce(shortened(pl.col("title"), 24), pl.lit("岗位")),
        short_title=pl.coalesce(shortened(pl.col("title"), 12), pl.lit("岗位")),
        employer=shortened(pl.col("employer"), 20),
        short_employer=shortened(pl.col("employer"), 12),
        place=shortened(pl.col("place_text"), 10),
        wage=pl.when(pay() == "面议").then(None).otherwise(pl.lit("月薪") + pay("")),
    )
    variants = pieces.select(
        "worker_id",
        _text("title", "employer", "place", "wage").alias("0"),
        _text("title", "employer", "wage").alias("1"),
        _text("title", "wage").alias("2"),
        _text("short_title", "short_employer", "wage").alias("3"),
        _text("short_title", "wage").alias("4"),
        _text("short_title").alias("5"),
    )
    texts = variants.select(
        "worker_id",
        text=pl.coalesce(
            pl.when(pl.col(str(n)).str.len_chars() <= MOST).then(pl.col(str(n))) for n in range(6)
        ),
    )
    longest = texts["text"].str.len_chars().max()
    if texts["text"].null_count() or (isinstance(longest, int) and longest > MOST):
        msg = f"A message has more than {MOST} characters."  # the last variant always fits
        raise AssertionError(msg)
    return texts


def _text(title: str, *details: str) -> pl.Expr:
    """One wording: start, title, the details that are known in brackets, end."""
    if not details:
        return pl.concat_str("start", title, "end")
    inner = pl.concat_str(*details, separator="，", ignore_nulls=True)
    shown = pl.when(inner == "").then(pl.lit("")).otherwise("（" + inner + "）")
    return pl.concat_str(pl.col("start"), pl.col(title), shown, pl.col("end"))
