"""The fewest openings that a rule of who may hold what would have to give up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from models.rules import Eligibility, Selection
from models.rules.condition import AllOf, AnyOf, NoneOf, OneOf
from solver.clashes.case import Case
from solver.clashes.decide import least
from solver.clashes.line import Part
from solver.clashes.ways.deal import dealt
from solver.clashes.ways.way import Proposal, Scene, Touch
from solver.clashes.words import listed, post_name

FIRST_OPEN_TIER = 2  # a rule of the first tier is the law's or the policy's own
_SHOWN = 5


def exempt_posts(scene: Scene) -> Iterator[Proposal]:
    """Opens some posts of a rule of the second or third tier to those whom it keeps out."""
    for line in scene.lines:
        if line.part is not Part.MASK:
            continue
        rule = scene.compiled.case.pack.rule(line.rule)
        if isinstance(rule, Eligibility) and rule.tier >= FIRST_OPEN_TIER:
            yield from _opened(scene, rule, line.index)


def _opened(scene: Scene, rule: Eligibility, bit: int) -> Iterator[Proposal]:
    lifted = scene.lifted(bit)
    if lifted is None:
        return
    model, lines = lifted
    refused = (model.code & bit) > 0
    found = least(model, lines, refused.astype(np.int64), bit)
    if found is not None and found.cost:
        pairs = dealt(scene.compiled, model, found.counts, refused)
        yield _exempted(scene.compiled.case, pairs, rule)


def _exempted(case: Case, pairs: Sequence[tuple[int, int]], rule: Eligibility) -> Proposal:
    workers, vacancies = case.roster.workers, case.roster.vacancies
    posts = sorted({vacancies["vacancy_id"][v] for _, v in pairs})
    people = sorted({workers["worker_id"][w] for w, _ in pairs})
    these = OneOf("vacancy_id", tuple(posts))
    rest = AllOf((rule.posts.condition, NoneOf((these,))))
    also = AnyOf((rule.workers.condition, OneOf("worker_id", tuple(people))))
    label = f"{rule.workers.label}和另{len(people)}人"
    kept = replace(rule, posts=replace(rule.posts, condition=rest))
    opened = replace(
        rule,
        id=f"{rule.id}-opened",
        posts=Selection(f"{rule.posts.name}_opened", rule.posts.label, "vacancies", these),
        workers=Selection(f"{rule.workers.name}_also", label, "workers", also),
    )
    rules = tuple(
        new for old in case.pack.rules for new in ((kept, opened) if old is rule else (old,))
    )
    told = [post_name(vacancies, v) for v in sorted({v for _, v in pairs})[:_SHOWN]]
    more = f"等{len(posts)}个岗位" if len(posts) > _SHOWN else ""
    return Proposal(
        Touch.EXEMPTION,
        f"“{rule.statement.rstrip('。')}”之外，向{listed(people, '人')}开放{len(pairs)}个名额："
        f"{'、'.join(told)}{more}",
        tuple({"rule": rule.id, "vacancy_id": post} for post in posts),
        len(pairs),
        replace(case, pack=replace(case.pack, rules=rules)),
    )
