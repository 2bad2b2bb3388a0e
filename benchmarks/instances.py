"""The registry of instances: counties by name, each reproducible to the byte."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import dataclass, replace

from benchmarks.benchmark import whole
from models.synth import PRESETS, County, make_county

PACK = "qianyang-2021"
MOST_WORKERS, MOST_VACANCIES = 1_000_000, 100_000


@dataclass(frozen=True)
class Instance:
    """
    A county to solve.

    Parameters
    ----------
    name
        In the registry, or "custom".
    workers, vacancies, seed
        Of `models.synth.make_county`.
    severity
        Name of a preset of `models.synth.PRESETS`.
    pack
        The policy.
    """

    name: str
    workers: int
    vacancies: int
    seed: int = 0
    severity: str = "default"
    pack: str = PACK

    def county(self) -> County:
        """Makes the county."""
        severity = PRESETS[self.severity]
        return make_county(self.workers, self.vacancies, self.seed, severity=severity)

    def __str__(self) -> str:
        size = f"{self.workers:,} workers x {self.vacancies:,} vacancies"
        return f"{size}, {self.severity} market, seed {self.seed}, {self.pack}"


INSTANCES: dict[str, Instance] = {
    i.name: i
    for i in (
        Instance("tiny", 300, 40),
        Instance("hamlet", 1_000, 100),
        Instance("village", 2_000, 200),
        Instance("town", 6_000, 800),
        Instance("district", 20_000, 2_000),
        Instance("county", 60_000, 5_000),
        Instance("county-slack", 60_000, 5_000, severity="slack"),
        Instance("county-tight", 60_000, 5_000, severity="tight"),
        Instance("county-lopsided", 60_000, 5_000, severity="lopsided"),
        Instance("prefecture", 200_000, 12_000),
        Instance("city", 594_000, 30_000),
    )
}
SIZES = ("hamlet", "village", "town", "district", "county", "prefecture", "city")


def beside(workers: int, seed: int) -> Instance:
    """The default market of so many workers: the registry's, or ten workers a vacancy."""
    for name in SIZES:
        if INSTANCES[name].workers == workers:
            return replace(INSTANCES[name], seed=seed)
    return Instance("custom", workers, max(5, workers // 10), seed)


def size_options(parser: ArgumentParser) -> None:
    """Adds the options that choose an instance."""
    parser.add_argument(
        "--instance", choices=[*INSTANCES], default="town", help="from the registry"
    )
    parser.add_argument("--workers", type=whole(1, MOST_WORKERS), help="instead of the instance's")
    parser.add_argument("--vacancies", type=whole(1, MOST_VACANCIES))
    parser.add_argument("--seed", type=whole(0, 2**31 - 1))
    parser.add_argument("--severity", choices=[*PRESETS])
    parser.add_argument("--pack", help="name of a pack, or its file")


def chosen(args: Namespace) -> Instance:
    """The instance that was asked for, with what was asked for instead."""
    instance = INSTANCES[args.instance]
    names = ("workers", "vacancies", "seed", "severity", "pack")
    given = {n: getattr(args, n) for n in names if getattr(args, n) is not None}
    return replace(instance, name="custom", **given) if given else instance
