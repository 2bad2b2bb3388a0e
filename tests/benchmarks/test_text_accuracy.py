"""The benchmark of the coder and the vectors measures what it says, at its smallest size."""

import pytest

from benchmarks.text_accuracy import main, spread


def test_the_benchmark_prints_accuracy_spread_and_speed(capsys: pytest.CaptureFixture[str]) -> None:
    main([], count=50, folds=1)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(" - ")[0] for line in lines[:2]] == [
        "everyday words held out",
        "products of vectors",
    ]
    assert [line.split()[0] for line in lines[2:]] == ["rank", "encode"]


def test_words_that_the_coder_has_not_read_still_lie_near_their_occupation() -> None:
    got = spread(folds=3)
    # Measured 0.91 at the middle; unlike work has 0.28 at its upper twentieth.
    assert got.held_out[2] > 0.7
    assert got.random[4] < 0.35
    assert got.neighbours[0] > 0.4
