"""What a locale says of a new runner: kilometres or miles, and the first day of the week.

The tables are those of Unicode's CLDR: the first day of the week (``weekData``) of its version 49, the unit of a road's
length (``unitPreferenceData``) of version 45, where GB and US alone have miles. A region that CLDR does not list is in
neither table. Python and the C library tell neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from planner.training.races import Unit

_MILES = "GB US"
"""Regions where the length of a road is in miles."""
_FROM_FRIDAY = "MV"
_FROM_SATURDAY = "AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY"
_FROM_SUNDAY = """
    AG AS BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN IS JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH
    PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW
"""
_MONDAY = 0
_FIRST_DAYS = {
    region: day
    for day, regions in ((4, _FROM_FRIDAY), (5, _FROM_SATURDAY), (6, _FROM_SUNDAY))
    for region in regions.split()
}
_REGION = re.compile(r"[a-zA-Z]{2,3}_([A-Z]{2})(?:[.@].*)?")


def locale_unit(environment: Mapping[str, str]) -> Unit:
    """Return the unit of distances where the locale of an environment is from; kilometres where it names no region."""
    return Unit.MI if _region(environment, "LC_MEASUREMENT") in _MILES.split() else Unit.KM


def locale_week_start(environment: Mapping[str, str]) -> int:
    """Return the weekday that weeks begin on where the locale is from, Monday 0; Monday where it names none."""
    return _FIRST_DAYS.get(_region(environment, "LC_TIME"), _MONDAY)


def _region(environment: Mapping[str, str], category: str) -> str:
    """Return the region of a category of the locale: ``US`` of ``en_US.UTF-8``; empty without one."""
    name = next((environment[name] for name in ("LC_ALL", category, "LANG") if environment.get(name)), "")
    match = _REGION.fullmatch(name)
    return match[1] if match else ""
