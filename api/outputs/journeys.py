"""Departures in the words of those who organise them and of those who travel."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from api.outputs.lines import vacancies_with_places, workers_with_homes
from api.outputs.travel import travel_subsidies
from api.personal import masked_name, masked_phone
from models.packs import Pack
from models.places import division_name
from models.roster import Roster
from solver.departures import DepartureOptions, Departures
from solver.departures.options import COUNTY, TOWNSHIP, VILLAGE

WHY = {
    "left_over": "同期最多有 {company} 人可以同行，编成各批后余下的人不足一批",
    "no_home": "户籍地不详，不知从哪里上车",
    "no_destination": "工作地不详，不知去往哪里",
    "late": "登记晚于最后可出发的日期",
}
_PARTS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")  # of no name of its own
NO_SUBSIDY = "政策包中没有适用的交通补贴"


@dataclass(frozen=True)
class Journeys:
    """
    Tables for people.

    Parameters
    ----------
    groups
        group, day, place, destination (in words), people, away, vehicles, cost (cents).
    vehicles
        vehicle, group, day, place, destination, type, seats, people, leader (key),
        leader_name, leader_phone.
    passengers
        By vehicle and place in it: worker_id, vacancy_id, group, vehicle, party,
        away, name, phone, home, home_village, employer, title, starts_at, seat,
        company (the party of those who do not go on their own).
    alone
        worker_id, name, home, home_village, destination, first, last, reason,
        reason_text, subsidy.
    """

    groups: pl.DataFrame
    vehicles: pl.DataFrame
    passengers: pl.DataFrame
    alone: pl.DataFrame


def journeys(
    found: Departures,
    roster: Roster,
    pack: Pack,
    options: DepartureOptions,
    names: bool,
) -> Journeys:
    """
    Puts departures into words.

    Parameters
    ----------
    found, options
        The plan, and under which settings.
    roster, pack
        The facts and the policy.
    names
        Whether names are shown in full; telephones are masked always.
    """
    shown = pl.col("name") if names else masked_name(pl.col("name"))
    who = workers_with_homes(roster).select("worker_id", "home", "home_village", name=shown)
    phones = roster.workers.select("worker_id", phone=masked_phone(pl.col("phone")))
    who = who.join(phones, on="worker_id", how="left", maintain_order="left")
    posts = vacancies_with_places(roster).select("vacancy_id", "title", "employer")
    starts = roster.vacancies.select("vacancy_id", "starts_at")
    places, towns = _places(roster), _towns(roster)
    groups = found.groups.with_columns(
        pl.col("place").replace_strict(
            {code: places.get(code, code) for code in found.groups["place"].unique()},
            return_dtype=pl.String,
        ),
        _destination(towns),
    ).select("group", "day", "place", "destination", "people", "away", "vehicles", "cost")
    leaders = who.select(leader="worker_id", leader_name="name", leader_phone="phone")
    vehicles = (
        found.vehicles.join(
            groups.select("group", "day", "place", "destination"),
            on="group", how="left", maintain_order="left",
        )
        .join(leaders, on="leader", how="left", maintain_order="left")
        .select("vehicle", "group", "day", "place", "destination", "type", "seats", "people",
                "leader", "leader_name", "leader_phone")
    )  # fmt: skip
    passengers = (
        found.carried.join(who, on="worker_id", how="left", maintain_order="left")
        .join(posts, on="vacancy_id", how="left", maintain_order="left")
        .join(starts, on="vacancy_id", how="left", maintain_order="left")
        .with_columns(
            seat=pl.int_range(1, pl.len() + 1).over("vehicle"),
            company=pl.when(pl.len().over("party") > 1).then("party"),
        )
    )
    return Journeys(groups, vehicles, passengers, _alone(found, roster, pack, options, who))


def _alone(
    found: Departures, roster: Roster, pack: Pack, options: DepartureOptions, who: pl.DataFrame
) -> pl.DataFrame:
    few = pl.format(
        f"{{}}至{{}}能在同一上车点去{{}}的最多 {{}} 人，不足一批 {options.least} 人",
        pl.col("first").cast(pl.String), pl.col("last").cast(pl.String), "destination", "company",
    )  # fmt: skip
    left = pl.format(WHY["left_over"].format(company="{}"), "company")
    other = pl.col("reason").replace(WHY)
    subsidies = travel_subsidies(roster, found.alone, pack)
    return (
        found.alone.with_columns(_destination(_towns(roster)))
        .with_columns(
            reason_text=pl.when(pl.col("reason") == "too_few")
            .then(few)
            .when(pl.col("reason") == "left_over")
            .then(left)
            .otherwise(other)
        )
        .join(who, on="worker_id", how="left", maintain_order="left")
        .join(subsidies, on="worker_id", how="left", maintain_order="left")
        .with_columns(pl.col("subsidy").fill_null(NO_SUBSIDY))
        .select("worker_id", "name", "home", "home_village", "destination", "first", "last",
                "reason", "reason_text", "subsidy")
    )  # fmt: skip


def _places(roster: Roster) -> dict[str, str]:
    """What each place where people get on is called: a township, a village, a county seat."""
    homes = roster.workers.select("place", "township", "village").drop_nulls("place").unique()
    called: dict[str, set[str]] = {}
    for place, township, village in homes.iter_rows():
        county = place[:COUNTY]
        called.setdefault(county, set()).add(f"{division_name(county) or county}（县城）")
        if len(place) >= TOWNSHIP and township is not None:
            called.setdefault(place[:TOWNSHIP], set()).add(township)
            if len(place) >= VILLAGE and village is not None:
                called.setdefault(place[:VILLAGE], set()).add(township + village)
    return {code: min(names, key=lambda name: (len(name), name)) for code, names in called.items()}


def _towns(roster: Roster) -> dict[str, str]:
    """What posts call places of which no table of divisions has the name."""
    posts = roster.vacancies.select("place", "township").drop_nulls().unique().sort("township")
    called: dict[str, str] = {}
    for place, town in posts.iter_rows():
        for code in (place[:COUNTY], place[:4] + "00"):
            called.setdefault(code, town)
    return called


def _destination(towns: dict[str, str]) -> pl.Expr:
    return pl.col("destination").map_elements(
        lambda code: destination_name(code, towns), return_dtype=pl.String
    )


def destination_name(code: str, towns: dict[str, str]) -> str:
    """The name of a county with its city before it, or of a city: 苏州市昆山市, 北京市."""
    own = division_name(code) or towns.get(code, code)
    cities = (division_name(code[:4] + "00"), division_name(code[:2] + "0000"))
    city = next((name for name in cities if name and name not in _PARTS), "")
    return own if code.endswith("00") or own.startswith(city) else f"{city}{own}"
