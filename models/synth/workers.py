"""The table of made-up workers."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from models.fields import EDUCATION, LABOUR, STATUS, WORKERS
from models.synth.draw import NOBODY, IntArray, column, keys, texts, typed
from models.synth.households import Homes
from models.synth.identity import make_identity_numbers, make_names, make_phones
from models.synth.people import People
from models.synth.places import Places
from models.synth.severity import Severity
from models.synth.wishes import make_wishes


def make_workers(
    rng: np.random.Generator,
    person: People,
    homes: Homes,
    *,
    places: Places,
    severity: Severity,
    as_of: date,
) -> tuple[pl.DataFrame, IntArray]:
    """Returns the frame of workers, typed as `models.fields.WORKERS`, and their occupations."""
    many = person.age.size
    wishes, trade = make_wishes(rng, person, severity)
    village = homes.village[homes.of_worker]
    today = np.datetime64(as_of)
    born = pl.Series(person.day.astype("datetime64[D]"))
    numbered = rng.random(many) >= 0.03
    dated = numbered | (rng.random(many) < 0.6)
    aged = dated | (rng.random(many) < 0.7)
    # an identity number says the sex too; what it does not say is now and then left out
    sexed = numbered | (rng.random(many) < 0.5)
    out = person.idle > 0
    told = out & (rng.random(many) < 0.55)
    registered = today - (rng.random(many) * np.minimum(person.idle + 30, 540)).astype(int)
    # what an office knows only down to the township stays without a village
    vague = rng.random(many) < 0.04
    home = places.village_code.gather(village)
    town = places.village_town[village]

    def code(choices: tuple[str, ...], at: IntArray) -> pl.Series:
        return texts(pl.Series(choices), at)

    frame = pl.DataFrame(
        {
            "worker_id": keys("W", many, 6),
            "name": make_names(rng, person.male),
            "identity_number": column(
                make_identity_numbers(rng, person.day, born, person.male), pl.String, numbered
            ),
            "sex": code(
                ("male", "female"),
                np.where(sexed, np.where(person.male, 0, 1), NOBODY),
            ),
            "birth_date": column(born, pl.Date, dated),
            "age": column(person.age, pl.Int32, aged),
            "phone": column(make_phones(rng, many), pl.String, rng.random(many) >= 0.05),
            "household_id": homes.frame["household_id"].gather(homes.of_worker),
            "place": home.zip_with(pl.Series(~vague), places.town_code.gather(town)),
            "township": places.town_name.gather(town),
            "village": column(places.village_name.gather(village), pl.String, ~vague),
            "education": code(
                tuple(c.code for c in EDUCATION),
                np.where(rng.random(many) < 0.03, NOBODY, person.education),
            ),
            **wishes,
            "willing": column(person.willing == 1, pl.Boolean, person.willing != NOBODY),
            "labour": code(tuple(c.code for c in LABOUR), person.labour),
            "status": code(tuple(c.code for c in STATUS), person.status),
            "unemployed_since": column(today - person.idle, pl.Date, told),
            "registered_at": column(registered, pl.Date, rng.random(many) >= 0.04),
            "categories": column(person.categories, pl.UInt32),
        }
    )
    return typed(frame.to_dict(), WORKERS), trade
