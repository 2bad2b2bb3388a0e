"""What the routes reach for, put together once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import Depends, Query, Request

from api.http.engine import Engine
from api.http.settings import PAGE, PAGE_MOST, RANKED, RANKED_MOST, Settings
from api.http.warm import Warm
from api.http.work.imports import Imports
from api.http.work.queue import Queue
from api.store.store import Store


@dataclass(frozen=True)
class Service:
    """The parts of a running server."""

    store: Store
    engine: Engine
    settings: Settings
    queue: Queue
    imports: Imports
    warm: Warm


def service_of(request: Request) -> Service:
    """Returns the parts of the server that a request came to."""
    return cast("Service", request.app.state.service)


Parts = Annotated[Service, Depends(service_of)]
Offset = Annotated[int, Query(ge=0, le=10**9, description="Rows to leave out.")]
Limit = Annotated[int, Query(ge=1, le=PAGE_MOST, description="Most rows to return.")]
Most = Annotated[int, Query(ge=1, le=RANKED_MOST, description="How many to rank.")]

__all__ = ["PAGE", "RANKED", "Limit", "Most", "Offset", "Parts", "Service", "service_of"]
