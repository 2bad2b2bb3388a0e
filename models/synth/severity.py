"""How hard a made-up market is."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Severity:
    """
    The traits of a made-up county that make its allocation easy or hard.

    Parameters
    ----------
    tightness
        Openings per available worker, 0.05 to 20.
    popularity
        How unequal posts are in what they offer and in who asks for them,
        0 (all alike) to 3.
    zero_employment
        Share of households in which nobody works, 0 to 0.5.
    public_projects
        Share of employers that carry a public project, 0 to 1.
    lopsided
        How far the occupations of posts diverge from those of workers,
        0 (alike) to 1 (posts where nobody is).
    clash
        Share of public-project posts whose conditions hardly any relocated
        worker meets, 0 to 1.
    """

    tightness: float = 0.8
    popularity: float = 1.0
    zero_employment: float = 0.01
    public_projects: float = 0.3
    lopsided: float = 0.0
    clash: float = 0.0

    def __post_init__(self) -> None:
        for trait in fields(self):
            low, high = _RANGES[trait.name]
            value = getattr(self, trait.name)
            if not low <= value <= high:
                msg = f"Expected {low} <= {trait.name} <= {high}, got {value}."
                raise ValueError(msg)


_RANGES = {
    "tightness": (0.05, 20.0),
    "popularity": (0.0, 3.0),
    "zero_employment": (0.0, 0.5),
    "public_projects": (0.0, 1.0),
    "lopsided": (0.0, 1.0),
    "clash": (0.0, 1.0),
}

PRESETS: dict[str, Severity] = {
    "default": Severity(),
    "slack": Severity(tightness=1.3, popularity=0.6),
    "tight": Severity(tightness=0.4, popularity=1.6, zero_employment=0.02),
    "lopsided": Severity(lopsided=0.8, popularity=1.3, clash=0.6),
}
