"""On which line of a TOML text each key stands; the standard parser does not say."""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field

Path = tuple[str | int, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_SCALAR = re.compile(r"[^,\]}#\n]+")
_STRINGS = (
    re.compile(r'"""(?:\\.|[^\\])*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:\\.|[^"\\\n])*"'),
    re.compile(r"'[^'\n]*'"),
)


@dataclass
class Positions:
    """
    Lines of the keys of a text, counted from 1.

    Parameters
    ----------
    lines
        Line of each key and array element, by its path.
    twice
        Keys and tables written more than once: path, first line, later line.
        Keys within such a table are not listed again.
    headers
        Lines of the table headers: line, path.
    """

    lines: dict[Path, int] = field(default_factory=dict)
    twice: list[tuple[Path, int, int]] = field(default_factory=list)
    headers: list[tuple[int, Path]] = field(default_factory=list)

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part around it; 1 where nothing is known."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 1


def locate(text: str) -> Positions:
    """Scans a TOML text. Where the text is broken the scan ends, and what was found stays."""
    scanner = _Scanner(text)
    with suppress(_BrokenError, RecursionError):
        scanner.document()
    return scanner.found


class _BrokenError(Exception):
    """The text is not TOML from here on."""


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found = Positions()
        self.starts = [0, *(m.end() for m in re.finditer("\n", text))]
        self.written: dict[Path, int] = {}
        self.sizes: dict[Path, int] = {}

    def document(self) -> None:
        """Reads headers and keys to the end of the text."""
        prefix: Path = ()
        self.skip(_BLANK)
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                prefix = self.header()
            else:
                self.pair(prefix)
            self.skip(_BLANK)

    def header(self) -> Path:
        """Reads `[a.b]` or `[[a.b]]`; returns the path that the keys below it extend."""
        line = self.line()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path = self.resolve(self.keys())
        self.expect("]]" if many else "]")
        for end in range(1, len(path)):
            self.found.lines.setdefault(path[:end], line)
        if many:
            self.sizes[path] = self.sizes.get(path, 0) + 1
            self.found.lines.setdefault(path, line)
            path = (*path, self.sizes[path] - 1)
            self.found.lines[path] = line
        else:
            self.note(path, line)
        self.found.headers.append((line, path))
        return path

    def pair(self, prefix: Path) -> None:
        """Reads `key = value` and notes where it stands."""
        line = self.line()
        path = (*prefix, *self.keys())
        self.expect("=")
        for end in range(len(prefix) + 1, len(path)):
            self.found.lines.setdefault(path[:end], line)
        self.note(path, line)
        self.skip(_SPACE)
        self.value(path)

    def note(self, path: Path, line: int) -> None:
        """Keeps the line of a path, or the fact that it was there before."""
        if path in self.written:
            if path[:-1] not in {p for p, _, _ in self.found.twice}:
                self.found.twice.append((path, self.written[path], line))
            return
        self.written[path] = line
        self.found.lines[path] = line

    def value(self, path: Path) -> None:
        """Reads a value; goes into arrays and inline tables."""
        start = self.text[self.at : self.at + 1]
        if start in {'"', "'"} and start:
            self.string()
        elif start == "[":
            self.items(path, "]", inline=False)
        elif start == "{":
            self.items(path, "}", inline=True)
        else:
            self.match(_SCALAR)

    def items(self, path: Path, end: str, *, inline: bool) -> None:
        """Reads what stands between brackets, up to the closing one."""
        self.at += 1
        index = 0
        while True:
            self.skip(_BLANK)
            if self.text.startswith(end, self.at):
                self.at += 1
                return
            if inline:
                self.pair(path)
            else:
                self.found.lines[(*path, index)] = self.line()
                self.value((*path, index))
                index += 1
            self.skip(_BLANK)
            if self.text.startswith(",", self.at):
                self.at += 1
            elif not self.text.startswith(end, self.at):
                raise _BrokenError

    def keys(self) -> Path:
        """Reads a key, with its dots."""
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            if self.text[self.at : self.at + 1] in {'"', "'"} and self.at < len(self.text):
                parts.append(self.string()[1:-1])
            else:
                parts.append(self.match(_BARE))
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def string(self) -> str:
        """Reads a string of any of the four kinds, with its quotes."""
        for pattern in _STRINGS:
            if pattern.match(self.text, self.at):
                return self.match(pattern)
        raise _BrokenError

    def resolve(self, path: Path) -> Path:
        """Puts the index of the last element after each array of tables on the way."""
        full: Path = ()
        for part in path[:-1]:
            full = (*full, part)
            if full in self.sizes:
                full = (*full, self.sizes[full] - 1)
        return (*full, *path[-1:])

    def match(self, pattern: re.Pattern[str]) -> str:
        """Reads what the pattern says, or ends the scan."""
        found = pattern.match(self.text, self.at)
        if found is None:
            raise _BrokenError
        self.at = found.end()
        return found.group()

    def skip(self, pattern: re.Pattern[str]) -> None:
        """Goes past what may stand there."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at

    def expect(self, mark: str) -> None:
        """Goes past a mark, or ends the scan."""
        self.skip(_SPACE)
        if not self.text.startswith(mark, self.at):
            raise _BrokenError
        self.at += len(mark)

    def line(self) -> int:
        """The line of the place now reached."""
        return bisect_right(self.starts, self.at)
