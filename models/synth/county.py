"""A made-up county from end to end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from models.fields import CASEWORKERS, SERVICES
from models.roster import Roster
from models.synth.employers import make_employers, make_projects
from models.synth.households import make_homes
from models.synth.people import make_people
from models.synth.placements import make_placements
from models.synth.places import make_places
from models.synth.posts import make_posts
from models.synth.severity import Severity
from models.synth.vacancies import make_openings, make_vacancies
from models.synth.workers import make_workers

AS_OF = date(2025, 6, 30)


@dataclass(frozen=True)
class County:
    """
    The tables of a made-up county, typed as `models.fields` declares them.

    Parameters
    ----------
    tables
        Name of a table ("workers", "vacancies", "households", "employers",
        "placements"; "caseworkers" and "services" where it was given some) to
        its frame.
    as_of
        The reference day.
    seed, severity
        What it was made from.
    """

    tables: dict[str, pl.DataFrame]
    as_of: date
    seed: int
    severity: Severity

    def roster(self) -> Roster:
        """The county as a roster, as if it had been read from files without a fault."""
        return Roster(
            workers=self.tables["workers"],
            vacancies=self.tables["vacancies"],
            households=self.tables["households"],
            employers=self.tables["employers"],
            placements=self.tables["placements"],
            as_of=self.as_of,
            caseworkers=self.tables.get(CASEWORKERS.name, pl.DataFrame(schema=CASEWORKERS.schema)),
            services=self.tables.get(SERVICES.name, pl.DataFrame(schema=SERVICES.schema)),
            source=f"synth seed={self.seed}",
        )


def make_county(
    workers: int,
    vacancies: int,
    seed: int,
    *,
    severity: Severity | None = None,
    as_of: date = AS_OF,
) -> County:
    """
    Makes up a county. The same arguments give the same tables.

    Parameters
    ----------
    workers
        Number of workers, at least 1.
    vacancies
        Number of vacancies, at least 1.
    seed
        Of the random numbers, >= 0.
    severity
        How hard the market is; `Severity()` where None.
    as_of
        The reference day: ages, idleness and registrations count back from it.

    Raises
    ------
    ValueError
        When a number is out of range.
    """
    least = {"workers": 1, "vacancies": 1, "seed": 0}
    for name, number in zip(least, (workers, vacancies, seed), strict=True):
        if number < least[name]:
            msg = f"Expected {name} >= {least[name]}, got {number}."
            raise ValueError(msg)
    severity = severity or Severity()
    # one stream a table: what is drawn for posts does not move with what is drawn for people
    streams = [
        np.random.Generator(np.random.PCG64(child))
        for child in np.random.SeedSequence(seed).spawn(6)
    ]
    places = make_places(streams[0], workers)
    homes = make_homes(streams[1], workers, places, severity, as_of)
    person = make_people(streams[2], homes, as_of)
    worker_frame, trade = make_workers(
        streams[3], person, homes, places=places, severity=severity, as_of=as_of
    )
    posts = make_posts(streams[4], vacancies, trade, places, severity)
    wanted = severity.tightness * float(person.available.sum())
    openings = make_openings(streams[4], posts, wanted)
    projects = make_projects(streams[4], posts, severity)
    vacancy_frame = make_vacancies(
        streams[4],
        posts,
        openings,
        projects=projects,
        places=places,
        severity=severity,
        as_of=as_of,
    )
    employer_frame = make_employers(streams[4], posts, places, openings)
    names = employer_frame["name"].gather(posts.employer)
    vacancy_frame = vacancy_frame.with_columns(names.alias("employer"))
    ledger = make_placements(
        streams[5], person, trade, posts, workers=worker_frame, vacancies=vacancy_frame, as_of=as_of
    )
    tables = {
        "workers": worker_frame,
        "vacancies": vacancy_frame,
        "households": homes.frame,
        "employers": employer_frame,
        "placements": ledger,
    }
    return County(tables, as_of, seed, severity)
