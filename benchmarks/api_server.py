"""The API in a process of its own, as a centre would run it, and a client of it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import httpx

START_SECONDS = 60.0
STOP_SECONDS = 15.0


class ServerProcess:
    """
    Starts `api.http.serve` on a free port of this machine; a context.

    Parameters
    ----------
    home
        The home folder.
    key
        The API key; where None, the home must be new and the key is the one printed.
    """

    def __init__(self, home: Path, key: str | None = None) -> None:
        self.port = _free_port()
        environment = {**os.environ, "GANGPEI_HOME": str(home), "GANGPEI_PORT": str(self.port)}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "api.http.serve"],
            env=environment,
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self.printed: list[str] = []
        self.key = key or self._printed_key()
        self.client = httpx.Client(
            base_url=f"http://127.0.0.1:{self.port}",
            headers={"X-API-Key": self.key},
            timeout=3600,
        )
        self._await_ready()

    def __enter__(self) -> ServerProcess:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Asks the server to end, as ^C does, and waits."""
        self.client.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._output.close()

    def kill(self) -> None:
        """Ends the server at once, as a power cut does."""
        self.process.kill()
        self.process.wait()

    def peak_bytes(self) -> int:
        """The most memory that the server has held (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024

    @property
    def _output(self) -> IO[str]:
        if self.process.stdout is None:
            msg = "The server's output is not read."
            raise RuntimeError(msg)
        return self.process.stdout

    def _printed_key(self) -> str:
        for line in self._output:
            self.printed.append(line)
            if "X-API-Key" in line:
                return line.rsplit("：", 1)[1].strip()
        msg = f"The server printed no key: {''.join(self.printed)}"
        raise RuntimeError(msg)

    def _await_ready(self) -> None:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                if self.client.get("/readyz").status_code == httpx.codes.OK:
                    return
            except httpx.ConnectError:
                pass
            if self.process.poll() is not None or time.monotonic() > until:
                self.kill()
                msg = "The server did not start."
                raise RuntimeError(msg)
            time.sleep(0.05)


def upload(client: httpx.Client, files: list[Path]) -> dict[str, Any]:
    """Uploads a roster; returns it, or raises RuntimeError with the problem document."""
    contents = [("files", (path.name, path.read_bytes())) for path in files]
    return _told(client.post("/v1/rosters", files=contents))


def start_run(client: httpx.Client, body: dict[str, Any]) -> str:
    """Starts a run; returns its ID."""
    return str(_told(client.post("/v1/runs", json=body))["id"])


def events(client: httpx.Client, run: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Follows a run to its end: name and content of each event."""
    with client.stream("GET", f"/v1/runs/{run}/events") as stream:
        name = ""
        for line in stream.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield name, json.loads(line.removeprefix("data: "))


def get(client: httpx.Client, path: str, **params: Any) -> dict[str, Any]:
    """Reads a JSON answer, or raises RuntimeError with the problem document."""
    return _told(client.get(path, params=params))


def _told(answer: httpx.Response) -> dict[str, Any]:
    if answer.is_error:
        raise RuntimeError(answer.text)
    body: dict[str, Any] = answer.json()
    return body


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
