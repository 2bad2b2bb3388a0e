"""Finding packs, by name or by file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

from models.packs.pack import Pack
from models.packs.parse import MOST_BYTES
from models.packs.positions import locate
from models.packs.problem import PackError, PackProblem, nearest, shorten
from models.packs.read import read_pack

SUFFIX = ".toml"


def list_packs() -> tuple[str, ...]:
    """Ids of the packs that come with the program, sorted."""
    return tuple(sorted(p.stem for p in _folder().iterdir() if p.suffix == SUFFIX))


def load_pack(id_or_path: str | Path) -> Pack:
    """
    Loads a policy pack.

    Parameters
    ----------
    id_or_path
        The id of a pack that comes with the program, or the path of a TOML file.
        What ends in .toml or contains a slash is a path.

    Raises
    ------
    PackError
        When there is no such pack, or the file has faults: all of them.
    """
    name = str(id_or_path)
    if isinstance(id_or_path, Path) or name.endswith(SUFFIX) or "/" in name or "\\" in name:
        path, shown_as = Path(name), name
    else:
        path, shown_as = _folder() / f"{name}{SUFFIX}", f"{name}{SUFFIX}"
        if name not in list_packs():
            raise _missing(name, f"没有名为「{shorten(name)}」的政策包。", name)
    if not path.is_file():
        message = f"找不到政策包文件「{shorten(name)}」。"
        raise _missing(shown_as, message, path.name.removesuffix(SUFFIX))
    try:
        with path.open("rb") as file:
            source = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise _missing(shown_as, f"无法读取政策包文件：{error.strerror}。", "") from None
    return read_pack(source, shown_as)


def with_settings(pack: Pack, changes: Mapping[str, str | int | Decimal]) -> Pack:
    """See `Pack.with_parameters`."""
    settings = {**pack.settings, **changes}
    if not settings:
        return pack
    base = _without_settings(pack.source_bytes.decode("utf-8-sig").replace("\r\n", "\n"))
    lines = [f"{_quoted(key)} = {_quoted(str(settings[key]))}" for key in sorted(settings)]
    text = base.rstrip("\n") + "\n\n[set]\n" + "\n".join(lines) + "\n"
    try:
        return read_pack(text.encode(), pack.path)
    except PackError as error:
        raise PackError(tuple(_beside(p) for p in error.problems)) from None


def _beside(problem: PackProblem) -> PackProblem:
    """A fault of a number given beside the file is of no line of it."""
    head, _, key = problem.where.partition(" / ")
    return replace(problem, line=None, where=key) if head == "set" else problem


def _without_settings(text: str) -> str:
    """The text without its [set] table."""
    headers = locate(text).headers
    lines = text.split("\n")
    for place, (line, path) in enumerate(headers):
        if path == ("set",):
            end = headers[place + 1][0] - 1 if place + 1 < len(headers) else len(lines)
            return "\n".join(lines[: line - 1] + lines[end:])
    return text


def _quoted(text: str) -> str:
    """A TOML string."""
    plain = re.sub(r"[\x00-\x1f\x7f]", " ", text)
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _folder() -> Path:
    return Path(str(files("data"))) / "policies"


def _missing(file: str, message: str, name: str) -> PackError:
    packs = list_packs()
    allowed = "、".join(packs) + "，或一个 .toml 文件的路径"
    near = nearest(name, list(packs)) if name else ""
    return PackError((PackProblem("no-pack", file, None, "", message, allowed, near),))
