"""Run the planner in the terminal that it was started with, which becomes its controlling one: for `planner serve`.

A process that leads a session of its own has no controlling terminal, so that the kernel would tell it neither that the
window has another size nor that the line is gone.
"""

from __future__ import annotations

import fcntl
import sys
import termios

from planner.cli import main

if __name__ == "__main__":
    fcntl.ioctl(sys.stdin, termios.TIOCSCTTY, 0)
    raise SystemExit(main())
