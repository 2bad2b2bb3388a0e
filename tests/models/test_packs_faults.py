"""Packs: one broken file for each message, and where the message says that it is."""

import re
import tomllib
from pathlib import Path

import pytest

from models.packs import PackError, load_pack
from models.packs.parse import MOST_BYTES
from models.packs.positions import locate

BROKEN = Path(__file__).parents[1] / "broken_packs"
PACKS = Path(__file__).parents[2] / "models" / "packs"
MARK = b"# <- here"
ELSEWHERE = {"no-pack", "too-large"}  # these files are not kept: their tests make them
WARNINGS = {"not-in-force", "same-rule", "selects-nothing", "unused-selection"}


def problems_of(path: Path | str) -> PackError:
    with pytest.raises(PackError) as caught:
        load_pack(path)
    return caught.value


def expected_line(source: bytes) -> int:
    """The line that carries the mark; the first where what is missing is nowhere."""
    marked = [n for n, line in enumerate(source.split(b"\n"), start=1) if MARK in line]
    return marked[-1] if marked else 1


@pytest.mark.parametrize("path", sorted(BROKEN.glob("*.toml")), ids=lambda p: p.stem)
def test_each_broken_pack_gives_its_one_message_at_the_marked_line(path: Path) -> None:
    """The first line of the file holds the message, `# <- here` marks the line at fault."""
    source = path.read_bytes()
    (problem,) = problems_of(path).problems
    if path.stem == "empty":
        expected = "：文件是空的。"
    elif path.stem == "not_utf8":
        expected = "：文件不是 UTF-8 编码的文本。"
    else:
        first = source.split(b"\n", 1)[0].decode()
        expected = first.removeprefix("# 期望")
    assert str(problem).startswith(f"{path} 第 {expected_line(source)} 行{expected}")
    assert problem.allowed or problem.code == "personal-field"


def test_every_kind_of_fault_has_a_broken_pack() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in PACKS.glob("*.py"))
    known = set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', source)) - {"utf-8-sig"} | {
        "syntax",
        "not-utf8",
    }
    shown = {p.code for f in BROKEN.glob("*.toml") for p in problems_of(f).problems}
    assert shown == known - ELSEWHERE - WARNINGS


def test_all_faults_of_a_file_are_told_at_once_in_its_order(tmp_path: Path) -> None:
    path = tmp_path / "many.toml"
    text = (BROKEN / "share_above_1.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('group = "relocated"', 'group = "nobody"'), encoding="utf-8")
    assert [p.code for p in problems_of(path).problems] == ["unknown-selection", "out-of-range"]


def test_the_message_names_the_nearest_pack_when_there_is_no_such_pack() -> None:
    assert problems_of("qianyang").problems[0].nearest == "qianyang-2021"
    assert "找不到政策包文件" in str(problems_of("nowhere/qianyang-2021.toml"))


def test_a_folder_or_a_file_of_another_kind_is_refused_with_one_message(tmp_path: Path) -> None:
    assert problems_of(tmp_path).problems[0].code == "no-pack"
    big = tmp_path / "big.toml"
    big.write_bytes(b"#" * (MOST_BYTES + 1))
    assert problems_of(big).problems[0].code == "too-large"
    deep = tmp_path / "deep.toml"
    deep.write_text("a = " + "[" * 5000, encoding="utf-8")
    assert problems_of(deep).problems[0].code == "syntax"
    digits = tmp_path / "digits.toml"
    digits.write_text("a = " + "9" * 5000, encoding="utf-8")
    assert problems_of(digits).problems[0].code == "syntax"


def test_a_file_saved_by_a_windows_editor_reads_the_same(tmp_path: Path) -> None:
    """With a byte order mark and CRLF line ends."""
    pack = load_pack("qianyang-2021")
    path = tmp_path / "windows.toml"
    path.write_bytes(b"\xef\xbb\xbf" + pack.source_bytes.replace(b"\n", b"\r\n"))
    copy = load_pack(path)
    assert copy.rules == pack.rules
    turned = copy.with_parameters({"push_least": "4"})
    assert turned.rule("push-three") == pack.with_parameters({"push_least": 4}).rule("push-three")


def test_every_key_is_found_on_the_line_where_it_stands() -> None:
    text = load_pack("qianyang-2021").source_bytes.decode()
    lines = text.split("\n")
    positions = locate(text)

    def walk(value: object, path: tuple[str | int, ...]) -> int:
        found = 0
        items = value.items() if isinstance(value, dict) else enumerate(value)  # type: ignore[arg-type]  # dict or list
        for key, inner in items:
            here = (*path, key)
            assert here in positions.lines
            if isinstance(key, str):
                assert key in lines[positions.line(here) - 1]
                found += 1
            if isinstance(inner, dict | list):
                found += walk(inner, here)
        return found

    assert walk(tomllib.loads(text), ()) > 150  # the pack holds well over 150 keys
    assert not positions.twice


def test_a_scan_that_meets_nonsense_ends_and_keeps_what_it_found() -> None:
    assert locate('[a]\nb = 1\nc = "open\nd = 2').lines == {("a",): 1, ("a", "b"): 2, ("a", "c"): 3}
