"""Turns away, before anything of its body is kept, who has no key or sends too much."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.bodies.problem import Problem
from api.http.errors import TooLargeError
from api.http.problems import MEDIA, document, unauthorized
from api.store.keys import fits

OPEN = frozenset({"/healthz", "/readyz", "/docs", "/openapi.json"})
DRAINED = 64 << 20  # bytes read and thrown away, so that the client gets to read the answer


class _CutOffError(HTTPException):
    """Ends the reading of a body; the frameworks let it pass."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """
    ASGI middleware in front of every route.

    Parameters
    ----------
    app
        What comes after.
    digest
        Hash of the API key.
    limit
        Most bytes of a body.
    """

    def __init__(self, app: ASGIApp, digest: str, limit: int) -> None:
        self._app = app
        self._digest = digest
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers 401 or 413 itself, and lets everything else through."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if scope["path"] not in OPEN and not fits(headers.get("x-api-key", ""), self._digest):
            await _refuse(unauthorized(), scope, receive, send)
            return
        size = headers.get("content-length", "")
        if size.isdigit() and int(size) > self._limit:
            await _refuse(document(TooLargeError(self._limit)), scope, receive, send)
            return
        await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        # A body without a stated length is counted as it comes.
        seen = 0
        more = True
        over = False

        async def count() -> Message:
            nonlocal seen, more, over
            message = await receive()
            seen += len(message.get("body", b""))
            more = _goes_on(message)
            if seen > self._limit:
                over = True
                raise _CutOffError
            return message

        async def answer(message: Message) -> None:
            if not over:
                await send(message)

        await self._app(scope, count, answer)
        if over:
            problem = document(TooLargeError(self._limit))
            await _refuse(problem, scope, receive, send, more=more)


def _goes_on(message: Message) -> bool:
    return message["type"] == "http.request" and bool(message.get("more_body", False))


async def _refuse(
    problem: Problem, scope: Scope, receive: Receive, send: Send, *, more: bool = True
) -> None:
    # Who has received the end of a body would wait for the next message for ever.
    left = DRAINED
    while more and left > 0:
        message = await receive()
        left -= len(message.get("body", b""))
        more = _goes_on(message)
    response = Response(problem.model_dump_json(), problem.status, media_type=MEDIA)
    await response(scope, receive, send)
