"""
`python -m benchmarks.clauses --documents FOLDER`: is every clause with a figure accounted for?

The documents themselves are not part of the project. The folder holds them as
text, under any names: a pack's document is the one that has most of its
clauses. Asserts that every figure of each stands in a clause, that every
clause stands in the document, and that what the rules quote does.
"""

from __future__ import annotations

import sys
import unicodedata
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from models.packs import Pack, list_packs, load_pack
from models.packs.clauses import Clause, Coverage, coverage, read_clauses

_OWN = "文件未规定"  # rules of the project's own cite no clause


def main(words: Sequence[str] | None = None) -> int:
    """Prints the counts of each document and what is not covered; 1 where something is not."""
    parser = ArgumentParser(prog="python -m benchmarks.clauses", description=__doc__)
    parser.add_argument("--documents", type=Path, required=True, metavar="FOLDER")
    args = parser.parse_args(words)
    texts = [p.read_text(encoding="utf-8") for p in sorted(args.documents.glob("*.txt"))]
    if not texts:
        sys.stderr.write(f"no .txt in {args.documents}\n")
        return 2
    sound = True
    total = [0, 0, 0]
    sys.stdout.write("pack            sentences with figures   by rules   left out   not covered\n")
    for name in list_packs():
        clauses = read_clauses(name)
        text = max(texts, key=lambda document: _found(document, clauses))
        found = coverage(text, clauses)
        unsaid = unquoted(load_pack(name), text)
        counts = (found.sentences, found.mapped, found.left_out)
        total = [a + b for a, b in zip(total, counts, strict=True)]
        sys.stdout.write(_line(name, *counts, len(found.uncovered)))
        sound &= not (found.uncovered or found.missing or unsaid)
        for line in _faults(found, unsaid):
            sys.stdout.write(f"    {line}\n")
    sys.stdout.write(_line("all", *total, total[0] - total[1] - total[2]))
    return 0 if sound else 1


def unquoted(pack: Pack, document: str) -> list[str]:
    """Pieces that rules quote (between …) and the document does not have, with their rule."""
    plain = _plain(document)
    return [
        f"{rule.id}: {piece}"
        for rule in pack.rules
        if not rule.cite.startswith(_OWN)
        for piece in rule.words.split("…")
        if _plain(piece).strip("。;,") not in plain
    ]


def _plain(text: str) -> str:
    """Without the breaks of lines and the widths of signs, which copies of a document differ in."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _found(document: str, clauses: tuple[Clause, ...]) -> int:
    return sum(words in document for clause in clauses for words in clause.words)


def _line(name: str, *numbers: int) -> str:
    widths = (24, 11, 11, 14)
    return f"{name:<14}" + "".join(f"{n:>{w}}" for n, w in zip(numbers, widths, strict=True)) + "\n"


def _faults(found: Coverage, unsaid: list[str]) -> list[str]:
    return [
        *(f"not covered: {'、'.join(numbers)} in {text}" for text, numbers in found.uncovered),
        *(f"not in the document: {words}" for words in found.missing),
        *(f"quoted by a rule, not in the document: {words}" for words in unsaid),
    ]


if __name__ == "__main__":
    sys.exit(main())
