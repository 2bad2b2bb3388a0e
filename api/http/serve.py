"""Runs the API for one machine."""

from __future__ import annotations

import os
import socket
import sys
from contextlib import suppress
from pathlib import Path

import uvicorn

from api.http.app import create_app
from api.http.settings import Settings
from api.store.home import Home, default_home
from api.store.keys import make_key

GRACE = 3  # seconds that open connections have when the server stops


def serve(
    host: str = "127.0.0.1",
    port: int = 8765,
    home: Path | None = None,
    settings: Settings | None = None,
) -> None:
    """
    Serves until it is stopped; prints the API key at the first start.

    Parameters
    ----------
    host, port
        Where to listen; the default is this machine alone. Port 0 is any free one.
    home
        Where everything is kept; see `default_home` where None.
    settings
        Limits; the defaults where None.

    Raises
    ------
    HomeError
        When another server holds the home folder.
    OSError
        When the port is taken, or the address is not of this machine.
    """
    os.umask(0o077)
    place = Home((home or default_home()).absolute()).prepare()
    with _listen(host, port) as listener:
        with place.taken():  # told before the server starts, as it would tell in a traceback
            key = make_key(place)
        app = create_app(place.root, settings=settings)
        if key is not None:
            _say(f"API 密钥（只显示这一次，请保存；请求时放在请求头 X-API-Key）：{key}")
            _say(f"如遗失：停止服务，删除 {place.key}，再启动，会生成新的密钥。")
        shown = f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{listener.getsockname()[1]}"
        _say(f"接口文档：{address}/docs   数据目录：{place.root}   停止：Ctrl+C")
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=GRACE)
        with suppress(KeyboardInterrupt):  # ^C has ended the server in good order
            uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol must be named: asyncio turns Nagle's delay (40 ms an answer) off for TCP only.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(128)
    except OSError:
        listener.close()
        raise
    return listener


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(port=int(os.environ.get("GANGPEI_PORT", "8765")))
