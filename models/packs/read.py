"""The text of a pack becomes a pack; every fault is found before any is raised."""

from __future__ import annotations

from typing import Any

from models.packs.conditions import read_conditions
from models.packs.faults import Faults
from models.packs.header import read_header
from models.packs.pack import Pack
from models.packs.parse import decode, parse
from models.packs.positions import Path, locate
from models.packs.rules import Selections, read_rules
from models.packs.settings import read_settings
from models.rules import Selection
from models.rules.params import SECTION
from models.rules.selection import SELECTABLE

TOP = ("pack", "parameters", *(SECTION[table] for table in SELECTABLE), "rule", "set")


def read_pack(source: bytes, file: str) -> Pack:
    """
    Reads a pack.

    Parameters
    ----------
    source
        The bytes of a TOML file, UTF-8.
    file
        Its path, for messages.

    Raises
    ------
    PackError
        With every fault of the file.
    """
    text = decode(source, file)
    faults = Faults(file, locate(text))
    data = parse(text, faults)
    faults.known(data, list(TOP), ())
    header = read_header(data, faults)
    settings = read_settings(data, faults)
    selections = _read_selections(data, faults)
    rules = read_rules(data.get("rule"), selections, settings, faults)
    written = data.get("rule")
    settings.finish(written, complete=isinstance(written, list) and len(rules) == len(written))
    faults.raise_any()
    return Pack(
        **header,
        path=file,
        source_bytes=source,
        rules=tuple(rules),
        selections=selections,
        parameters=settings.parameters,
        settings=settings.changes,
        positions=faults.positions,
    )


def _read_selections(data: dict[str, Any], faults: Faults) -> Selections:
    """Reads the named selections of each table."""
    found: Selections = {}
    for table in SELECTABLE:
        section = SECTION[table]
        found[table] = {}
        for name, raw in faults.table(data.get(section, {}), (section,)).items():
            path: Path = (section, name)
            if not isinstance(raw, dict):
                faults.mistyped(path, raw, f"一个表，如 [{section}.{name}] 之下的各行")
                continue
            label = faults.text(raw, "label", path)
            rest = {key: value for key, value in raw.items() if key != "label"}
            condition = read_conditions(table, rest, path, faults)
            found[table][name] = Selection(name, label, table, condition)
    return found
