"""A run folder as it lies on disk."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from api.runs.archive import read_arrays
from api.runs.errors import RunError
from models.export import restore

FILES: dict[str, str] = {
    "run.json": "运行记录：状态、目标值、上界、差距、用时、版本",
    "matches.parquet": "全部匹配结果（供程序读取）",
    "matches.xlsx": "匹配结果（供阅读和打印）",
    "push_texts.csv": "推送短信，每条不超过70字（仅推送任务）",
    "unplaced.csv": "未安置人员及原因",
    "unfilled.csv": "未招满岗位及原因",
    "rules.csv": "每条规则的应达数、已达数和影子价格",
    "reach.csv": "追求的门槛：各单位是否达到、由谁达到、代价多少（仅在用 --reach 时）",
    "rejected.csv": "未采用的输入行及原因",
    "certificate.npz": "质量证明：影子价格，供 gangpei verify 核对",
    "pinned.csv": "已定的安排（仅在用 --pin 时）",
    "start.npz": "求解的终点：下一次运行可用 --from 从这里接着算",
    "pack.toml": "所用政策包的副本",
}


@dataclass(frozen=True)
class RunFolder:
    """
    Reads the files of a run.

    Every property raises `RunError` with a message for people when its file is
    missing or damaged.

    Parameters
    ----------
    path
        The folder.
    """

    path: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "path", Path(self.path))
        if not self.path.is_dir():
            msg = f"找不到结果文件夹 {self.path}。请给出运行任务时 --out 所指的文件夹。"
            raise RunError(msg)

    @cached_property
    def run(self) -> dict[str, Any]:
        """The content of run.json."""
        try:
            content = json.loads(self.file("run.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._damaged("run.json", error) from error
        if not isinstance(content, dict) or "job" not in content:
            msg = f"{self.path / 'run.json'} 不是运行记录。请重新运行该任务。"
            raise RunError(msg)
        return content

    @property
    def job(self) -> str:
        """Which job: allocate, push or shortlist."""
        return str(self.run["job"])

    @cached_property
    def matches(self) -> pl.DataFrame:
        """worker_id, vacancy_id, rank, value and the value's parts."""
        try:
            return pl.read_parquet(self.file("matches.parquet"))
        except (OSError, pl.exceptions.PolarsError) as error:
            raise self._damaged("matches.parquet", error) from error

    @cached_property
    def unplaced(self) -> pl.DataFrame:
        """Workers without a post, and why."""
        return self._csv("unplaced.csv")

    @cached_property
    def unfilled(self) -> pl.DataFrame:
        """Vacancies with openings left, and why."""
        return self._csv("unfilled.csv")

    @cached_property
    def rules(self) -> pl.DataFrame:
        """One line per rule and entity."""
        return self._csv("rules.csv")

    @cached_property
    def certificate(self) -> dict[str, Any]:
        """Prices, as the solver gave them."""
        try:
            return read_arrays(self.file("certificate.npz"))
        except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
            raise self._damaged("certificate.npz", error) from error

    @property
    def pack_path(self) -> Path:
        """The copy of the pack."""
        return self.file("pack.toml")

    def file(self, name: str) -> Path:
        """Path of one file; raises `RunError` where it is missing."""
        path = self.path / name
        if not path.is_file():
            msg = f"结果文件夹 {self.path} 里没有 {name}。请重新运行该任务，或检查文件是否被移走。"
            raise RunError(msg)
        return path

    @property
    def files(self) -> list[str]:
        """Names of the run's files that are there, further volumes of the workbook included."""
        volumes = sorted(p.name for p in self.path.glob("matches-*.xlsx"))
        return [name for name in FILES if (self.path / name).is_file()] + volumes

    def _csv(self, name: str) -> pl.DataFrame:
        path = self.file(name)
        # Ids are text, whatever they look like: all is read as text, then numbers are cast.
        numbers = ("open", "required", "achieved", "shortfall", "tier", "row")
        try:
            frame = pl.read_csv(path, infer_schema=False).with_columns(restore(pl.all()))
            return frame.with_columns(
                *(pl.col(c).cast(pl.Int64) for c in numbers if c in frame.columns),
                *(pl.col(c).cast(pl.Float64) for c in ("price",) if c in frame.columns),
            )
        except (OSError, pl.exceptions.PolarsError) as error:
            raise self._damaged(name, error) from error

    def _damaged(self, name: str, error: Exception) -> RunError:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        return RunError(f"{self.path / name} 读不出来，可能已损坏（{reason}）。请重新运行该任务。")
