"""
Who may hold which post: every condition as one requirement with its reason.

A requirement is asked by some vacancies and met by some workers; a pair is
eligible when the worker meets all that the vacancy asks. The conditions:

    unavailable   every vacancy asks that the worker is available (`available`)
    too_young     age >= age_min; an age not known counts as met
    too_old       age <= age_max; an age not known counts as met
    education     level >= the level asked; a level not known counts as met
    certificate   each certificate asked is held, by `certificate_keys`
    labour        capacity >= the capacity asked; not known counts as met
    group         the pack's eligibility rules
    term          the pack's term limits: not held for as long as allowed, by the ledger
    too_far       the place of work lies within the worker's greatest distance; a
                  place or a distance not known counts as met (see `matcher.distance`)

Sex, ethnicity, household registration and the like are never conditions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from matcher.texts import distinct
from matcher.units import BoolArray
from models.fields import NO_CERTIFICATE, VACANCIES
from models.packs import Pack
from models.roster import Roster
from models.rules import Eligibility, TermLimit

WORKING_AGE = 16  # Labour Law, article 15
_SEPARATORS = re.compile(r"[、,,;;/|\s]+")
_SUFFIXES = re.compile(r"(职业资格证书?|资格证书?|操作证书?|上岗证书?|证书|证)$")


@dataclass(frozen=True)
class Requirement:
    """
    One condition.

    Parameters
    ----------
    code
        Which kind of condition.
    text
        The reason of a refusal, in Chinese.
    asked
        Shape (V,): which vacancies ask for it.
    met
        Shape (W,): which workers meet it.
    """

    code: str
    text: str
    asked: BoolArray
    met: BoolArray


def available(roster: Roster) -> BoolArray:
    """Who takes part in a run: willing, able, not in work, of working age. Shape (W,)."""
    part = roster.workers.select(
        pl.col("willing").fill_null(value=True)
        & (pl.col("labour").cast(pl.String).fill_null("full") != "none")
        & (pl.col("status").cast(pl.String).fill_null("unemployed") != "employed")
        & (pl.col("age").fill_null(WORKING_AGE) >= WORKING_AGE)
    )
    return part.to_series().to_numpy()


def certificate_keys(text: str) -> frozenset[str]:
    """Splits a cell of certificates into comparable names: 焊工操作证、电工证 -> {焊工, 电工}."""
    parts = _SEPARATORS.split(unicodedata.normalize("NFKC", text).lower())
    keys = frozenset(_SUFFIXES.sub("", part) or part for part in parts if part)
    return keys - frozenset(NO_CERTIFICATE)


def requirements(roster: Roster, pack: Pack) -> tuple[Requirement, ...]:
    """Lists every requirement that some vacancy asks, except distance."""
    return (
        Requirement(
            "unavailable",
            "本人不在本次安置范围(无就业意愿、无劳动能力、已就业或未满16周岁)",
            np.ones(roster.vacancies.height, dtype=bool),
            available(roster),
        ),
        *_ages(roster),
        *_levels(roster, "education", "学历不符:要求{}及以上"),
        *_certificates(roster),
        *_levels(roster, "labour", "劳动能力不符:要求{}"),
        *_groups(roster, pack),
    )


def _ages(roster: Roster) -> Iterator[Requirement]:
    age = roster.workers["age"]
    for column, code, text in (
        ("age_min", "too_young", "年龄不足:要求满{}周岁"),
        ("age_max", "too_old", "年龄超限:要求{}周岁及以下"),
    ):
        limit = roster.vacancies[column]
        for bound in sorted(limit.drop_nulls().unique().to_list()):
            met = age >= bound if code == "too_young" else age <= bound
            yield Requirement(
                code,
                text.format(bound),
                (limit == bound).fill_null(value=False).to_numpy(),
                met.fill_null(value=True).to_numpy(),
            )


def _levels(roster: Roster, column: str, text: str) -> Iterator[Requirement]:
    held = roster.workers[column].to_physical()
    asked = roster.vacancies[column].to_physical()
    for level, choice in enumerate(VACANCIES.by_name[column].choices):
        wanted = (asked == level).fill_null(value=False).to_numpy()
        if level and wanted.any():
            met = (held >= level).fill_null(value=True).to_numpy()
            yield Requirement(column, text.format(choice.label), wanted, met)


def _certificates(roster: Roster) -> Iterator[Requirement]:
    wanted = _by_key(roster.vacancies["certificates"])
    if not wanted:
        return
    held = _by_key(roster.workers["certificates"])
    nobody = np.zeros(roster.workers.height, dtype=bool)
    for key in sorted(wanted):
        yield Requirement("certificate", f"缺少证书:{key}", wanted[key], held.get(key, nobody))


def _by_key(column: pl.Series) -> dict[str, BoolArray]:
    """Which rows name which certificate; distinct cells are parsed once."""
    cells, cell = distinct(column)
    rows: dict[str, list[int]] = {}
    for index, text in enumerate(cells):
        for key in certificate_keys(text) if text else ():
            rows.setdefault(key, []).append(index)
    return {key: np.isin(cell, found) for key, found in rows.items()}


def _groups(roster: Roster, pack: Pack) -> Iterator[Requirement]:
    for rule in pack.rules:
        if isinstance(rule, Eligibility):
            asked = rule.posts.mask(roster)
            if asked.any():
                yield Requirement("group", rule.reason, asked, rule.workers.mask(roster))
        elif isinstance(rule, TermLimit) and not (met := rule.may(roster)).all():
            asked = rule.posts.mask(roster)
            if asked.any():
                yield Requirement("term", rule.reason, asked, met)
