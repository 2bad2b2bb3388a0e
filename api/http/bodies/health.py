"""Whether the server is alive and ready."""

from __future__ import annotations

from typing import Literal

from api.http.bodies.base import Body, example


class Health(Body):
    """The server answers."""

    model_config = example(status="ok")

    status: Literal["ok"]


class Ready(Body):
    """The index answers and the workers take runs."""

    model_config = example(status="ready", queued=0, running=1)

    status: Literal["ready"]
    queued: int
    running: int
