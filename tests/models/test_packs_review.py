"""What a pack allows itself that its author may not have meant."""

from pathlib import Path

import pytest

from models.packs import list_packs, load_pack, review

BASE = Path(__file__).parents[1] / "broken_packs" / "guarantee_least_0.toml"
AGAIN = '\n[[rule]]\nid = "again"\nkind = "household_guarantee"\ncite = "二"\nwords = "另一款"\n'


def test_a_selection_that_no_rule_names_and_a_rule_said_twice_are_warnings(tmp_path: Path) -> None:
    text = BASE.read_text(encoding="utf-8").replace("least = 0", "least = 1")
    text += AGAIN + 'households = "zero"\nleast = 1\nwithin_months = 1\n'
    text += '\n[workers.nobody]\nlabel = "残疾人"\ncategories_any = ["disabled"]\n'
    path = tmp_path / "pack.toml"
    path.write_text(text, encoding="utf-8")
    lines = text.split("\n")
    same, unused = review(load_pack(path))
    assert (same.code, same.where, same.line) == (
        "same-rule",
        "again",
        lines.index('id = "again"') + 1,
    )
    assert same.message.startswith("与规则 zero 说的完全相同：零就业家庭每户")
    assert (unused.code, unused.line) == ("unused-selection", lines.index("[workers.nobody]") + 1)
    assert "人员范围「残疾人」没有被任何规则使用" in str(unused)


@pytest.mark.parametrize("name", list_packs())
def test_the_packs_that_come_with_the_program_give_no_warning(name: str) -> None:
    assert review(load_pack(name)) == ()
