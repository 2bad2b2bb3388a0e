"""Ledgers of some months for a made-up county: jobs, trainings, claims of units; services."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import polars as pl

from models.fields import CERTIFICATE, DEMAND, EMPLOYERS, GRADE, PLACEMENTS
from models.synth.county import County
from models.synth.draw import NOBODY, IntArray, chosen, column, keys, texts, typed, weighted
from models.synth.services import check_days, make_services

_EVENTS = {
    "job": 0.80, "training": 0.08, "certificate": 0.035, "work_training": 0.03,
    "startup": 0.02, "study": 0.015, "loan": 0.01, "graduation": 0.01,
}  # fmt: skip
_COURSES = ("电工", "焊工", "家政", "SYB", "网络创业培训", "中职", "高职", "个人创业")
_LINES = 1.6  # of a person
_STAY = 210.0  # mean days
_BY_AGENT = 0.35  # of the jobs
_PER_AGENT = 150  # people
_CLASS = 40
_KNOWN = 0.97  # of those in work by the ledger are so by their status


def with_ledger(county: County, months: int = 24) -> County:
    """
    The county with a ledger of so many months up to its reference day.

    Its employers get agencies and brokers, and the dates and figures that rules
    of money ask for; its people records of services, days on which their own
    records were checked, and a status that agrees with the ledger but for a few.
    The same county gives the same ledgers.

    Parameters
    ----------
    county
        From `make_county`.
    months
        At least 1.
    """
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([county.seed, months, 0x1E])))
    tables = dict(county.tables)
    agents = _agents(rng, tables["workers"].height)
    tables["employers"] = pl.concat([_filled(rng, tables["employers"], county.as_of), agents])
    days = round(months * 30.44)
    people = _of_people(rng, tables, agents["employer_id"], county.as_of, days)
    units = _of_units(rng, tables["employers"], county.as_of, months)
    ledger = pl.concat([people, units]).sort("started_at", maintain_order=True)
    tables["placements"] = ledger.with_columns(placement_id=keys("P", ledger.height, 7))
    # A stream of their own: what is drawn for services moves nothing of the ledger.
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([county.seed, months, 0x5E])))
    workers = tables["workers"]
    tables["services"] = make_services(rng, workers, tables["vacancies"], county.as_of)
    checked = check_days(rng, workers.height, county.as_of)
    tables["workers"] = _told(rng, workers, people).with_columns(updated_at=checked)
    return replace(county, tables=tables)


def _told(rng: np.random.Generator, workers: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The workers, most of those with an open line of work in work by their status too."""
    work = pl.col("event").cast(pl.String).is_in(["job", "startup"])
    busy = lines.filter(work, pl.col("ended_at").is_null())["worker_id"].unique()
    told = workers["worker_id"].is_in(busy.implode()) & pl.Series(
        rng.random(workers.height) < _KNOWN
    )
    employed = pl.lit("employed", workers.schema["status"])
    return workers.with_columns(
        status=pl.when(told).then(employed).otherwise("status"),
        unemployed_since=pl.when(~told).then("unemployed_since"),
    )


