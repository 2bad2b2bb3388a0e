"""Puts the API together."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from anyio.to_thread import run_sync
from fastapi import FastAPI, Request, Response, Security
from fastapi.exceptions import RequestValidationError
from fastapi.security import APIKeyHeader
from starlette.exceptions import HTTPException

from api.http import openapi, problems
from api.http.docs import add_docs
from api.http.engine import Engine
from api.http.errors import ReportedError
from api.http.guard import Guard
from api.http.routes import health, monitoring, packs, people, results, rosters, runs, scenarios
from api.http.service import Service
from api.http.settings import Settings
from api.http.warm import Warm
from api.http.work.imports import Imports
from api.http.work.queue import Queue
from api.store.home import Home
from api.store.keys import digest, stored_digest
from api.store.store import Store

DESCRIPTION = """
岗配 allocates people to posts under the rules of public employment services, proves how good
the answer is, and says why. Upload a roster, read its lint, choose a pack, start a run, follow
it, read its matches, and ask of any worker or vacancy why.

Every request carries the key that the first start printed, as header `X-API-Key`. Names are
masked; identity and telephone numbers are in no answer. Errors are problem documents (RFC 9457)
that name field, row or rule.
"""
# For the documentation alone: the guard has looked at the key before any route is reached.
KEY_HEADER = APIKeyHeader(name="X-API-Key", auto_error=False)
logger = logging.getLogger("gangpei")


def create_app(
    home: Path,
    key: str | None = None,
    *,
    settings: Settings | None = None,
    engine: Engine | None = None,
) -> FastAPI:
    """
    Makes the API of one home folder.

    Parameters
    ----------
    home
        Holds rosters, runs and their index; made where it is absent.
    key
        The API key; where None, the one whose hash the folder holds.
    settings
        Limits; the defaults where None.
    engine
        What does the work; the real one where None.

    Raises
    ------
    HomeError
        When no key is given and the folder has none. At start: when another
        server holds the folder.
    """
    settings = settings or Settings()
    engine = engine or Engine()
    place = Home(Path(home).absolute()).prepare()
    expected = stored_digest(place) if key is None else digest(key)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with place.taken():
            service = _open(place, settings, engine)
            app.state.service = service
            try:
                yield
            finally:
                await run_sync(_close, service)

    app = FastAPI(
        title="岗配 Gangpei",
        summary="People to posts, under the rules, with a proof.",
        description=DESCRIPTION,
        version="1",
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    add_docs(app)
    app.include_router(health.router)
    for nouns in (packs, rosters, monitoring, runs, results, people, scenarios):
        app.include_router(nouns.router, dependencies=[Security(KEY_HEADER)])
    for error in (*(case.error for case in problems.CASES), ReportedError):
        app.add_exception_handler(error, _answer)
    app.add_exception_handler(RequestValidationError, _answer)
    app.add_exception_handler(HTTPException, _answer)
    app.add_exception_handler(Exception, _apologise)
    app.add_middleware(Guard, digest=expected, limit=settings.upload_bytes)
    app.openapi = lambda: openapi.document(app)  # type: ignore[method-assign]  # FastAPI's own way
    return app


def _open(home: Home, settings: Settings, engine: Engine) -> Service:
    store = Store(home)
    queue = Queue(store, engine, settings.processes)
    queue.start()
    return Service(
        store=store,
        engine=engine,
        settings=settings,
        queue=queue,
        imports=Imports(store, engine, settings),
        warm=Warm(store, engine, settings.warm),
    )


def _close(service: Service) -> None:
    service.imports.close()
    service.queue.close()
    service.store.close()


async def _answer(request: Request, error: Exception) -> Response:
    problem = problems.document(error)
    if problem.status >= 500 and not isinstance(error, ReportedError):  # that is in the log already
        logger.error("%s %s failed.", request.method, request.url.path, exc_info=error)
    return Response(problem.model_dump_json(), problem.status, media_type=problems.MEDIA)


async def _apologise(_request: Request, error: Exception) -> Response:
    # Nobody thought of this error: the server logs it.
    problem = problems.document(error)
    return Response(problem.model_dump_json(), problem.status, media_type=problems.MEDIA)
