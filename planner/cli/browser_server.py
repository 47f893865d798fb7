"""The web server of `planner serve`, which answers nobody but the page that it was started for.

Any page that a browser has open may send requests to this machine, and any user of the machine may connect to it. So
every request, for a file or a websocket, is refused unless its Host is this server (a name that an attacker points
here is not), its Origin, where there is one, is this server's page, and its path begins with the token that was
printed at the start.
"""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path

from aiohttp import WSCloseCode, hdrs, web
from aiohttp.typedefs import Handler, Middleware

from planner.cli.served_screen import MOST_BYTES, ServedScreen
from planner.invocation import program
from planner.training.refusal import RefusedError

LOOPBACK = "127.0.0.1"
_TOKEN_BYTES = 32
_MOST_SCREENS = 8
_FILES = {
    "textual.js": ("js/textual.js", "text/javascript"),
    "xterm.css": ("css/xterm.css", "text/css"),
    "mono.ttf": ("fonts/RobotoMono-VariableFont_wght.ttf", "font/ttf"),
}
"""What the page is made of: by its name here, where textual-serve has it, and what it is."""
_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>planner</title>
<link rel="stylesheet" href="xterm.css">
<script src="textual.js"></script>
<script src="keys.js" defer></script>
<style>
@font-face { font-family: "Roboto Mono"; src: url("mono.ttf"); font-weight: 100 700; }
html, body { background: #000; height: 100%; margin: 0; overflow: hidden; }
.ended { color: #ddd; display: none; font: 16px "Roboto Mono", monospace; padding: 2em; }
body.-closed .ended { display: block; }
body.-closed .textual-terminal { display: none; }
</style>
</head>
<body>
<p class="ended">The screen has ended. Reload this page to open it again.</p>
<div class="textual-terminal" data-session-websocket-url="ws://{host}/{token}/screen" data-font-size="16"></div>
</body>
</html>
"""
_KEYS_SCRIPT = """\
"use strict";
const takeKeys = () => document.querySelector(".xterm-helper-textarea")?.focus();
addEventListener("load", () => setTimeout(takeKeys));
addEventListener("focus", takeKeys);
"""
"""Gives the keys to the terminal of the page without a click; textual-serve's own script does not."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "connect-src 'self' ws://{address} ws://{named}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",  # the address of the page has the token in it
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class BrowserServer:
    """A server for the screen of one database, on the loopback interface alone.

    Attributes:
        listener: The socket that it listens on.
        open_screen: Makes a screen, for each page that is opened.
        token: What the path of every request begins with.
        screens: The websockets of the pages that are open.
    """

    listener: socket.socket
    open_screen: Callable[[], ServedScreen]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(_TOKEN_BYTES), repr=False)
    screens: set[web.WebSocketResponse] = field(default_factory=set)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        port: int = self.listener.getsockname()[1]
        return port

    @property
    def _hosts(self) -> tuple[str, str]:
        """What the page of this server may call it."""
        return f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"

    @property
    def address(self) -> str:
        """The address of the page, with the token."""
        return f"http://{LOOPBACK}:{self.port}/{self.token}/"

    async def run(self) -> None:
        """Serve until the process is asked to end: by ctrl+c, a signal, or the terminal that hangs up."""
        ending = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, ending.set)
        # No log: the path of every request has the token in it.
        runner = web.AppRunner(self._make_app(), access_log=None, logger=_silent_logger(), handle_signals=False)
        await runner.setup()
        try:
            await web.SockSite(runner, self.listener).start()
            await ending.wait()
        finally:
            await runner.cleanup()

    def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._make_check()], logger=_silent_logger())
        app.router.add_get("/{token}/", self._send_page)
        app.router.add_get("/{token}/screen", self._open_screen)
        app.router.add_get("/{token}/keys.js", _send_keys_script)
        app.router.add_get("/{token}/{file}", _send_file)
        app.on_shutdown.append(self._close_screens)
        return app

    def _make_check(self) -> Middleware:
        address, named = self._hosts
        headers = {name: value.format(address=address, named=named) for name, value in _HEADERS.items()}

        @web.middleware
        async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
            reason = self._reason_against(request)
            if reason:
                answer: web.StreamResponse = web.Response(status=HTTPStatus.FORBIDDEN, text=f"{reason}\n")
            else:
                try:
                    answer = await handler(request)
                except web.HTTPException as refused:
                    answer = web.Response(status=refused.status, text=f"{refused.reason}\n")
            if not answer.prepared:
                answer.headers.update(headers)
            return answer

        return check

    def _reason_against(self, request: web.Request) -> str:
        """Return why a request is refused, in a sentence; nothing for one of this server's own page."""
        if request.headers.getall(hdrs.HOST, []) not in [[host] for host in self._hosts]:
            return f"This server is {self._hosts[0]}. Over ssh -L, use the same port on both machines."
        is_socket = hdrs.SEC_WEBSOCKET_KEY in request.headers or hdrs.UPGRADE in request.headers
        origins = request.headers.getall(hdrs.ORIGIN, [])
        if origins not in ([[f"http://{request.host}"]] if is_socket else [[], [f"http://{request.host}"]]):
            return "Only this server's own page may ask it."
        given = request.raw_path.partition("/")[2].partition("/")[0].partition("?")[0]  # some methods name no path
        if not secrets.compare_digest(given.encode("utf-8", "surrogateescape"), self.token.encode()):
            return "The address is not complete: it ends with the token that was printed when this began."
        return ""

    async def _send_page(self, request: web.Request) -> web.StreamResponse:
        page = _PAGE.replace("{host}", request.host).replace("{token}", self.token)
        return web.Response(text=page, content_type="text/html")

    async def _open_screen(self, request: web.Request) -> web.StreamResponse:
        if len(self.screens) >= _MOST_SCREENS:
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE, text=f"{_MOST_SCREENS} screens are open.\n")
        page = web.WebSocketResponse(heartbeat=20, max_msg_size=MOST_BYTES, compress=False)
        if not page.can_prepare(request):
            return web.Response(status=HTTPStatus.BAD_REQUEST, text="This is for websockets.\n")
        self.screens.add(page)
        try:
            await page.prepare(request)
            await self.open_screen().run(page, _side(request, "width", 80), _side(request, "height", 24))
        finally:
            self.screens.discard(page)
        return page

    async def _close_screens(self, _: web.Application) -> None:
        for page in list(self.screens):
            await page.close(code=WSCloseCode.GOING_AWAY)


