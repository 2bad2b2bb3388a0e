"""
Every column of a roster, declared once.

The importer, the lint, the exporter, the API schema and the data dictionary
all read this declaration; none of them names a heading of its own.
"""

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
    SEX,
    STATUS,
)
from models.fields.employers import EMPLOYERS
from models.fields.field import Choice, Field, Kind, Table
from models.fields.households import HOUSEHOLDS
from models.fields.placements import PLACEMENTS
from models.fields.vacancies import VACANCIES
from models.fields.workers import WORKERS

TABLES: dict[str, Table] = {
    t.name: t for t in (WORKERS, VACANCIES, HOUSEHOLDS, EMPLOYERS, PLACEMENTS)
}

__all__ = [
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
    "PLACEMENTS",
    "POST_KIND",
    "PROJECT",
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
