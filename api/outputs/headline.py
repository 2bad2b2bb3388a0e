"""A run in a few lines, the same on the first page of the workbook and on the terminal."""

from __future__ import annotations

from typing import Any

from api.outputs.words import STATUSES, proof

Lines = list[list[Any]]


def headline(run: dict[str, Any]) -> Lines:
    """
    Says how large a run was, what came of it and how good that is.

    Parameters
    ----------
    run
        Content of run.json.

    Returns
    -------
    list
        Lines of two cells: what, and how much.
    """
    f = run["figures"]
    people = f"{f['workers']:,} 人，其中参加安排 {f['available']:,} 人"
    return [
        ["状态", STATUSES.get(run["status"], run["status"])],
        ["求职人员", people],
        ["招聘岗位", f"{run['vacancies']:,} 个，招聘名额 {f['openings']:,} 人"],
        *_OUTCOMES[run["job"]](run, f),
        ["质量", proof(run)],
    ]


def served(run: dict[str, Any]) -> str:
    """What it means to be served by a run: 已安置, or 推送满3个."""
    return "已安置" if run["job"] == "allocate" else f"推送满{run['options']['min_posts']}个"


def share(part: int, whole: int) -> str:
    """A part of a whole as a per cent; 0% of nothing."""
    return f"{part / whole:.1%}" if whole else "0%"


def _allocated(run: dict[str, Any], f: dict[str, Any]) -> Lines:
    pinned = run.get("pinned")
    return [
        ["已安置", f"{f['served']:,} 人，占参加安排的 {share(f['served'], f['available'])}"],
        *([["其中已定", f"{pinned:,} 人，事先已定，保持不变"]] if pinned else []),
        *([["追求门槛", _reached(run["reach"])]] if run.get("reach") else []),
        ["已招满", f"{f['given']:,} 个名额，占 {share(f['given'], f['openings'])}"],
        ["远近", _distances(f)],
    ]


def _pushed(run: dict[str, Any], f: dict[str, Any]) -> Lines:
    e = f["exposure"]
    spread = f"每个名额平均 {e['mean']:.2f} 条，最多 {e['largest']:.2f} 条"
    return [
        ["已推送", f"{f['given']:,} 条，{f['some']:,} 人收到"],
        [served(run), f"{f['served']:,} 人，占参加安排的 {share(f['served'], f['available'])}"],
        ["拥挤程度", f"{spread}，基尼系数 {e['gini']:.2f}"],
        ["岗位覆盖", f"{e['coverage']:.1%} 的岗位至少推送给一人"],
        ["远近", _distances(f)],
    ]


def _listed(_run: dict[str, Any], f: dict[str, Any]) -> Lines:
    s = f["lists"]
    reached = f"{s['with_candidates']:,} / {s['vacancies']:,} 个岗位有候选人"
    return [
        ["候选名单", f"{reached}，平均每个岗位 {s['mean_candidates']:.1f} 人"],
        ["列入名单", f"{s['people']:,} 人，一人最多列入 {s['most_lists']} 份"],
    ]


def _distances(f: dict[str, Any]) -> str:
    total = sum(row["matches"] for row in f["by_distance"])
    parts = (f"{row['distance']} {share(row['matches'], total)}" for row in f["by_distance"])
    return "，".join(parts) or "无"


_OUTCOMES = {"allocate": _allocated, "push": _pushed, "shortlist": _listed}


def _reached(reach: dict[str, int]) -> str:
    """How many thresholds of those chased were reached."""
    return f"{reach['chased']:,} 处，达到 {reach['reached']:,} 处，逐处见 reach.csv"
