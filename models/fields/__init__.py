"""
Every column of a roster, declared once.

The importer, the lint, the exporter, the API schema and the data dictionary
all read this declaration; none of them names a heading of its own.
"""

from models.fields.caseworkers import CASEWORKERS
from models.fields.choices import (
    CERTIFICATE,
    DEMAND,
    DESTINATION,
    DISTANCE,
    EDUCATION,
    EMPLOYER_KIND,
    EVENT,
    GRADE,
    HOURS,
    LABOUR,
    NO_CERTIFICATE,
    POST_KIND,
    PROJECT,
    SERVICE,
    SEX,
    STATUS,
)
from models.fields.employers import EMPLOYERS
from models.fields.field import Choice, Field, Kind, Table
from models.fields.households import HOUSEHOLDS
from models.fields.pins import PINS
from models.fields.placements import PLACEMENTS
from models.fields.services import SERVICES
from models.fields.vacancies import VACANCIES
from models.fields.workers import WORKERS

TABLES: dict[str, Table] = {
    t.name: t
    for t in (WORKERS, VACANCIES, HOUSEHOLDS, EMPLOYERS, PLACEMENTS, CASEWORKERS, SERVICES)
}

__all__ = [
    "CASEWORKERS",
    "CERTIFICATE",
    "DEMAND",
    "DESTINATION",
    "DISTANCE",
    "EDUCATION",
    "EMPLOYERS",
    "EMPLOYER_KIND",
    "EVENT",
    "GRADE",
    "HOURS",
    "HOUSEHOLDS",
    "LABOUR",
    "NO_CERTIFICATE",
    "PINS",
    "PLACEMENTS",
    "POST_KIND",
    "PROJECT",
    "SERVICE",
    "SERVICES",
    "SEX",
    "STATUS",
    "TABLES",
    "VACANCIES",
    "WORKERS",
    "Choice",
    "Field",
    "Kind",
    "Table",
]