def listen(port: int) -> socket.socket:
    """Return a socket that listens on a port of the loopback interface; port 0 is a free one.

    Raises:
        RefusedError: The port is taken.
    """
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        reason = os.strerror(error.errno or 0).lower()
        raise RefusedError(
            f"Port {port} of {LOOPBACK} cannot be used ({reason}); {program()} serve --port N takes another."
        ) from error


def find_missing_file() -> str:
    """Return the name of a file of the page that the installed textual-serve does not have; nothing when all are."""
    return next((name for name, _ in _FILES.values() if not (_static_directory() / name).is_file()), "")


def _static_directory() -> Path:
    spec = find_spec("textual_serve")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static"


async def _send_keys_script(_: web.Request) -> web.StreamResponse:
    return web.Response(text=_KEYS_SCRIPT, content_type="text/javascript")


async def _send_file(request: web.Request) -> web.StreamResponse:
    found = _FILES.get(request.match_info["file"])
    if found is None:
        raise web.HTTPNotFound
    name, kind = found
    return web.FileResponse(_static_directory() / name, headers={hdrs.CONTENT_TYPE: kind})


def _side(request: web.Request, name: str, otherwise: int) -> int:
    given = request.query.get(name, "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else otherwise


def _silent_logger() -> logging.Logger:
    logger = logging.getLogger("planner.serve")
    logger.disabled = True
    return logger