def _agents(rng: np.random.Generator, workers: int) -> pl.DataFrame:
    many = max(2, workers // _PER_AGENT)
    agency = rng.random(many) < 0.25
    columns = {
        "employer_id": keys("A", many, 5),
        "name": keys("介绍单位", many, 4),
        "kind": pl.Series(np.where(agency, "agency", "broker")),
        "base_last_year": rng.integers(0, 60, many),
        "place": pl.Series(["990101"] * many),
    }
    return typed(columns, EMPLOYERS)


def _filled(rng: np.random.Generator, employers: pl.DataFrame, as_of: date) -> pl.DataFrame:
    many = employers.height
    opened = np.datetime64(as_of) - rng.integers(60, 3000, many)
    return employers.with_columns(
        small=pl.Series(rng.random(many) < 0.4),
        by_returnee=pl.Series(rng.random(many) < 0.1),
        opened_at=column(opened, pl.Date),
        recognised_at=column(opened + rng.integers(0, 400, many), pl.Date),
    )


def _of_people(
    rng: np.random.Generator,
    tables: dict[str, pl.DataFrame],
    agents: pl.Series,
    as_of: date,
    days: int,
) -> pl.DataFrame:
    workers, vacancies = tables["workers"], tables["vacancies"]
    many = round(_LINES * workers.height)
    event = weighted(rng, list(_EVENTS.values()), many)
    job = event == 0
    names = pl.Series([*_EVENTS])
    start = np.datetime64(as_of) - rng.integers(0, days, many)
    long = job | (event == [*_EVENTS].index("startup"))
    stay = np.where(long, rng.exponential(_STAY, many), rng.integers(3, 60, many)).astype(np.int64)
    ended = start + stay
    at = rng.integers(0, workers.height, many)
    post = np.where(job, weighted(rng, vacancies["openings"].to_numpy(), many), NOBODY)
    employer = rng.integers(0, tables["employers"].height, many)
    agent = np.where(
        job & (rng.random(many) < _BY_AGENT), rng.integers(0, len(agents), many), NOBODY
    )
    training = event == [*_EVENTS].index("training")
    found = rng.random(many) < 0.55
    columns: dict[str, Any] = {
        "event": names.gather(event),
        "worker_id": workers["worker_id"].gather(at),
        "vacancy_id": texts(vacancies["vacancy_id"], post),
        "employer_id": texts(tables["employers"]["employer_id"], np.where(job, NOBODY, employer)),
        "agent_id": texts(agents, agent),
        "started_at": start,
        "ended_at": column(ended, pl.Date, ended <= np.datetime64(as_of)),
        "contract_months": column(
            rng.choice([3, 6, 11, 12, 24, 36], many), pl.Int32, rng.random(many) < 0.8
        ),
        "insured_at": column(start + rng.integers(0, 60, many), pl.Date, rng.random(many) < 0.5),
        "wage": _money(rng, many, 130_000, 600_000),
        "cost": _money(rng, many, 2_000, 120_000),
        "quantity": column(rng.integers(3, 60, many), pl.Int32, ~job),
        "course": texts(pl.Series(_COURSES), np.where(job, NOBODY, _courses(rng, many))),
        "class_hours": column(rng.integers(40, 120, many), pl.Int32, training),
        "class_id": texts(keys("C", many, 6), np.where(training, at // _CLASS, NOBODY)),
        "passed": column(rng.random(many) < 0.9, pl.Boolean, training),
        "outcome_at": column(ended + rng.integers(1, 150, many), pl.Date, training & found),
        "certificate": chosen([c.code for c in CERTIFICATE], rng.integers(0, 4, many)),
        "grade": chosen([c.code for c in GRADE], rng.integers(0, 5, many)),
        "demand": chosen([c.code for c in DEMAND], rng.integers(0, 4, many)),
    }
    return typed(columns, PLACEMENTS)


def _courses(rng: np.random.Generator, many: int) -> IntArray:
    return rng.integers(0, len(_COURSES), many)


def _money(rng: np.random.Generator, many: int, low: int, high: int) -> pl.Series:
    """Amounts in yuan, drawn in cents."""
    cents = pl.Series(rng.integers(low, high, many)).cast(pl.Decimal(18, 0))
    return pl.select((cents * pl.lit(Decimal("0.01"))).cast(pl.Decimal(18, 2))).to_series()


def _of_units(
    rng: np.random.Generator, employers: pl.DataFrame, as_of: date, months: int
) -> pl.DataFrame:
    """Rent and power of workshops, a line each quarter."""
    kinds = employers["kind"].cast(pl.String).is_in(["community_factory", "heritage_workshop"])
    units = employers.filter(kinds.fill_null(value=False))["employer_id"]
    quarters = max(1, months // 3)
    start = np.repeat(np.datetime64(as_of) - np.arange(quarters) * 91, len(units))
    many = start.size
    columns = {
        "event": pl.Series(["premises"] * many, dtype=pl.String),
        "employer_id": units.gather(np.tile(np.arange(len(units)), quarters)),
        "started_at": start,
        "cost": _money(rng, many, 100_000, 2_000_000),
    }
    return typed(columns, PLACEMENTS)
