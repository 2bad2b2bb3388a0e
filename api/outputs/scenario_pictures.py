"""Pictures of scenarios: SVG, its texts as texts, so that any reader's Chinese font serves."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

# The bundled font lays the picture out on every machine alike; whoever shows it takes
# Chinese letters from a font of their own.
_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "gangpei",
    "font.family": "DejaVu Sans",
    "figure.figsize": (6.0, 3.6),
    "axes.grid": True,
    "grid.alpha": 0.3,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)  # addresses, of no use here


@dataclass(frozen=True)
class Series:
    """Points of one name, in the order in which they are joined; or bars at whole numbers."""

    name: str
    x: Sequence[float]
    y: Sequence[float]
    line: str = "o-"


def curves(
    title: str, x_label: str, y_label: str, series: Sequence[Series], marked: str = ""
) -> str:
    """
    Draws lines as an SVG element.

    Parameters
    ----------
    title, x_label, y_label
        In Chinese.
    series
        At least one; several have a legend.
    marked
        Name of the series that is drawn last and thicker; none where empty.
    """
    with _figure() as (figure, axes):
        for one in series:
            heavy = one.name == marked
            axes.plot(one.x, one.y, one.line, label=one.name, markersize=4,
                      linewidth=2.4 if heavy else 1.4, zorder=3 if heavy else 2)  # fmt: skip
        axes.set_title(title)
        axes.set_xlabel(x_label)
        axes.set_ylabel(y_label)
        if len(series) > 1:
            axes.legend(fontsize=8)
        return _svg(figure)


def bars(title: str, names: Sequence[str], up: Sequence[float], down: Sequence[float]) -> str:
    """Draws gains to the right and losses to the left of a middle line, a bar for each name."""
    with _figure() as (figure, axes):
        figure.set_size_inches(6.0, 1.2 + 0.26 * len(names))
        places = range(len(names), 0, -1)
        axes.barh(places, up, color="#2e7d32", label="新安置或变好")
        axes.barh(places, [-d for d in down], color="#c62828", label="不再安置或变差")
        axes.set_yticks([*places], names)
        axes.set_title(title)
        axes.axvline(0, color="black", linewidth=0.8)
        axes.legend(fontsize=8)
        return _svg(figure)


@contextmanager
def _figure() -> Iterator[tuple[Any, Any]]:
    # It looks for fonts when it is loaded, and says so; nobody has asked.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    from matplotlib import rc_context  # noqa: PLC0415 -- a second to load, for pictures only
    from matplotlib.figure import Figure  # noqa: PLC0415 -- as above

    with rc_context(_STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        figure = Figure(layout="constrained")
        yield figure, figure.add_subplot()


def _svg(figure: Any) -> str:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    text = file.getvalue()
    return _METADATA.sub("", text[text.index("<svg") :])
