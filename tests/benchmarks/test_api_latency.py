"""The benchmark of the API runs, and its answers are right, at its smallest size."""

from __future__ import annotations

from benchmarks.api_latency import measure


def test_one_worker_waits_for_milliseconds() -> None:
    found = measure(workers=80, vacancies=15, requests=10, job="allocate")
    assert found.workers == 80
    assert found.placed > 0
    assert 0 < found.posts.p50 <= found.posts.p99
    assert found.posts.p50 < 1000  # no promise of speed: the machine of a test may be busy
