"""What can be wrong with a run folder, or with an answer."""

from __future__ import annotations

from collections.abc import Sequence


class RunError(Exception):
    """A run folder cannot be written or read; the message is for people."""


class CheckFailedError(RunError):
    """
    The independent checker contradicts the solver; no file is kept.

    Parameters
    ----------
    faults
        What the checker found, one sentence each.
    """

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        shown = "\n".join(f"  {n}. {fault}" for n, fault in enumerate(self.faults[:10], 1))
        more = f"\n  …… 共 {len(self.faults)} 处" if len(self.faults) > 10 else ""
        super().__init__(
            "独立核查发现求解结果有误，结果未保存。这是程序的错误，请连同下列内容报告给维护者：\n"
            f"{shown}{more}"
        )
