"""`gangpei serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Host = Annotated[str, typer.Option(help="监听地址；默认只对本机开放。Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="端口。Port.")]
Home = Annotated[
    Path | None,
    typer.Option(
        help="存放花名册和运行结果的文件夹。Folder for rosters and runs.", show_default=False
    ),
]


def serve(host: Host = "127.0.0.1", port: Port = 8765, home: Home = None) -> None:
    """启动接口服务和控制台；首次启动显示密钥。API and console; the first start prints a key."""
    from api.http.serve import serve as run_server

    run_server(host, port, home)
