"""A benchmark: a command, its options, and the options of each scale of the report."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.outcome import Outcome


@dataclass(frozen=True)
class Benchmark:
    """
    One command of `python -m benchmarks`.

    Parameters
    ----------
    name
        The command.
    summary
        What it shows, in one line.
    options
        Adds its options to a parser.
    run
        Measures, asserts and returns what was found; raises `WrongAnswerError`.
    scales
        Name of a scale ("small", "county") to the words of the command line.
    """

    name: str
    summary: str
    options: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], Outcome]
    scales: Mapping[str, tuple[str, ...]]

    def at(self, scale: str) -> Outcome:
        """Runs the benchmark at a scale."""
        parser = ArgumentParser(prog=self.name)
        self.options(parser)
        return self.run(parser.parse_args(self.scales[scale]))


def whole(low: int, high: int) -> Callable[[str], int]:
    """Returns a parser of whole numbers from `low` to `high`."""

    def parse(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            msg = f"expected a whole number from {low} to {high}, got {text!r}"
            raise ArgumentTypeError(msg)
        return number

    return parse
