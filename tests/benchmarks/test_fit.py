"""Fits recover what the numbers were made of."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.fit import exponents, fit


def rows() -> list[dict[str, float]]:
    return [{"1": 1.0, "arcs": a, "idle": b} for a, b in ((10, 3), (100, 1), (1000, 7), (300, 2))]


def test_a_fit_finds_the_costs_and_leaves_out_what_costs_nothing() -> None:
    measured = [5 + 2 * row["arcs"] for row in rows()]
    found = fit(rows(), measured)
    assert found.coefficients["1"] == pytest.approx(5)
    assert found.coefficients["arcs"] == pytest.approx(2)
    assert found.coefficients["idle"] == pytest.approx(0, abs=1e-9)
    assert found.worst == pytest.approx(0, abs=1e-9)
    assert found.at({"1": 1, "arcs": 50, "idle": 9}) == pytest.approx(105)


def test_no_cost_is_negative() -> None:
    # Falls with the arcs: the best that may be said is a constant.
    found = fit([{"1": 1.0, "arcs": a} for a in (1.0, 2.0, 3.0)], [3.0, 2.0, 1.0])
    assert found.coefficients["arcs"] == 0
    # The mean square of c/3 - 1, c/2 - 1, c - 1 is least at c = (1/3 + 1/2 + 1) / (1/9 + 1/4 + 1).
    assert found.coefficients["1"] == pytest.approx((11 / 6) / (49 / 36))


def test_errors_below_the_noise_count_little() -> None:
    rows_ = [{"arcs": 1.0}, {"arcs": 100.0}]
    # Relative to 0.01 the first says 0.01 an arc, and loudly; relative to 10 hardly anything.
    assert fit(rows_, [0.01, 100.0]).coefficients["arcs"] == pytest.approx(0.01, rel=0.02)
    quiet = fit(rows_, [0.01, 100.0], noise=10.0)
    assert quiet.coefficients["arcs"] == pytest.approx(1, rel=0.02)
    assert quiet.worst < 0.11  # 1 s instead of 0.01 s, relative to 10 s


@pytest.mark.parametrize("measured", [[], [0.0, 1.0], [-1.0, 1.0]])
def test_a_fit_refuses_what_was_not_measured(measured: list[float]) -> None:
    with pytest.raises(ValueError, match="Expected measurements"):
        fit([{"1": 1.0}] * len(measured), measured)


def test_exponents_of_a_power_law_and_of_what_never_changes() -> None:
    rng = np.random.default_rng(0)
    terms = [{"workers": w, "vacancies": v, "dims": 32.0} for w, v in rng.uniform(1, 99, (9, 2))]
    measured = [7 * t["workers"] ** 1.5 * t["vacancies"] ** 0.5 for t in terms]
    found = exponents(terms, measured)
    assert found == pytest.approx({"workers": 1.5, "vacancies": 0.5, "dims": 0.0})
