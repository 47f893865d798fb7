"""`planner serve`: the screen in a browser, driven as its page drives it, and everything that is refused."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("textual_serve", reason="needs textual-serve: pip install 'planner-tui[serve]'")

import aiohttp
import pyte

from planner import landlock
from planner.cli import main, serve_commands
from planner.store import quick
from planner.training.workouts import StoredStatus
from tests.ssh.server import command_line, descendants
from tests.terminal import PATIENCE_S
from tests.tui.season import TODAY, write_season


@dataclass(frozen=True)
class Served:
    """A running `planner serve`.

    Attributes:
        process: Its process.
        address: The address that it printed.
        port: Its port.
        database: The file that it shows.
    """

    process: subprocess.Popen[str]
    address: str
    port: int
    database: Path

    @property
    def origin(self) -> str:
        """What a browser calls its page."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def token(self) -> str:
        """The secret part of the address."""
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def screens(self) -> list[int]:
        """The processes of its screens."""
        return [pid for pid in descendants(self.process.pid) if "--restricted" in command_line(pid)]

    def wait_until_no_screen_is_left(self) -> None:
        """Wait until every screen has ended."""
        until = time.monotonic() + PATIENCE_S
        while left := self.screens:
            assert time.monotonic() < until, f"left behind: {left}"
            time.sleep(0.05)


def read_of_process(pid: int, name: str) -> str:
    """What the kernel says of a process."""
    return Path(f"/proc/{pid}/{name}").read_text(errors="replace")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    place = tmp_path / "planner"
    place.mkdir()
    database = place / "planner.db"
    write_season(database)
    words = ["--db", str(database), "--today", TODAY.isoformat(), "serve", "--port", "0", "--json"]
    environment = {**os.environ, "SSH_ORIGINAL_COMMAND": "today", "PLANNER_DB": "elsewhere.db", "COLUMNS": "90"}
    with subprocess.Popen(
        [sys.executable, "-m", "planner", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        said = ""
        while not said.endswith("}\n"):
            said += process.stdout.readline()
            assert process.poll() is None
        document = json.loads(said)
        yield Served(process, document["address"], document["port"], database)
        process.kill()


class Page:
    """The page of a browser: a terminal that is drawn by what comes over a websocket."""

    def __init__(self, connection: aiohttp.ClientWebSocketResponse, columns: int, rows: int) -> None:
        self.connection = connection
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)

    async def wait_for(self, words: str) -> None:
        """Wait until the terminal shows some words."""
        await self.wait_until(lambda: words in "\n".join(self.screen.display))

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Draw what comes until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                message = await self.connection.receive()
                assert message.type is aiohttp.WSMsgType.BINARY, message
                self._stream.feed(message.data)

    async def wait_for_the_end(self) -> None:
        """Draw what comes until the server closes the connection."""
        async with asyncio.timeout(PATIENCE_S):
            while not self.connection.closed:
                await self.connection.receive()

    async def send(self, *message: object) -> None:
        """Send what the script of the page sends."""
        await self.connection.send_str(json.dumps(message))

    async def press(self, keys: str) -> None:
        """Press keys."""
        await self.send("stdin", keys)


@asynccontextmanager
async def open_page(served: Served, columns: int = 80, rows: int = 24) -> AsyncIterator[Page]:
    size = f"screen?width={columns}&height={rows}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(served.address + size, origin=served.origin) as connection,
    ):
        yield Page(connection, columns, rows)


@pytest.mark.smoke
async def test_the_screen_is_drawn_takes_keys_and_is_restricted(served: Served) -> None:
    async with open_page(served) as page:
        await page.wait_for("January 2027")
        await page.press("dd")
        await page.wait_for("u takes it back")
        assert quick.read_days(served.database, TODAY, TODAY)[0].status is StoredStatus.DONE
        (screen,) = served.screens
        assert ("NoNewPrivs:\t1" in read_of_process(screen, "status")) == (landlock.find_version() > 0)
        await page.press("\x1a")
        await page.wait_for("there is no shell to go to")
        await page.press("T")
        await page.wait_for("starts no other program")
    served.wait_until_no_screen_is_left()


async def test_it_follows_the_size_of_the_page_and_ends_with_q(served: Served) -> None:
    async with open_page(served) as page:
        await page.wait_for("January 2027")
        page.screen.resize(40, 130)
        await page.send("resize", {"width": 130, "height": 40})
        await page.wait_for("Thursday 7 January")  # the panel of the day, for which 80 columns have no room
        await page.press("q")
        await page.wait_for_the_end()
    served.wait_until_no_screen_is_left()


async def test_two_pages_see_each_others_edits_and_end_with_the_server(served: Served) -> None:
    async with open_page(served) as one, open_page(served) as other:
        await one.wait_for("January 2027")
        await other.wait_for("January 2027")
        await one.press("dd")
        await other.wait_for("(done)")
        assert len(served.screens) == 2
        screens = served.screens
        served.process.send_signal(signal.SIGINT)
        await one.wait_for_the_end()
        await other.wait_for_the_end()
    out, err = served.process.communicate(timeout=PATIENCE_S)
    assert (served.process.returncode, out, err) == (0, "", "")
    assert [pid for pid in screens if command_line(pid)] == []


@pytest.mark.parametrize(
    "sent", ["no json", "{}", "[]", '["stdin"]', '["resize", {"width": "x", "height": 1}]', "[[" * 5000]
)
async def test_what_no_page_of_ours_sends_ends_the_screen(served: Served, sent: str) -> None:
    async with open_page(served) as page:
        await page.wait_for("January 2027")
        await page.connection.send_str(sent)
        await page.wait_for_the_end()
    served.wait_until_no_screen_is_left()


