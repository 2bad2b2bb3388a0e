"""What Pydantic found wrong with a request, in words for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api.http.bodies.problem import Item

# By Pydantic's error type: the message, filled from the error's context, and what to do.
_WORDS = {
    "below_min_posts": ("小于 min_posts。", "应不小于 min_posts。"),
    "missing": ("缺少必填项。", "请补上。"),
    "extra_forbidden": ("没有这一项。", "请删去，或核对拼写。"),
    "json_invalid": ("不是有效的 JSON。", "请检查引号、逗号和括号。"),
    "literal_error": ("不是允许的值。", "可用：{expected}。"),
    "greater_than_equal": ("太小。", "应不小于 {ge}。"),
    "less_than_equal": ("太大。", "应不大于 {le}。"),
    "greater_than": ("太小。", "应大于 {gt}。"),
    "less_than": ("太大。", "应小于 {lt}。"),
    "int_parsing": ("不是整数。", "请填写整数。"),
    "int_type": ("不是整数。", "请填写整数。"),
    "int_from_float": ("不是整数。", "请填写整数。"),
    "float_parsing": ("不是数字。", "请填写数字。"),
    "float_type": ("不是数字。", "请填写数字。"),
    "string_type": ("不是文本。", "请填写文本。"),
    "string_too_long": ("太长。", "最多 {max_length} 个字符。"),
    "date_from_datetime_parsing": ("不是日期。", "请写成 2026-11-20。"),
    "date_parsing": ("不是日期。", "请写成 2026-11-20。"),
    "model_attributes_type": ("应为 JSON 对象。", "请求头 Content-Type 应为 application/json。"),
}


def validation_items(errors: Sequence[Mapping[str, Any]]) -> list[Item]:
    """
    Translates validation errors; what was sent is never repeated.

    Parameters
    ----------
    errors
        As `RequestValidationError.errors()` gives them.
    """
    return [_item(error) for error in errors]


def _item(error: Mapping[str, Any]) -> Item:
    place, *path = error["loc"]
    field = ".".join(str(step) for step in path) or str(place)
    message, hint = _WORDS.get(error["type"], (str(error["msg"]), ""))
    return Item(
        field=str(place) if error["type"] == "json_invalid" else field,
        message=message,
        hint=hint.format_map(error.get("ctx") or {}) or None,
    )
