"""Selections as a pack writes them become conditions, checked word by word."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from models.categories import Category, mask_of
from models.fields import DESTINATION, TABLES, Field, Kind
from models.packs.faults import Faults
from models.packs.measures import read_measure
from models.packs.positions import Path
from models.packs.problem import nearest
from models.packs.references import read_written
from models.packs.values import allowed_for, listed, read_value
from models.places import Level
from models.rules.condition import (
    JOINS,
    AllOf,
    AnyOf,
    Belongs,
    ClassRate,
    Condition,
    Everything,
    Lies,
    NoneOf,
    OneOf,
    OutcomeWithin,
    Retires,
    Starts,
    Through,
)
from models.rules.params import TABLES_ZH, ratio

UNUSABLE = (Kind.IDENTITY, Kind.PHONE)
CATEGORY_KEYS = {"categories_any": "any", "categories_all": "all", "categories_none": "none"}
RETIREMENT_KEY = "retires_within_years"  # of workers
MOST_YEARS = 50
DESTINATION_KEY = "destination"  # of vacancies
RATE_KEY = "class_rate"  # of the ledger
OUTCOME_KEY = "outcome_within_months"  # of the ledger
LEVELS = {
    "county": (Level.VILLAGE, Level.TOWNSHIP, Level.COUNTY),
    "city": (Level.CITY,),
    "province": (Level.PROVINCE,),
    "beyond": (Level.BEYOND,),
}
GROUP_KEYS: dict[str, type[AnyOf | AllOf | NoneOf]] = {
    "any_of": AnyOf,
    "all_of": AllOf,
    "none_of": NoneOf,
}
DEEPEST = 20  # parts of a path
MOST_MONTHS = 120
RATE = ratio("Share of a class.")


def read_conditions(table: str, data: dict[str, Any], path: Path, faults: Faults) -> Condition:
    """
    Reads a table of conditions; all of them must hold.

    Parameters
    ----------
    table
        Name of the roster's table that the conditions speak of.
    data
        Keys and values as parsed, without the selection's label.
    path
        Where it stands.
    faults
        Takes what is wrong.

    Returns
    -------
    Condition
        `Everything` where faults left nothing.
    """
    if len(path) > DEEPEST:
        faults.add(path, "too-deep", "条件嵌套太深。", allowed="较浅的条件，或分成几个范围")
        return Everything()
    if data == {"all": True}:
        return Everything()
    if not data:
        allowed = "至少一个条件；要选全部，写 all = true"
        faults.add(path, "no-condition", "没有写任何条件。", allowed=allowed)
    parts: list[Condition] = []
    for key, value in data.items():
        part = _read_one(table, key, value, (*path, key), faults)
        if part is not None:
            parts.append(part)
    if not parts:
        return Everything()
    return parts[0] if len(parts) == 1 else AllOf(tuple(parts))


def words_for(table: str) -> list[str]:
    """Every word that may stand as a condition on a table."""
    names = [f.name for f in TABLES[table].fields if _usable(f)]
    names += [word for t, word in JOINS if t == table]
    names += CATEGORY_KEYS if table == "workers" else []
    names += [key for t, key in MADE if t == table]
    return [*names, *GROUP_KEYS, "all"]


def _read_one(table: str, key: str, value: Any, path: Path, faults: Faults) -> Condition | None:
    if (table, key) in JOINS:
        return _through(JOINS[table, key][1], key, value, path, faults)
    if key in GROUP_KEYS:
        return _group(table, key, value, path, faults)
    if key in CATEGORY_KEYS and table == "workers":
        return _belongs(CATEGORY_KEYS[key], value, path, faults)
    if (table, key) in MADE:
        return MADE[table, key](value, path, faults)
    field = TABLES[table].by_name.get(key)
    if field is None or not _usable(field):
        _refuse(table, key, field, path, faults)
        return None
    read = read_measure if isinstance(value, dict) else _equals
    return read(field, value, path, faults)


def _through(other: str, key: str, value: Any, path: Path, faults: Faults) -> Condition | None:
    if not isinstance(value, dict):
        faults.mistyped(path, value, f"对{TABLES_ZH[other]}的条件，如 {key} = {{ … }}")
        return None
    return Through(key, read_conditions(other, value, path, faults))


def _group(table: str, key: str, value: Any, path: Path, faults: Faults) -> Condition | None:
    if not isinstance(value, list) or not value or not all(isinstance(v, dict) for v in value):
        faults.mistyped(path, value, f"若干组条件，如 {key} = [ {{ … }}, {{ … }} ]")
        return None
    parts = [read_conditions(table, v, (*path, i), faults) for i, v in enumerate(value)]
    return GROUP_KEYS[key](tuple(parts))


def _refuse(table: str, key: str, field: Field | None, path: Path, faults: Faults) -> None:
    """Says why a key is no condition."""
    if key == "categories" or (field is not None and field.category is not None):
        hint = "" if field is None or field.category is None else f'["{field.category.code}"]'
        faults.add(
            path,
            "use-categories",
            f"人员类别不能直接用「{key}」作条件。",
            allowed="categories_any、categories_all、categories_none",
            nearest=f"categories_any = {hint or '[…]'}",
        )
    elif field is not None and field.fills:
        fills = "、".join(field.fills)
        faults.add(path, "use-filled", f"「{key}」读入后拆成别的列。", allowed=fills)
    elif field is not None:
        faults.add(path, "personal-field", f"「{key}」指认个人或依法不得作为条件，规则不能使用。")
    elif key == "all":
        faults.add(path, "all-alone", "all 只能单独写。", allowed="all = true，且不写其他条件")
    else:
        labels = {f.label: f.name for f in TABLES[table].fields if _usable(f)}
        words = words_for(table)
        quoted = (table, key.partition(".")[0]) in JOINS
        near = f"{key} = …（不加引号）" if quoted else labels.get(key) or nearest(key, words)
        faults.add(
            path,
            "unknown-field",
            f"{TABLES_ZH[table]}没有「{key}」这一条件。",
            allowed="、".join(words),
            nearest=near,
        )


def _usable(field: Field) -> bool:
    """Whether a rule may look at a field: never at what names a person, nor at sex."""
    if field.kind in UNUSABLE or field.kind is Kind.CATEGORIES or not field.stored:
        return False
    return not (field.personal and field.name in {"name", "sex", "birth_date"})


def _belongs(how: str, value: Any, path: Path, faults: Faults) -> Condition | None:
    known = {word: c for c in Category for word in (c.code, *c.words)}
    found: list[Category] = []
    for place, word in listed(value, path):
        if not isinstance(word, str):
            faults.mistyped(place, word, "人员类别的代码或中文名称")
        elif word in known:
            found.append(known[word])
        else:
            near = nearest(word, list(known))
            faults.add(
                place,
                "unknown-category",
                f"人员类别「{word}」不存在。",
                allowed="、".join(f"{c.code}（{c.label}）" for c in Category),
                nearest=f"{known[near].code}（{known[near].label}）" if near else "",
            )
    if value == []:
        faults.add(path, "no-condition", "没有写任何人员类别。", allowed="至少一个类别")
    return Belongs(how, mask_of(found)) if found else None


def _retires(value: Any, path: Path, faults: Faults) -> Condition | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MOST_YEARS:
        faults.mistyped(path, value, f"0 至 {MOST_YEARS} 的整数（年）")
        return None
    return Retires(value)


def _lies(value: Any, path: Path, faults: Faults) -> Condition | None:
    field = Field(DESTINATION_KEY, "工作地远近", Kind.CHOICE, "", choices=DESTINATION)
    named = _equals(field, value, path, faults)
    if not isinstance(named, OneOf):
        return None
    return Lies(tuple(level for code in named.values for level in LEVELS[code]))


def _rate(value: Any, path: Path, faults: Faults) -> Condition | None:
    """A bound or two on the share of a class that found work within some months."""
    allowed = "{ within_months = 3, min = 0.5, below = 0.7 }（min、below 至少写一个）"
    given = dict(value) if isinstance(value, dict) else {}
    months = given.pop("within_months", None)
    shares = {k: read_written(RATE, v, (*path, k), faults) for k, v in given.items()}
    if not _months(months) or not shares or not set(shares) <= {"min", "below"}:
        faults.mistyped(path, value, allowed)
        return None
    if None in shares.values():
        return None
    return ClassRate(months, shares.get("min", Fraction(0)), shares.get("below"))


def _outcome(value: Any, path: Path, faults: Faults) -> Condition | None:
    if _months(value):
        return OutcomeWithin(value)
    faults.mistyped(path, value, f"0 至 {MOST_MONTHS} 的整数（月）")
    return None


def _months(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_MONTHS


MADE: dict[tuple[str, str], Callable[[Any, Path, Faults], Condition | None]] = {
    ("workers", RETIREMENT_KEY): _retires,
    ("vacancies", DESTINATION_KEY): _lies,
    ("placements", RATE_KEY): _rate,
    ("placements", OUTCOME_KEY): _outcome,
}
"""Conditions on what no column says, but others give."""


def _equals(field: Field, value: Any, path: Path, faults: Faults) -> Condition | None:
    values = [read_value(field, v, p, faults) for p, v in listed(value, path)]
    if not values:
        faults.add(path, "no-condition", "没有写任何值。", allowed=allowed_for(field))
    if not values or any(v is None for v in values):
        return None
    if field.kind is Kind.PLACE:
        return Starts(field.name, tuple(values))
    return OneOf(field.name, tuple(values))
