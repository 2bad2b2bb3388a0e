"""The made-up county."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest
from stdnum.cn import ric

from models.categories import Category
from models.fields import TABLES
from models.synth import PRESETS, County, Severity, make_county
from models.synth.identity import make_identity_numbers


@pytest.fixture(scope="module")
def county() -> County:
    return make_county(6000, 800, 1)


def share(frame: pl.DataFrame, category: Category) -> float:
    return float((frame["categories"].to_numpy() >> category.bit & 1).mean())


def mean(flags: pl.Series) -> float:
    return float(flags.fill_null(value=False).to_numpy().mean())


def available(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(
        pl.col("willing").fill_null(value=True)
        & (pl.col("labour").cast(pl.String).fill_null("full") != "none")
        & (pl.col("status").cast(pl.String).fill_null("unemployed") != "employed")
    )


@pytest.mark.parametrize(("workers", "vacancies"), [(1, 1), (12, 6), (600, 80)])
def test_tables_have_the_declared_columns_and_types(workers: int, vacancies: int) -> None:
    tables = make_county(workers, vacancies, 3).tables
    assert {name: frame.schema for name, frame in tables.items()} == {
        name: pl.Schema(table.schema) for name, table in TABLES.items() if not table.aside
    }
    assert (tables["workers"].height, tables["vacancies"].height) == (workers, vacancies)


def test_the_same_seed_gives_the_same_county() -> None:
    one, two = (make_county(300, 40, 5).tables for _ in range(2))
    assert all(one[name].equals(two[name]) for name in one)


def test_another_seed_gives_another_county() -> None:
    one, two = (make_county(300, 40, seed).tables["workers"] for seed in (5, 6))
    assert not one.equals(two)


def test_keys_are_unique_and_point_to_rows(county: County) -> None:
    t = county.tables
    for name in t:
        key = t[name][TABLES[name].key]
        assert key.null_count() == 0
        assert key.is_unique().all()
    homes = set(t["households"]["household_id"])
    assert set(t["workers"]["household_id"]) == homes  # every household has a worker
    assert set(t["vacancies"]["employer_id"]) == set(t["employers"]["employer_id"])
    assert set(t["placements"]["worker_id"]) <= set(t["workers"]["worker_id"])
    assert set(t["placements"]["vacancy_id"]) <= set(t["vacancies"]["vacancy_id"])


def test_identity_numbers_are_valid_unique_and_agree_with_birth_and_sex(county: County) -> None:
    known = county.tables["workers"].drop_nulls(["identity_number", "sex"])
    assert known["identity_number"].is_unique().all()
    for number, born, sex in (
        known.head(300)
        .select("identity_number", "birth_date", pl.col("sex").cast(pl.String))
        .iter_rows()
    ):
        assert ric.calc_check_digit(number) == number[-1]
        assert number[:14] == f"990101{born:%Y%m%d}"
        assert (int(number[16]) % 2 == 1) == (sex == "male")


def test_ages_count_to_the_reference_day(county: County) -> None:
    dated = county.tables["workers"].drop_nulls("birth_date")
    born, on = dated["birth_date"].dt, county.as_of
    today, birthday = on.month * 100 + on.day, born.month().cast(pl.Int32) * 100 + born.day()
    age = (on.year - born.year() - (birthday > today).cast(pl.Int32)).cast(pl.Int32)
    assert age.equals(dated["age"])
    assert age.is_between(16, 65).all()


def test_ages_hold_on_a_leap_day() -> None:
    workers = make_county(500, 10, 1, as_of=date(2024, 2, 29)).tables["workers"]
    dated = workers.drop_nulls("birth_date")
    days = (date(2024, 2, 29) - dated["birth_date"]).dt.total_days()
    assert ((days / 365.2425).floor() == dated["age"]).all()


@pytest.mark.parametrize(
    ("category", "low", "high"),
    [
        (Category.OUT_OF_POVERTY, 0.20, 0.34),
        (Category.MARGINAL, 0.015, 0.045),
        (Category.RELOCATED, 0.07, 0.13),
        (Category.LOW_INCOME, 0.045, 0.085),
        (Category.DISABLED, 0.03, 0.05),
        (Category.GRADUATE, 0.035, 0.065),
        (Category.VETERAN, 0.012, 0.03),
        (Category.HARD_TO_PLACE, 0.06, 0.10),
        (Category.THREE_WITHOUT, 0.01, 0.03),
    ],
)
def test_categories_have_realistic_shares(
    county: County, category: Category, low: float, high: float
) -> None:
    assert low < share(county.tables["workers"], category) < high


def test_relocated_people_live_at_sites(county: County) -> None:
    relocated = county.tables["households"].filter("relocated")
    villages = relocated["place"].n_unique() / county.tables["households"]["place"].n_unique()
    assert villages < 0.4  # a tenth of the households in few of the villages
    assert mean(relocated["place"].str.ends_with("001")) > 0.8  # sites are numbered 001


def test_zero_employment_households_are_marked_dated_and_out_of_work(county: County) -> None:
    homes, workers = county.tables["households"], county.tables["workers"]
    zero = homes.filter("zero_employment")
    assert zero.height == round(0.01 * homes.height)  # severity: 1 % of the households
    assert zero["registered_at"].null_count() == 0
    assert homes.filter(~pl.col("zero_employment"))["registered_at"].null_count() == (
        homes.height - zero.height
    )
    members = workers.filter(pl.col("household_id").is_in(zero["household_id"].to_list()))
    assert share(members, Category.ZERO_EMPLOYMENT) == 1.0
    assert set(members["status"].cast(pl.String)) == {"unemployed"}


def test_openings_are_as_many_as_tightness_says(county: County) -> None:
    t = county.tables
    wanted = 0.8 * available(t["workers"]).height
    assert t["vacancies"]["openings"].sum() == pytest.approx(wanted, rel=0.01)
    assert t["vacancies"]["openings"].is_between(1, 200).all()


@pytest.mark.parametrize(("preset", "tightness"), [("slack", 1.3), ("tight", 0.4)])
def test_presets_set_the_market(preset: str, tightness: float) -> None:
    t = make_county(6000, 500, 2, severity=PRESETS[preset]).tables
    ratio = t["vacancies"]["openings"].sum() / available(t["workers"]).height
    assert ratio == pytest.approx(tightness, rel=0.02)


def test_a_lopsided_market_asks_for_what_few_people_do(county: County) -> None:
    severity = Severity(lopsided=1.0)
    lopsided = make_county(6000, 800, 1, severity=severity).tables
    rare = "护士|村医|塔吊司机"
    plain = mean(county.tables["vacancies"]["title"].str.contains(rare))
    assert mean(lopsided["workers"]["wanted"].str.contains(rare)) < 0.03
    assert mean(lopsided["vacancies"]["title"].str.contains(rare)) > 2 * plain


def test_a_clash_leaves_few_relocated_people_for_project_posts() -> None:
    def qualified(clash: float) -> float:
        t = make_county(3000, 400, 1, severity=Severity(clash=clash)).tables
        posts = t["vacancies"].filter(pl.col("project").cast(pl.String) != "none")
        asked = posts["education"].to_physical().fill_null(0)
        relocated = t["workers"].filter(
            pl.Series(t["workers"]["categories"].to_numpy() >> Category.RELOCATED.bit & 1 == 1)
        )
        held = relocated["education"].to_physical().fill_null(0).to_numpy()
        return float((held[:, None] >= asked.to_numpy()[None, :]).mean())

    assert qualified(1.0) < 0.3 < qualified(0.0)  # a clash asks for college


@pytest.mark.parametrize("wanted", [0.0, 0.3, 0.5])
def test_the_share_of_employers_with_projects_is_as_asked(wanted: float) -> None:
    t = make_county(2000, 600, 4, severity=Severity(public_projects=wanted)).tables
    carries = t["vacancies"].filter(pl.col("project").cast(pl.String) != "none")["employer_id"]
    assert carries.n_unique() / t["employers"].height == pytest.approx(wanted, abs=0.01)


def test_welfare_posts_are_few_small_and_in_villages(county: County) -> None:
    rural = county.tables["vacancies"].filter(kind="welfare_rural")
    assert rural["openings"].is_between(1, 3).all()
    assert rural["wage_min"].is_between(400, 800).all()
    assert (rural["place"].str.len_chars() == 12).all()


def test_some_conditions_are_unlawful_for_the_lint_to_find(county: County) -> None:
    conditions = county.tables["vacancies"]["conditions"]
    assert 0.01 < mean(conditions.str.contains("限男性|限女性")) < 0.1


def test_unknown_cells_are_null(county: County) -> None:
    missing = county.tables["workers"].null_count() / 6000
    assert 0.08 < missing["wage_expected"].item() < 0.12
    assert 0.07 < missing["skills"].item() < 0.14
    assert missing["worker_id"].item() == 0


def test_the_ledger_fits_status(county: County) -> None:
    ledger, workers = county.tables["placements"], county.tables["workers"]
    open_lines = set(ledger.filter(pl.col("ended_at").is_null())["worker_id"])
    assert open_lines == set(workers.filter(status="employed")["worker_id"])
    ended = ledger.drop_nulls("ended_at")
    assert (ended["started_at"] < ended["ended_at"]).all()


def test_a_county_is_a_roster(county: County) -> None:
    roster = county.roster()
    assert roster.as_of == county.as_of
    assert roster.workers is county.tables["workers"]


@pytest.mark.parametrize(
    ("numbers", "message"),
    [
        ((0, 1, 1), "workers >= 1, got 0"),
        ((1, 0, 1), "vacancies >= 1, got 0"),
        ((1, 1, -1), "seed"),
    ],
)
def test_numbers_out_of_range_are_refused(numbers: tuple[int, int, int], message: str) -> None:
    with pytest.raises(ValueError, match=f"Expected {message}"):
        make_county(*numbers)


def test_a_trait_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Expected 0\.0 <= clash <= 1\.0, got 2"):
        Severity(clash=2)


def test_many_people_born_on_one_day_get_different_numbers() -> None:
    many = 499  # of one sex on one day: as many as there are order codes
    rng = np.random.default_rng(1)
    born = pl.Series([date(1990, 1, 1)] * many)
    numbers = make_identity_numbers(rng, np.zeros(many, dtype=int), born, np.ones(many, dtype=bool))
    assert numbers.n_unique() == many


def test_the_largest_post_of_a_project_asks_for_no_paper() -> None:
    vacancies = make_county(3000, 400, 1).tables["vacancies"]
    largest = (
        vacancies.filter(kind="ordinary")
        .sort("openings", descending=True, maintain_order=True)
        .group_by("employer_id", maintain_order=True)
        .first()
        .filter(pl.col("project").cast(pl.String) != "none")
    )
    assert largest.height > 40
    assert largest["certificates"].is_null().all()
    assert (largest["education"].to_physical().fill_null(0) == 0).all()
