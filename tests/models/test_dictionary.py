"""The data dictionary is what the declaration says."""

from __future__ import annotations

from data import DATA
from models.dictionary import dictionary
from models.fields import TABLES


def test_the_kept_dictionary_is_the_generated_one() -> None:
    kept = (DATA / "dictionary.md").read_text(encoding="utf-8")
    assert kept == dictionary(), "Run: python -m models.dictionary > data/dictionary.md"


def test_every_field_has_its_line_with_its_heading_and_marks() -> None:
    sections = dictionary().split("\n## ")
    for table, section in zip(TABLES.values(), sections[1:], strict=False):
        assert section.startswith(f"{table.label} · `{table.name}`")
        rows = {line.split("|")[1].strip(): line for line in section.splitlines() if "|" in line}
        for field in table.fields:
            heading = rows[f"`{field.name}`"].split("|")[2]
            assert field.label in heading
            assert ("个人" in heading) == field.personal
            assert ("必填" in heading) == field.required
