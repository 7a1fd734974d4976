"""Durations as people write them: 90, "90 s", "20 min", "1 min 30 s", "1 h"."""

import re

from voice_guide.core.units import Seconds

ALLOWED = "write a number of seconds, or a text such as '90 s', '20 min', '1 min 30 s'"

_UNITS = {"h": 3600.0, "min": 60.0, "s": 1.0}
_WRITTEN = re.compile(
    r"(?:(?P<h>[0-9]{1,6}(?:\.[0-9]{1,6})?)\s{0,3}(?:h|hours?)\b\s{0,3})?"
    r"(?:(?P<min>[0-9]{1,6}(?:\.[0-9]{1,6})?)\s{0,3}(?:min|mins|minutes?)\b\s{0,3})?"
    r"(?:(?P<s>[0-9]{1,6}(?:\.[0-9]{1,6})?)\s{0,3}(?:s|sec|secs|seconds?))?"
)

WRITTEN = "^(?=.)" + re.sub(r"\?P<\w+>", "?:", _WRITTEN.pattern) + "$"
"""The same for the published schema: groups without names, which are not the same everywhere."""


def seconds_of(value: object) -> Seconds | None:
    """The duration that `value` says, or None when it says none."""
    match value:
        case bool():
            return None
        case int() | float():
            return float(value)
        case str() if value and (found := _WRITTEN.fullmatch(value)):
            parts = found.groupdict(default="0")
            return sum(float(parts[unit]) * length for unit, length in _UNITS.items())
    return None


def said(seconds: Seconds) -> str:
    """The duration in the same form, to whole seconds where it has them."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes:g} min"] if minutes else []
    if rest or not minutes:
        parts.append(f"{rest:g} s")
    return " ".join(parts)
