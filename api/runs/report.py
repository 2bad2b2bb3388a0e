"""What every report writes beside its tables: on what it was made, and the record itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from api.outputs.tables import write_csv
from api.personal import rejected_for_people
from models.packs import Pack
from models.roster import Roster


def made_of(roster: Roster, pack: Pack) -> dict[str, Any]:
    """The part of a record that says of which roster and pack it is."""
    return {
        "as_of": roster.as_of.isoformat(),
        "pack": pack.id,
        "pack_title": pack.title,
        "pack_sha256": pack.sha256,
        "input_sha256": roster.sha256,
    }


def write_inputs(folder: Path, roster: Roster, pack: Pack) -> None:
    """Writes rejected.csv and pack.toml: the rows that were not used, and the pack."""
    write_csv(rejected_for_people(roster.rejected), folder / "rejected.csv")
    (folder / "pack.toml").write_bytes(pack.source_bytes)


def write_record(path: Path, record: dict[str, Any]) -> None:
    """Writes a record as JSON; dates and amounts as text."""
    text = json.dumps(record, ensure_ascii=False, indent=2, default=str)
    path.write_text(text + "\n", encoding="utf-8")
