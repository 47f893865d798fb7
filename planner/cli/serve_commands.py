"""The command that shows the screen in a browser of this machine."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from functools import partial
from importlib.util import find_spec

from planner.cli.output import print_document, print_lines
from planner.training.measures import parse_whole_number
from planner.training.refusal import RefusedError
from planner.usecases.planbook import Planbook

_LEAST_PORT, _MOST_PORT = 1_024, 65_535
_OWN_ADDRESSES = ("127.0.0.1", "localhost")


def run_serve(book: Planbook, args: argparse.Namespace) -> None:
    """Serve the screen to a browser of this machine until ctrl+c.

    Raises:
        RefusedError: What it needs is not installed, the port cannot be used, or another address was asked for.
    """
    if args.host not in _OWN_ADDRESSES:
        raise RefusedError(
            "serve listens on 127.0.0.1 alone, as everybody who reaches it could type; "
            "from another machine, ssh -L leads there."
        )
    port = parse_whole_number(args.port, "port")
    if port and not _LEAST_PORT <= port <= _MOST_PORT:
        raise RefusedError(f"The port must be {_LEAST_PORT} to {_MOST_PORT}, or 0 for a free one, not {port}.")
    if find_spec("textual_serve") is None or find_spec("aiohttp") is None:
        raise RefusedError("serve needs textual-serve, which is not installed: pip install 'planner-tui[serve]' does.")
    from planner.cli.browser_server import BrowserServer, find_missing_file, listen
    from planner.cli.served_screen import ServedScreen

    missing = find_missing_file()
    if missing:
        raise RefusedError(f"The installed textual-serve has no {missing}: pip install 'planner-tui[serve]' mends it.")
    today = book.clock.fixed
    open_screen = partial(ServedScreen, book.path.absolute(), today.isoformat() if today is not None else None)
    with listen(port) as listener:
        server = BrowserServer(listener, open_screen)
        _say_where(server.address, server.port, args)
        asyncio.run(server.run())


def _say_where(address: str, port: int, args: argparse.Namespace) -> None:
    recipe = f"ssh -L {port}:127.0.0.1:{port} {_this_machine()}"
    if args.json:
        print_document({"address": address, "port": port, "from_another_machine": recipe})
    else:
        print_lines(
            f"The screen is at {address}",
            "until ctrl+c. Who knows this address can type there. From another machine:",
            f"  {recipe}",
            "and open the same address there.",
        )
    sys.stdout.flush()


def _this_machine() -> str:
    """Return what ssh calls this account, as well as it can be known here."""
    import getpass
    import socket

    reached_by = os.environ.get("SSH_CONNECTION", "").split()
    machine = reached_by[2] if len(reached_by) == 4 else socket.gethostname()
    return f"{getpass.getuser()}@{machine}"
