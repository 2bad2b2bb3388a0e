"""
The clause table: `python -m models.clause_table tests > data/policies/CLAUSES.md`.

Every clause of the documents that states a figure or an order, with the rules
that hold it, their kinds and the tests that exercise them; and the clauses
that no rule holds, with the reason.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from models.packs import Pack, list_packs, load_pack
from models.packs.clauses import Clause, read_clauses
from models.rules import Rule

_WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHOWN = 3  # tests named for a rule; more are counted
_HEAD = """# Clauses

Made by `python -m models.clause_table tests > data/policies/CLAUSES.md`. Every clause of the five
documents that states a number, a share, a term, an amount, a day or an order, in the document's own
numbering and words, with the rules that hold it; then the clauses that no rule holds, with the
reason. `python -m benchmarks.clauses --documents FOLDER` holds this table to the documents
themselves: every figure of every sentence has to stand in a clause, every clause in its document.
"""


def clause_table(tests: Path) -> str:
    """
    The table as Markdown.

    Parameters
    ----------
    tests
        The folder of the tests: case files of a pack name the rules that they
        settle, and the tests of packs and kinds name those that they exercise.
    """
    packs = [load_pack(name) for name in list_packs()]
    read = {pack.id: read_clauses(pack.id) for pack in packs}
    lines = [_HEAD, *_totals(packs, read)]
    for pack in packs:
        lines += _section(pack, read[pack.id], _Tests(tests, pack))
    return "\n".join(lines) + "\n"


class _Tests:
    """Which tests exercise the rules of a pack."""

    def __init__(self, folder: Path, pack: Pack) -> None:
        self.folder = folder
        cases = sorted((folder / "cases" / pack.id).glob("*.toml"))
        own = sorted((folder / "models").glob("test_packs*.py"))
        self.cases = {path: set(_WORD.findall(path.read_text(encoding="utf-8"))) for path in cases}
        self.own = {path: path.read_text(encoding="utf-8") for path in own}
        self.pack = pack

    def of(self, rule: Rule) -> list[str]:
        """Case files and tests of the pack that exercise the rule, then the test of its kind."""
        signs = list(self._signs(rule))
        cases = [path for path, words in self.cases.items() if any(s <= words for s in signs)]
        named = [
            path
            for path, text in self.own.items()
            if f'"{rule.id}"' in text and f'"{self.pack.id}"' in text
        ]
        kinds = [
            path
            for package in ("solver", "models")
            for path in sorted((self.folder / package).rglob(f"test_rules_{rule.kind}.py"))
        ]
        return [self._shown(path) for path in (*cases, *named, *kinds)]

    def _signs(self, rule: Rule) -> Iterator[set[str]]:
        """
        Ids that together show a case to be about the rule: its own, that of a rule that
        depends on it, or two of the alternatives between which it chooses.
        """
        yield {rule.id}
        for other in self.pack.rules:
            for name, param in other.params().items():
                if param.type == "rule" and getattr(other, name) == rule.id:
                    yield {other.id}
        for name, param in rule.params().items():
            if param.type == "options":
                for one, two in combinations(getattr(rule, name), 2):
                    yield from ({a, b} for a in one for b in two)

    def _shown(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def _totals(packs: list[Pack], read: dict[str, tuple[Clause, ...]]) -> Iterator[str]:
    yield "| pack | clauses | held by rules | left out | rules | kinds |"
    yield "|---|---|---|---|---|---|"
    for pack in packs:
        clauses = read[pack.id]
        held = sum(bool(clause.rules) for clause in clauses)
        counts = (len(clauses), held, len(clauses) - held, len(pack.rules))
        kinds = len({rule.kind for rule in pack.rules})
        yield f"| [`{pack.id}`](#{pack.id}) | {' | '.join(map(str, counts))} | {kinds} |"
    yield ""


def _section(pack: Pack, clauses: tuple[Clause, ...], tests: _Tests) -> Iterator[str]:
    yield f"## {pack.id}"
    yield ""
    yield f"{pack.title}：{pack.document}"
    yield ""
    yield "| 条款 | 原文 | 规则 | 类型 | 测试 |"
    yield "|---|---|---|---|---|"
    for clause in clauses:
        for place, name in enumerate(clause.rules):
            rule = pack.rule(name)
            at, words = (clause.at, _words(clause)) if place == 0 else ("", "")
            found = tests.of(rule)
            more = [f"等 {len(found)} 个"] if len(found) > _SHOWN else []
            shown = "<br>".join([*(f"`{test}`" for test in found[:_SHOWN]), *more])
            yield f"| {at} | {words} | `{rule.id}` | `{rule.kind}` | {shown} |"
    yield ""
    beside = _beside(pack, clauses)
    if beside:
        yield f"表外的规则：{'；'.join(beside)}。"
        yield ""
    left = [clause for clause in clauses if clause.left_out]
    if left:
        yield "未设规则的条款："
        yield ""
        yield "| 条款 | 原文 | 原因 |"
        yield "|---|---|---|"
        yield from (f"| {c.at} | {_words(c)} | {c.left_out} |" for c in left)
        yield ""


def _beside(pack: Pack, clauses: tuple[Clause, ...]) -> list[str]:
    """Rules that no clause of the table names, with their kind and where they come from."""
    named = {name for clause in clauses for name in clause.rules}
    return [f"`{r.id}`（`{r.kind}`，{r.cite}）" for r in pack.rules if r.id not in named]


def _words(clause: Clause) -> str:
    return "……".join(clause.words).replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(clause_table(Path(sys.argv[1])))
