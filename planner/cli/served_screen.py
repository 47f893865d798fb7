"""One screen of `planner serve`: a restricted planner in a pseudo-terminal, with a websocket for its keys and picture.

It speaks what the page of textual-serve speaks: bytes for the terminal of the page one way, and JSON arrays the other,
``["stdin", TEXT]``, ``["resize", {"width", "height"}]`` and ``["ping", TEXT]``.
"""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import json
import os
import struct
import sys
import termios
from asyncio.subprocess import Process
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

MOST_BYTES = 1 << 20
"""Bytes of the longest message that is read, so of what may be pasted at once."""
_LEAST_SIDE, _MOST_SIDE = 2, 1_000
"""Columns or rows of a terminal; what a page asks for beyond that is taken for the nearest of the two."""
_PART_BYTES = 65_536
_LEAVING_S = 5.0
"""Seconds that a planner has to end by itself, once its terminal is gone: it keeps what was half typed."""
_PREFIXES_LEFT_OUT = ("PLANNER_", "TEXTUAL", "SSH_", "COLUMNS", "LINES")
"""Of the variables of the server: what is about its own file, terminal and connection."""


class ServedScreen:
    """A restricted planner in a terminal of its own.

    Args:
        database: The absolute path of the database.
        today: The day that is taken for today, ``YYYY-MM-DD``; None for the runner's own.
    """

    def __init__(self, database: Path, today: str | None = None) -> None:
        self._words = ["--restricted", "--db", str(database), *(["--today", today] if today is not None else [])]
        self._terminal = -1

    async def run(self, socket: web.WebSocketResponse, columns: int, rows: int) -> None:
        """Run the planner until it ends, or until the page is closed.

        Args:
            socket: The websocket of the page, prepared.
            columns: How wide the terminal of the page is.
            rows: How high it is.
        """
        self._terminal, far_side = os.openpty()
        try:
            os.set_blocking(self._terminal, False)
            self._set_size(columns, rows)
            process = await self._start(far_side)
        finally:
            os.close(far_side)
        showing = asyncio.create_task(self._show(socket))
        typing = asyncio.create_task(self._type(socket))
        try:
            await asyncio.wait((showing, typing), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (showing, typing):
                task.cancel()
            await asyncio.gather(showing, typing, return_exceptions=True)
            os.close(self._terminal)  # which is what a dropped ssh connection looks like
            await _end(process)
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _start(self, far_side: int) -> Process:
        environment = {name: value for name, value in os.environ.items() if not name.startswith(_PREFIXES_LEFT_OUT)}
        environment |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONUTF8": "1"}
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "planner.cli.own_terminal", *self._words),
            stdin=far_side,
            stdout=far_side,
            stderr=far_side,
            start_new_session=True,
            env=environment,
        )

    async def _show(self, socket: web.WebSocketResponse) -> None:
        """Send what the planner draws, until it ends; a slow page makes it wait, as a slow line does."""
        while True:
            await self._until(asyncio.get_running_loop().add_reader, asyncio.get_running_loop().remove_reader)
            try:
                part = os.read(self._terminal, _PART_BYTES)
            except BlockingIOError:
                continue
            except OSError:  # Linux says so where nobody has the far side open any more
                return
            if not part:
                return
            await socket.send_bytes(part)

    async def _type(self, socket: web.WebSocketResponse) -> None:
        """Hand on what the page sends, until it is closed or sends what no page of ours does."""
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                return
            try:
                await self._take(socket, *json.loads(message.data))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                return

    async def _take(self, socket: web.WebSocketResponse, what: str, *values: Any) -> None:  # noqa: ANN401 - from JSON
        if what == "stdin":
            await self._write(str(values[0]).encode("utf-8", "replace"))
        elif what == "resize":
            size: Mapping[str, object] = values[0]
            self._set_size(int(str(size["width"])), int(str(size["height"])))
        elif what == "ping":
            await socket.send_json(["pong", str(values[0])])

    async def _write(self, keys: bytes) -> None:
        while keys:
            try:
                keys = keys[os.write(self._terminal, keys) :]
            except BlockingIOError:
                await self._until(asyncio.get_running_loop().add_writer, asyncio.get_running_loop().remove_writer)

    async def _until(self, add: Callable[..., None], remove: Callable[[int], bool]) -> None:
        """Wait until the terminal can be read, or written."""
        ready = asyncio.Event()
        add(self._terminal, ready.set)
        try:
            await ready.wait()
        finally:
            remove(self._terminal)

    def _set_size(self, columns: int, rows: int) -> None:
        width, height = (min(max(side, _LEAST_SIDE), _MOST_SIDE) for side in (columns, rows))
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))


async def _end(process: Process) -> None:
    """Wait for a planner whose terminal is gone; end it where it does not."""
    try:
        await asyncio.wait_for(process.wait(), _LEAVING_S)
    except TimeoutError:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
