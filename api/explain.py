"""Why this post, and why not that one: plain data, for the command line and for HTTP."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl

from api.outputs.lines import lines
from api.personal import for_people
from api.runs.errors import RunError
from api.runs.folder import RunFolder
from matcher.pair_values import PairValues
from matcher.pairs import PriceTable
from models.fields import WORKERS
from models.packs import load_pack
from models.roster import Roster
from solver.checker.classes import classify, group_masks
from solver.checker.facts import Facts
from solver.checker.prices import price_table, read_prices

ALTERNATIVES = 5
SHUT = 32  # in value: more than any pair is worth
TIE = 1e-9  # two values closer than this are the same
NOT_AVAILABLE = "此人未参加本次安排（无就业意愿、无劳动能力、已就业或未满16周岁）。"
_PARTS = ("fit", "place", "pay", "hours", "education", "certificates")


@dataclass(frozen=True)
class Explainer:
    """
    Answers questions about a run; what one question computed serves the next.

    Parameters
    ----------
    run
        The run folder.
    roster
        What the run was made of.
    values
        Of the roster under the run's pack.

    Raises
    ------
    RunError
        When an id is not in the roster, or the certificate is of no use.
    """

    run: RunFolder
    roster: Roster
    values: PairValues

    @cached_property
    def facts(self) -> Facts:
        """The answer beside what was asked."""
        matched = self.run.matches
        worker = _rows(self.roster.workers["worker_id"], matched["worker_id"])
        vacancy = _rows(self.roster.vacancies["vacancy_id"], matched["vacancy_id"])
        pack = load_pack(self.run.pack_path)
        options = self.run.run["options"]
        facts = Facts(self.roster, pack, self.run.job, options, self.values, worker, vacancy)
        if "pinned" not in matched.columns:
            return facts
        return replace(facts, pinned=np.flatnonzero(matched["pinned"].to_numpy()))

    @cached_property
    def table(self) -> PriceTable:
        """What every post costs every class of workers, from the certificate."""
        prices, faults = read_prices(self.facts, self.run.certificate)
        if prices is None:
            msg = f"{self.run.path / 'certificate.npz'} 不能用于解释：{faults[0].message}"
            raise RunError(msg)
        classes = classify(group_masks(self.facts), self.facts.workers)
        return price_table(self.facts, classes, prices)

    @cached_property
    def open_posts(self) -> PriceTable:
        """No prices, but posts without openings come last."""
        price = np.where(self.facts.openings > 0, 0, SHUT * self.values.unit)
        return PriceTable(np.zeros(self.facts.workers, dtype=np.int64), price[None, :])

    def worker(self, worker_id: str, vacancy_id: str | None = None) -> dict[str, Any]:
        """
        Explains one worker's outcome and, where a vacancy is named, that pair.

        Returns
        -------
        dict
            worker; matches, and alternatives, each a list of pairs; unplaced
            (its line in unplaced.csv, or None); question (the pair asked for,
            or None). A pair holds the post, value, price, net (value minus
            price), the parts of the value (None: not known), why, eligible,
            reasons, verdict (code) and text.
        """
        w = self._index("worker_id", worker_id)
        mine = np.flatnonzero(self.facts.worker == w)
        ranks = self.run.matches["rank"].to_numpy()
        matched = self.facts.vacancy[mine[np.argsort(ranks[mine], kind="stable")]]
        best, _ = self.values.rank_for_worker(w, ALTERNATIVES + matched.size, self.open_posts)
        wanted = ~np.isin(best, matched) & (self.facts.openings[best] > 0)
        other = best[wanted][:ALTERNATIVES]
        asked = None if vacancy_id is None else self._index("vacancy_id", vacancy_id)
        pairs = self._pairs(
            w, np.array([*matched, *other, *([] if asked is None else [asked])]), matched
        )
        unplaced = self.run.unplaced.filter(pl.col("worker_id") == worker_id).to_dicts()
        return {
            "job": self.run.job,
            "worker": self._person(w),
            "matches": pairs[: matched.size],
            "alternatives": pairs[matched.size : matched.size + other.size],
            "unplaced": unplaced[0] if unplaced else None,
            "question": pairs[-1] if asked is not None else None,
        }

    def _index(self, key: str, wanted: str) -> int:
        frame = self.roster.workers if key == "worker_id" else self.roster.vacancies
        found = frame[key].index_of(wanted)
        if found is None:
            noun = "人员" if key == "worker_id" else "岗位"
            msg = (
                f"花名册里没有编号为 {wanted} 的{noun}。请核对编号（区分前导零）；"
                "未采用的输入行见 rejected.csv。"
            )
            raise RunError(msg)
        return found

    def _person(self, w: int) -> dict[str, Any]:
        shown = for_people(self.roster.workers[w], WORKERS)
        row = shown.select(
            "worker_id", "name", "township", "village", "skills", "wanted"
        ).to_dicts()[0]
        return {**row, "available": bool(self.facts.available[w])}

    def _pairs(
        self, w: int, vacancies: np.ndarray[Any, Any], matched: np.ndarray[Any, Any]
    ) -> list[dict[str, Any]]:
        if not vacancies.size:
            return []
        workers = np.full(vacancies.size, w)
        allowed = self.values.eligible(workers, vacancies)
        parts = self.values.components(workers, vacancies)
        # Certificates count as held where a pair is allowed; of a refused one that says nothing.
        parts["certificates"] = np.where(allowed, parts["certificates"], np.nan)
        frame = pl.DataFrame(
            {
                "worker_id": [self.facts.worker_id(w)] * vacancies.size,
                "vacancy_id": self.roster.vacancies["vacancy_id"].gather(vacancies),
                **{
                    name: pl.Series(parts[name], dtype=pl.Float64).fill_nan(None) for name in _PARTS
                },
            }
        )
        told = lines(self.roster, frame).to_dicts()
        unit = self.values.unit
        value = self.values.at(workers, vacancies) / unit
        price = self.table.price[self.table.class_of[w], vacancies] / unit
        held = [value[i] - price[i] for i, v in enumerate(vacancies) if v in matched]
        return [
            self._pair(
                told[i], w, int(v), float(value[i]), float(price[i]), bool(allowed[i]),
                bool(v in matched), min(held, default=0.0),
            )
            for i, v in enumerate(vacancies)
        ]  # fmt: skip

    def _pair(
        self,
        told: dict[str, Any],
        w: int,
        v: int,
        value: float,
        price: float,
        allowed: bool,
        matched: bool,
        held: float,
    ) -> dict[str, Any]:
        reasons = [] if allowed else self.values.reasons(w, v)
        pair = {
            "vacancy_id": told["vacancy_id"],
            "title": told["title"],
            "employer": told["employer"],
            "place": told["place_text"],
            "pay": told["pay_text"],
            "openings": told["openings"],
            "given": int(self.facts.people_of[v]),
            "value": round(value, 4),
            "price": round(price, 4),
            "net": round(value - price, 4),
            "parts": {name: _rounded(told[name]) for name in _PARTS},
            "why": told["why"],
            "eligible": allowed,
            "reasons": [{"code": r.code, "text": r.text} for r in reasons],
        }
        verdict, text = self._verdict(pair, w, v, matched, held)
        return {**pair, "verdict": verdict, "text": text}

    def _verdict(
        self, pair: dict[str, Any], w: int, v: int, matched: bool, held: float
    ) -> tuple[str, str]:
        if (agreed := self._agreed(pair, w, v, matched)) is not None:
            return agreed
        if matched:
            told = f"匹配度 {pair['value']:.2f}，竞争价格 {pair['price']:.2f}"
            return "matched", f"{told}：在可得的岗位中最合适。"
        if not pair["eligible"]:
            return "refused", f"不能安排：{'；'.join(r['text'] for r in pair['reasons'])}。"
        if not self.facts.available[w]:
            return "not_available", NOT_AVAILABLE
        if not pair["openings"]:
            return "no_openings", "该岗位没有招聘名额。"
        return compared(pair, held)

    def _agreed(
        self, pair: dict[str, Any], w: int, v: int, matched: bool
    ) -> tuple[str, str] | None:
        """The verdict where matches agreed before the run decide it; None where they do not."""
        worker, vacancy = (of[self.facts.pinned] for of in (self.facts.worker, self.facts.vacancy))
        own = vacancy[worker == w]
        if matched and own.size:
            return "pinned", f"匹配度 {pair['value']:.2f}：是事先已定的安排，保持不变。"
        if matched or not pair["eligible"] or not pair["openings"]:
            return None
        if own.size:
            post = self.facts.vacancy_id(own[0])
            return "pinned_elsewhere", f"本人已定在岗位 {post}，不再参加这次安排。"
        if (vacancy == v).sum() >= pair["openings"]:
            return "all_pinned", f"{pair['openings']} 个名额都是事先已定的安排。"
        return None


def compared(pair: dict[str, Any], held: float) -> tuple[str, str]:
    """
    Why an allowed pair with openings was not chosen.

    Parameters
    ----------
    pair
        With value, price, net, openings and given.
    held
        Value minus price of what the worker holds; 0 for nothing.

    Returns
    -------
    tuple
        Code of the verdict, and its text.
    """
    value, price, net = pair["value"], pair["price"], pair["net"]
    told = f"匹配度 {value:.2f}，竞争价格 {price:.2f}"
    if net <= 0:
        taken = f"{pair['openings']} 个名额，已安排 {pair['given']} 人"
        return "outbid", f"{told}：名额给了更合适或按规则优先的人（{taken}）。"
    if net < held - TIE:
        return "better_elsewhere", f"{told}，相差 {net:.2f}，低于现有安排的 {held:.2f}。"
    return "equal", f"{told}：与现有安排不相上下，名额给了条件相当的人。"


def explain_worker(
    run: RunFolder,
    roster: Roster,
    values: PairValues,
    worker_id: str,
    vacancy_id: str | None = None,
) -> dict[str, Any]:
    """Explains one worker's outcome; see `Explainer.worker`."""
    return Explainer(run, roster, values).worker(worker_id, vacancy_id)


def _rows(keys: pl.Series, wanted: pl.Series) -> np.ndarray[Any, Any]:
    """Position of each wanted key; raises RunError where the run names an unknown one."""
    table = pl.DataFrame({"key": keys}).with_row_index("row")
    found = pl.DataFrame({"key": wanted}).join(table, on="key", how="left", maintain_order="left")[
        "row"
    ]
    if found.null_count():
        msg = "运行结果里有花名册中没有的编号：花名册与运行时不同。请用 --data 给出当时的花名册。"
        raise RunError(msg)
    return found.cast(pl.Int64).to_numpy()


def _rounded(part: float | None) -> float | None:
    return None if part is None or math.isnan(part) else round(part, 4)
