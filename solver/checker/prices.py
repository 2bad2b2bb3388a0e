"""Reading the certificate: prices that are within their limits, or a fault."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from matcher.pairs import PriceTable
from matcher.units import IntArray
from models.rules import PostShare
from solver.checker.classes import Classes, bonuses
from solver.checker.facts import Facts
from solver.checker.limits import caps
from solver.checker.post_share import floors
from solver.checker.priced import all_terms
from solver.checker.report import Fault

FIELDS = ("vacancy_price", "row_rule", "row_entity", "row_price", "unit")
_DEAREST = 60  # in value: no sound price comes near it, and sums with it are still exact


@dataclass(frozen=True)
class Certified:
    """
    Prices that weak duality allows.

    Parameters
    ----------
    vacancy
        Shape (V,): units, >= 0.
    rows
        For each rule with rows: its prices by entity or line, each 0 to its penalty.
    """

    vacancy: IntArray
    rows: dict[str, IntArray]

    @classmethod
    def nothing(cls, facts: Facts) -> Certified:
        """Prices of nothing, which prove little."""
        shares = [rule for rule in facts.rules if isinstance(rule, PostShare)]
        rows = {rule.id: np.zeros_like(floors(rule, facts).lower) for rule in shares}
        for terms in all_terms(facts):
            rows[terms.rule] = np.zeros(len(terms.lines), dtype=np.int64)
        return cls(np.zeros(facts.vacancies, dtype=np.int64), rows)


def read_prices(
    facts: Facts, certificate: Mapping[str, Any]
) -> tuple[Certified | None, list[Fault]]:
    """Takes the prices out of a certificate; None and faults where they prove nothing."""
    absent = [name for name in FIELDS if name not in certificate]
    if absent:
        return None, [Fault("certificate_incomplete", f"证书缺少：{'、'.join(absent)}。")]
    if int(np.asarray(certificate["unit"])) != facts.values.unit:
        return None, [Fault("certificate_unit", "证书的计量单位与当前程序不同，无法复核上界。")]
    vacancy = np.asarray(certificate["vacancy_price"])
    rules = [str(name) for name in np.asarray(certificate["row_rule"]).tolist()]
    entities = [str(name) for name in np.asarray(certificate["row_entity"]).tolist()]
    prices = np.asarray(certificate["row_price"])
    if vacancy.shape != (facts.vacancies,) or not len(rules) == len(entities) == prices.size:
        return None, [Fault("certificate_shape", "证书中价格的个数与岗位数或规则行数不符。")]
    if vacancy.dtype.kind not in "iu" or (prices.size and prices.dtype.kind not in "iu"):
        return None, [Fault("certificate_shape", "证书中的价格应为整数单位。")]
    limit = _DEAREST * facts.values.unit
    faults = [
        Fault(
            "price_range",
            f"岗位 {facts.vacancy_id(v)} 的价格 {vacancy[v]} 不在 0 到 {limit} 之间，上界无效。",
            vacancy=facts.vacancy_id(v),
        )
        for v in np.flatnonzero((vacancy < 0) | (vacancy > limit))[:1]
    ]
    given = {(r, e): int(p) for r, e, p in zip(rules, entities, prices.tolist(), strict=True)}
    rows: dict[str, IntArray] = {}
    for rule in facts.rules:
        if isinstance(rule, PostShare):
            row = floors(rule, facts)
            mine = np.array([given.pop((rule.id, e), 0) for e in row.entities], dtype=np.int64)
            rows[rule.id] = mine
            for e in np.flatnonzero((mine < 0) | (mine > row.penalty))[:1]:
                entity = row.entities[int(e)]
                message = (
                    f"规则 {rule.id}（{entity}）的价格 {mine[e]} "
                    f"不在 0 到 {row.penalty} 之间，上界无效。"
                )
                faults.append(Fault("price_range", message, rule.id, entity))
    for terms in all_terms(facts):
        rows[terms.rule] = np.array(
            [given.pop((terms.rule, line.entity), 0) for line in terms.lines], dtype=np.int64
        )
        faults.extend(terms.faults(rows[terms.rule]))
    faults.extend(
        Fault("certificate_row", f"证书中的规则行 {r}（{e}）不在政策包中。", r, e)
        for (r, e), price in list(given.items())[:1]
    )
    return (None if faults else Certified(vacancy.astype(np.int64), rows)), faults


def price_table(facts: Facts, classes: Classes, prices: Certified) -> PriceTable:
    """
    The one table that the bound reads.

        P[class, v] = price[v] - bonus[class, v]
                      - sum over rows r of ceil(price_r weight_r[class, v] / scale_r)

    Posts that nobody may get are priced out of reach: their own part of the
    bound is price x 0, whatever the price.
    """
    price = prices.vacancy - bonuses(facts, classes)
    for rule in facts.rules:
        if isinstance(rule, PostShare):
            row = floors(rule, facts)
            per_post = np.append(prices.rows[rule.id], 0)[row.entity_of]  # -1: of no entity
            price -= np.outer(row.group[classes.example], per_post)
    for terms in all_terms(facts):
        price -= terms.credit(prices.rows[terms.rule], classes.example)
    price[:, caps(facts) <= 0] = _DEAREST * facts.values.unit
    return PriceTable(classes.of, price)
