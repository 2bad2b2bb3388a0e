"""Texts made short without cutting a number in two."""

from __future__ import annotations

import polars as pl

_NUMBER = r"[0-9０-９.,．%％]"


def shortened(text: pl.Expr, most: int) -> pl.Expr:
    """
    Cuts texts to at most `most` characters, the last of them … where something was cut.

    A number that would be cut in two is left out as a whole. White space and
    control characters become single spaces. Null stays null; what is left
    empty becomes null.

    Parameters
    ----------
    text
        A text column.
    most
        At least 2.
    """
    clean = text.str.replace_all(r"[\s\p{C}]+", " ").str.strip_chars()
    head, following = clean.str.slice(0, most - 1), clean.str.slice(most - 1, 1)
    inside = following.str.contains(_NUMBER) & head.str.contains(_NUMBER + "$")
    whole = pl.when(inside).then(head.str.replace(_NUMBER + "+$", "")).otherwise(head)
    cut = whole.str.replace(r"[\s(（,，、;；:：~\-]+$", "")
    kept = pl.when(clean.str.len_chars() <= most).then(clean).otherwise(cut + "…")
    return pl.when(kept.is_in(["", "…"])).then(None).otherwise(kept)
