"""The one table from exception to problem document (RFC 9457)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.http.bodies.problem import Item, Problem
from api.http.errors import (
    ReportedError,
    StoppedError,
    TooLargeError,
    TooSlowError,
    UnusableError,
    WorkerDiedError,
)
from api.http.settings import MIB
from api.http.validation import validation_items
from api.runs.errors import CheckFailedError, RunError
from api.store.errors import ConflictError, NotFoundError
from api.store.masking import scrub
from models.packs.problem import PackError
from models.reach import ReachError
from models.reading.problems import RosterError

MEDIA = "application/problem+json"
MOST = 100  # items that one document lists


@dataclass(frozen=True)
class Case:
    """How one exception becomes a document: its status, its code, its title, and what it tells."""

    error: type[Exception]
    status: int
    code: str
    title: str
    tell: Callable[[Any], tuple[str, Sequence[Item]]]


def document(error: BaseException) -> Problem:
    """Returns the problem document of an exception; one not in the table tells nothing."""
    if isinstance(error, ReportedError):
        return error.problem
    if isinstance(error, HTTPException):
        return _problem(error.status_code, "http", *_HTTP.get(error.status_code, _OTHER))
    for case in CASES:
        if isinstance(error, case.error):
            detail, items = case.tell(error)
            return _problem(case.status, case.code, case.title, detail, items)
    return _problem(500, "internal", "服务内部错误", "程序出错，已记入服务日志；请联系维护者。")


def unauthorized() -> Problem:
    """Returns the document of a request without the right key."""
    hint = "请求头 X-API-Key 应为首次启动时显示的密钥。"
    item = Item(field="X-API-Key", message="缺少密钥，或密钥不对。", hint=hint)
    return _problem(401, "key", "没有权限", "缺少密钥，或密钥不对。", [item])


def interrupted() -> Problem:
    """Returns the document of a run that was running when its server ended."""
    return _problem(
        500, "interrupted", "运行中断", "interrupted：服务停止时运行尚未结束；请重新运行。"
    )


def _problem(
    status: int, code: str, title: str, detail: str, items: Sequence[Item] = ()
) -> Problem:
    return Problem(
        type=f"urn:gangpei:problem:{code}",
        title=title,
        status=status,
        detail=scrub(detail),
        problems=[_scrubbed(item) for item in items[:MOST]],
    )


def _scrubbed(item: Item) -> Item:
    hint = scrub(item.hint) if item.hint else None
    return item.model_copy(update={"message": scrub(item.message), "hint": hint})


def _roster(error: RosterError) -> tuple[str, list[Item]]:
    items = [
        Item(
            file=p.file or None,
            sheet=p.sheet or None,
            row=p.row or None,
            field=p.field or None,
            message=p.message,
            hint=p.hint or None,
        )
        for p in error.problems
    ]
    return str(error), items


def _pack(error: PackError) -> tuple[str, list[Item]]:
    items = []
    for fault in error.problems:
        steps = fault.where.split(" / ")
        hints = [f"是否想写“{fault.nearest}”？"] if fault.nearest else []
        hints += [f"可以写：{fault.allowed}。"] if fault.allowed else []
        items.append(
            Item(
                file=fault.file,
                row=fault.line,
                rule=steps[0].removeprefix("rule ") if steps[0].startswith("rule ") else None,
                field=steps[-1] or None,
                message=fault.message,
                hint="".join(hints) or None,
            )
        )
    return str(error), items


def _unknown(error: NotFoundError) -> tuple[str, list[Item]]:
    message = f"没有这个 {error.what}：{error.key}"
    return message, [Item(field=error.what, message=message, hint=error.hint or None)]


def _clash(error: ConflictError) -> tuple[str, list[Item]]:
    return error.message, [Item(field=error.what, message=error.message, hint=error.hint or None)]


def _unusable(error: UnusableError) -> tuple[str, list[Item]]:
    return error.item.message, [error.item]


def _invalid(error: RequestValidationError) -> tuple[str, list[Item]]:
    items = validation_items(error.errors())
    return "；".join(f"{i.field}：{i.message}" for i in items[:3]), items


def _large(error: TooLargeError) -> tuple[str, list[Item]]:
    shown = f"{error.limit // MIB} MiB" if error.limit >= MIB else f"{error.limit} 字节"
    message = f"上传内容超过 {shown}。"
    return message, [Item(field="files", message=message, hint="请拆分文件，或改用 .parquet。")]


def _died(error: WorkerDiedError) -> tuple[str, list[Item]]:
    if error.code is not None and error.code < 0:
        why = f"工作进程被信号 {-error.code} 终止（常见原因：内存不足）。"
    else:
        why = f"工作进程意外退出（退出码 {error.code}）。"
    return why, [Item(message=why, hint="请检查可用内存后重新运行。")]


def _slow(error: TooSlowError) -> tuple[str, list[Item]]:
    why = f"导入超过 {error.seconds:.0f} 秒，已停止。"
    return why, [Item(field="files", message=why, hint="请检查文件是否有大量空行，或拆分文件。")]


def _stopped(_error: StoppedError) -> tuple[str, list[Item]]:
    return "服务正在停止，没有保留任何内容。", [Item(message="服务正在停止。", hint="请稍后重试。")]


def _run(error: RunError) -> tuple[str, list[Item]]:
    return str(error), [Item(message=str(error))]


def _reach(error: ReachError) -> tuple[str, list[Item]]:
    return str(error), [Item(field="options.reach", message=str(error))]


def _unproved(error: CheckFailedError) -> tuple[str, list[Item]]:
    return str(error), [Item(message=fault) for fault in error.faults]


CASES = (
    Case(RosterError, 422, "roster", "花名册不能使用", _roster),
    Case(PackError, 422, "pack", "政策包不能使用", _pack),
    Case(ReachError, 422, "reach", "门槛不能追求", _reach),
    Case(RequestValidationError, 422, "request", "请求内容有误", _invalid),
    Case(UnusableError, 422, "request", "请求内容有误", _unusable),
    Case(NotFoundError, 404, "not-found", "找不到", _unknown),
    Case(ConflictError, 409, "conflict", "当前状态不允许", _clash),
    Case(TooLargeError, 413, "too-large", "上传内容过大", _large),
    Case(TooSlowError, 422, "too-slow", "导入超时", _slow),
    Case(StoppedError, 503, "stopping", "服务正在停止", _stopped),
    Case(WorkerDiedError, 500, "worker-died", "工作进程中断", _died),
    Case(CheckFailedError, 500, "check", "核查未通过", _unproved),
    Case(RunError, 500, "run", "运行失败", _run),
)
_HTTP = {
    400: ("请求有误", "请求体读不出来。"),
    404: ("找不到", "没有这个地址。"),
    405: ("方法不允许", "这个地址不支持此方法。"),
}
_OTHER = ("请求有误", "请求不能处理。")
