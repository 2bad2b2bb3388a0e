"""The documents held to their clauses: figures that no clause quotes, words that none has."""

from pathlib import Path

import pytest

from benchmarks import clauses
from models.packs import list_packs, load_pack
from models.packs.clauses import read_clauses


@pytest.fixture(name="documents")
def fixture_documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One text a pack, of the words of its clauses alone."""
    monkeypatch.setattr(clauses, "unquoted", lambda *_: [])
    for name in list_packs():
        words = [piece for clause in read_clauses(name) for piece in clause.words]
        (tmp_path / f"{name[::-1]}.txt").write_text("。\n".join(words), encoding="utf-8")
    return tmp_path


def told(documents: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = clauses.main(["--documents", str(documents)])
    return status, capsys.readouterr().out


def test_documents_whose_every_figure_is_quoted_stand(
    documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the files are called; the last column counts what is not covered."""
    status, out = told(documents, capsys)
    assert status == 0
    rows = {line.split()[0]: line.split()[1:] for line in out.splitlines()[1:]}
    assert set(rows) == {*list_packs(), "all"}
    assert all(row[3] == "0" for row in rows.values())
    for sentences, mapped, left, _ in rows.values():
        assert int(sentences) == int(mapped) + int(left)


def test_a_figure_that_no_clause_quotes_is_named_with_its_sentence(
    documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = documents / f"{'fengdu-2021'[::-1]}.txt"
    path.write_text(path.read_text(encoding="utf-8") + "。\n再给予9000元", encoding="utf-8")
    status, out = told(documents, capsys)
    assert status == 1
    assert "    not covered: 9000 in 再给予9000元" in out.splitlines()


def test_words_that_the_document_does_not_have_are_named(
    documents: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = documents / f"{'chengkou-2021'[::-1]}.txt"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("转移我县脱贫劳动力到山东临沂就业50人", ""), encoding="utf-8")
    status, out = told(documents, capsys)
    assert status == 1
    assert "    not in the document: 转移我县脱贫劳动力到山东临沂就业50人" in out.splitlines()


def test_a_folder_without_documents_is_wrong_usage(tmp_path: Path) -> None:
    assert clauses.main(["--documents", str(tmp_path)]) == 2


def test_what_rules_quote_is_looked_for_without_breaks_and_widths() -> None:
    """The quotes of one rule stand in the text, half-width and over a line; the others do not."""
    pack = load_pack("chengkou-2021")
    text = "推荐至少3个针对性就\n业岗位"
    missing = clauses.unquoted(
        pack, "对有劳动能力和就业意愿的劳动力,开展1次就业创业政策宣介,提供1次职业指导," + text
    )
    named = {line.split(":")[0] for line in missing}
    assert "push-three" not in named
    assert named == {
        rule.id
        for rule in pack.rules
        if rule.id not in {"push-three", "push-exposure", "three-services"}
    }
