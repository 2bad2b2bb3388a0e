"""Whether the server is alive, and ready."""

from __future__ import annotations

from fastapi import APIRouter

from api.http.bodies.health import Health, Ready
from api.http.service import Parts

router = APIRouter(tags=["health"])


@router.get("/healthz", summary="Is the server alive?")
def healthz() -> Health:
    """Answers while the server runs."""
    return Health(status="ok")


@router.get("/readyz", summary="Is the server ready?")
def readyz(parts: Parts) -> Ready:
    """Answers once the index can be read and runs are taken."""
    return Ready(status="ready", **parts.store.runs.waiting())
