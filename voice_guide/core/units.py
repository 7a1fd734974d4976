"""The units that sound and sessions are measured in."""

from typing import TypeAlias

Seconds: TypeAlias = float
"""Session time or a duration, in seconds of the sound card's clock."""

Decibels: TypeAlias = float
"""A level relative to full scale, or a gain."""
