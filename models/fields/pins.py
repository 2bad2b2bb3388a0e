"""Matches that are agreed already: a list beside the roster, not a table of it."""

from __future__ import annotations

from models.fields.field import Table
from models.fields.vacancies import VACANCIES
from models.fields.workers import WORKERS

PINS = Table(
    "pins",
    "已定安排",
    ("已定", "已定岗位", "已落实", "pinned", "pin"),
    "worker_id",
    (WORKERS.by_name["worker_id"], VACANCIES.by_name["vacancy_id"]),
)
