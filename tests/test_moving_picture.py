"""The README's moving picture: frames that change in order, still where motion is unwanted, and complete in itself."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

PICTURE = Path(__file__).parent.parent / "screenshots" / "moving.svg"
SVG = "{http://www.w3.org/2000/svg}"


def test_four_to_six_frames_follow_each_other_and_the_first_stays_without_motion() -> None:
    picture = PICTURE.read_text(encoding="utf-8")
    frames = [group for group in ET.fromstring(picture) if group.tag == f"{SVG}g"]
    assert [group.get("class") for group in frames] == [f"frame f{number}" for number in range(len(frames))]
    assert 4 <= len(frames) <= 6
    still, _, moving = picture.partition("@media (prefers-reduced-motion: no-preference)")
    assert re.findall(r"\.(\w+) \{ visibility: (\w+) \}", still) == [("frame", "hidden"), ("f0", "visible")]
    seconds = [int(delay) for delay in re.findall(r"animation-delay: (\d+)s", moving)]
    assert len(seconds) == len(frames) - 1
    assert seconds == sorted(set(seconds))
    assert f"turn {seconds[-1] + seconds[0]}s step-end infinite" in moving


def test_it_has_no_script_and_loads_nothing() -> None:
    """A page that shows it as a picture runs no script and fetches no font for it."""
    picture = PICTURE.read_text(encoding="utf-8")
    found = re.findall(r"<script|<foreignObject|@import|@font-face|\bon\w+=|href=|url\((?!#)", picture)
    assert not found
