"""What two packs say differently, part by part."""

from pathlib import Path

import pytest

from models.packs import Difference, Pack, differences, load_pack


def changed(tmp_path: Path, *changes: tuple[str, str]) -> Pack:
    """qianyang-2021 with some of its text replaced."""
    text = load_pack("qianyang-2021").source_bytes.decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "changed.toml"
    path.write_text(text, encoding="utf-8")
    return load_pack(path)


@pytest.fixture(name="pack", scope="module")
def fixture_pack() -> Pack:
    return load_pack("qianyang-2021")


def test_a_pack_differs_from_itself_in_nothing_nor_by_its_comments(
    pack: Pack, tmp_path: Path
) -> None:
    assert differences(pack, pack) == ()
    assert (
        differences(pack, changed(tmp_path, ("# 易地扶贫搬迁群众: ", "# Relocated people: "))) == ()
    )


def test_a_number_in_a_rule_or_a_parameter_is_one_difference(pack: Pack, tmp_path: Path) -> None:
    """The share stands as a parameter: the rule that refers to it changes with it."""
    other = changed(
        tmp_path, ('default = 0.10\ncomment = "搬迁', 'default = 0.15\ncomment = "搬迁')
    )
    assert differences(pack, other) == (
        Difference("parameters", "relocated_share", "value", "0.10", "0.15"),
        Difference("rule", "relocated-share", "share", "0.10", "0.15"),
    )


def test_a_selection_is_shown_as_the_file_writes_it(pack: Pack, tmp_path: Path) -> None:
    other = changed(tmp_path, ('project = "grassroots_service"\n', 'project = "work_relief"\n'))
    (found,) = differences(pack, other)
    assert (found.part, found.name, found.field) == ("posts", "grassroots_service", "condition")
    assert found.before == 'project = "grassroots_service" kind = "ordinary"'
    assert found.after == 'project = "work_relief" kind = "ordinary"'


def test_a_rule_under_another_id_is_gone_and_new(pack: Pack, tmp_path: Path) -> None:
    other = changed(tmp_path, ('id = "grassroots-order"', 'id = "village-order"'))
    gone, new = differences(pack, other)
    assert (gone.name, gone.field, gone.after) == ("grassroots-order", "", None)
    assert (new.name, new.field, new.before) == ("village-order", "", None)
    assert gone.before == new.after
    assert gone.before is not None
    assert gone.before.endswith("（五(二)1）")


def test_orders_and_clauses_are_compared(pack: Pack, tmp_path: Path) -> None:
    other = changed(
        tmp_path,
        ('order = ["urban_first", "hard_to_place"]', 'order = ["hard_to_place"]'),
        ("valid_to = 2025-12-31", "valid_to = 2026-12-31"),
    )
    assert differences(pack, other) == (
        Difference("pack", "", "valid_to", "2025-12-31", "2026-12-31"),
        Difference(
            "rule", "urban-welfare-order", "order", "urban_first、hard_to_place", "hard_to_place"
        ),
    )


def test_two_documents_share_nothing_but_names() -> None:
    """Every rule of one and the other is named: gone, new, or changed under the same id."""
    one, two = load_pack("qianyang-2021"), load_pack("chengkou-2021")
    named = {found.name for found in differences(one, two) if found.part == "rule"}
    assert named == {rule.id for rule in (*one.rules, *two.rules)}