async def test_the_page_loads_nothing_from_elsewhere_and_stays_with_its_server(served: Served) -> None:
    async with aiohttp.ClientSession() as session, session.get(served.address) as answer:
        page = await answer.text()
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        kept = [answer.headers[name] for name in ("Referrer-Policy", "Cache-Control", "X-Frame-Options")]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert "frame-ancestors 'none'" in policy
    assert kept == ["no-referrer", "no-store", "DENY"]
    assert page.count("://") == page.count(f"ws://127.0.0.1:{served.port}/{served.token}/screen") == 1
    async with aiohttp.ClientSession() as session:
        for name in ("textual.js", "keys.js", "xterm.css", "mono.ttf"):
            assert name in page
            async with session.get(served.address + name) as answer:
                assert (answer.status, bool(await answer.read())) == (200, True)


async def test_every_request_that_is_not_from_the_page_is_refused(served: Served) -> None:
    host, port, token = "127.0.0.1", served.port, served.token
    good: dict[str, str] = {}
    wrong_tokens = ("x" * len(token), token[:-1], token + "x", token.swapcase(), "", "%00", "é", f"x/{token}", "..")
    bad_headers: list[dict[str, str]] = [
        {"Host": "planner.example"},
        {"Host": f"planner.example:{port}"},
        {"Host": f"{host}:{port + 1}"},
        {"Host": f"{host}.evil.example:{port}"},
        {"Host": host},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"https://{host}:{port}"},
        {"Origin": f"http://{host}:{port + 1}"},
        {"Origin": f"http://localhost:{port}"},
        {"Host": f"localhost:{port}", "Origin": f"http://{host}:{port}"},
    ]
    files = ("", "textual.js", "screen", "mono.ttf", "no-such-file", "../planner.db")
    refused = [(f"/{wrong}/{file}", good) for wrong in wrong_tokens for file in files]
    refused += [(f"/{token}/{file}", headers) for headers in bad_headers for file in files]
    refused += [(path, good) for path in ("/", "/static/", "/ws", "/download/x", "//")]
    async with aiohttp.ClientSession() as session:
        for path, headers in refused:
            async with session.get(f"{served.origin}{path}", headers=headers) as answer:
                assert answer.status == 403, (path, headers)
                assert token not in await answer.text()
        for headers in ({}, *bad_headers, {"Origin": served.origin, "Host": "planner.example"}):
            with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
                await session.ws_connect(f"{served.address}screen", headers=headers)
            assert raised.value.status == 403, headers
        with pytest.raises(aiohttp.WSServerHandshakeError) as raised:
            await session.ws_connect(f"{served.origin}/{'x' * len(token)}/screen", origin=served.origin)
        assert raised.value.status == 403
        for path, status in ((f"/{token}/no-such-file", 404), (f"/{token}/screen", 400)):
            async with session.get(f"{served.origin}{path}") as answer:
                assert answer.status == status
        async with session.post(served.address) as answer:
            assert answer.status == 405
        async with session.get(served.address, headers={"Host": f"localhost:{port}"}) as answer:
            assert answer.status == 200
    assert served.screens == []


async def test_a_request_without_a_path_is_refused_as_one_without_a_token(served: Served) -> None:
    host = f"127.0.0.1:{served.port}"
    for line in ("OPTIONS *", "CONNECT example.org:80", f"GET http://{host}/{served.token}/", f"GET //{served.token}/"):
        reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
        writer.write(f"{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        async with asyncio.timeout(PATIENCE_S):
            status = await reader.readline()
        writer.close()
        assert status.startswith(b"HTTP/1.1 403 "), line


async def test_the_token_is_in_no_command_line_environment_or_log(served: Served) -> None:
    async with open_page(served) as page:
        await page.wait_for("January 2027")
        (screen,) = served.screens
        for pid in (served.process.pid, screen):
            for name in ("cmdline", "environ"):
                assert served.token not in read_of_process(pid, name)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.communicate(timeout=PATIENCE_S) == ("", "")


def test_it_listens_on_one_address_alone(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=PATIENCE_S):
        pass
    for other in ("127.0.0.2", socket.gethostbyname(socket.gethostname())):
        if other != "127.0.0.1":
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((other, served.port), timeout=PATIENCE_S)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., str]:
    def run(*words: str) -> str:
        assert main(["--db", str(tmp_path / "planner.db"), "serve", *words]) == 1
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.count("\n") == 1
        return said.err

    return run


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "::1", "192.168.1.5", "example.org", ""])
def test_another_address_is_refused(call: Callable[..., str], host: str) -> None:
    assert call("--host", host).startswith("planner: serve listens on 127.0.0.1 alone")


@pytest.mark.parametrize(
    ("port", "sentence"),
    [("80", "The port must be 1024 to 65535"), ("65536", "The port must be"), ("x", "port must be a whole number")],
)
def test_a_port_that_cannot_be_is_refused(call: Callable[..., str], port: str, sentence: str) -> None:
    assert sentence in call("--port", port)


def test_a_port_that_is_taken_is_named(call: Callable[..., str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert f"Port {port} of 127.0.0.1 cannot be used (address already in use)" in call("--port", str(port))


def test_without_the_extra_it_says_how_it_is_installed(
    call: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_none(_: str) -> Any:
        return None

    monkeypatch.setattr(serve_commands, "find_spec", find_none)
    assert "pip install 'planner-tui[serve]'" in call()
