"""From exception to message and exit status: the one table of it."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

AT_FAULT = 1
WRONG_USAGE = 2
STOPPED_EARLY = 3
INTERRUPTED = 130

_SYSTEM = {
    errno.ENOENT: "找不到文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘空间不足",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EROFS: "所在磁盘只读",
    errno.EISDIR: "这是一个文件夹，需要的是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EADDRINUSE: "端口已被占用，请用 --port 换一个",
    errno.EADDRNOTAVAIL: "这个地址不是本机的地址",
}

_FOR_PEOPLE = {
    "api.runs.errors": "RunError",
    "api.store.errors": "HomeError",
    "models.packs.problem": "PackError",
    "models.reach": "ReachError",
    "models.reading.problems": "RosterError",
}


class UsageError(Exception):
    """Options that do not go together; the message says which, and what is allowed."""


@contextmanager
def told() -> Iterator[None]:
    """Tells people of an error in one message on standard error, and exits with its status."""
    try:
        yield
    except KeyboardInterrupt:
        _end("已中断，没有留下任何文件。", INTERRUPTED)
    except UsageError as error:
        _end(f"用法有误：{error}", WRONG_USAGE)
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = _SYSTEM.get(error.errno or 0, error.strerror or str(error))
        where = f"：{error.filename}" if error.filename else ""
        _end(f"错误：{reason}{where}", AT_FAULT)
    except MemoryError:
        _end("错误：内存不足。请关闭其他程序，或换一台内存更大的机器。", AT_FAULT)
    except Exception as error:
        if not _is_for_people(error):
            raise
        _end(f"错误：{error}", AT_FAULT)


def _is_for_people(error: Exception) -> bool:
    """Whether an error's own text is the message; what was never imported was never raised."""
    for module, name in _FOR_PEOPLE.items():
        loaded = sys.modules.get(module)
        if loaded is not None and isinstance(error, getattr(loaded, name)):
            return True
    return False


def _end(message: str, status: int) -> None:
    typer.echo(message, err=True)
    raise typer.Exit(status)
