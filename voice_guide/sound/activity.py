"""Whether somebody is speaking, by how far the level stands above the room's own noise."""

import math
from dataclasses import dataclass

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.samples import SAMPLE_RATE, Samples

RISE: Decibels = 9.0
"""Above the floor: speech begins."""
FALL: Decibels = 6.0
"""Above the floor: speech goes on."""
FAINTEST: Decibels = -62.0
"""Nothing below this is speech, however quiet the room."""
WINDOW: Seconds = 2.0
"""The floor is the lowest level of this long: speech dips to it between syllables."""
CLIMB = 8.0
"""Decibels a second by which the floor may rise; it falls at once."""
SETTLING: Seconds = 0.3
"""At first the floor is simply the lowest level, unless somebody is speaking already."""
NOISIEST: Decibels = -45.0
"""A first level above this is speech, not the room."""
_SILENCE: Decibels = -90.0


@dataclass(frozen=True, slots=True)
class Activity:
    """What is known after a block. Start with `Activity()`."""

    floor: Decibels = _SILENCE
    levels: tuple[Decibels, ...] = ()
    """Of the last WINDOW."""
    speaking: bool = False
    """This block is speech."""
    quiet_for: Seconds = 1e9
    """Since the last block of speech."""
    spoken_for: Seconds = 0.0
    """From the first to the last block of the present or latest stretch of speech."""


def listen(
    before: Activity, block: Samples, *, gap: Seconds = 0.5, faintest: Decibels = FAINTEST
) -> Activity:
    """Take in a block; a silence of `gap` parts two stretches of speech."""
    return follow(before, level_of(block), len(block) / SAMPLE_RATE, gap=gap, faintest=faintest)


def follow(
    before: Activity,
    level: Decibels,
    length: Seconds,
    *,
    gap: Seconds = 0.5,
    faintest: Decibels = FAINTEST,
) -> Activity:
    """The same for a block of this level and length."""
    levels = (*before.levels, level)[-max(1, round(WINDOW / length)) :]
    lowest = min(levels)
    if len(levels) * length <= SETTLING:
        floor = min(lowest, NOISIEST)
    else:
        floor = min(lowest, before.floor + CLIMB * length)
    margin = FALL if before.quiet_for < gap else RISE
    speaking = level > max(floor + margin, faintest)
    if not speaking:
        quiet_for, spoken_for = before.quiet_for + length, before.spoken_for
    elif before.quiet_for >= gap:
        quiet_for, spoken_for = 0.0, length
    else:
        quiet_for, spoken_for = 0.0, before.spoken_for + before.quiet_for + length
    return Activity(floor, levels, speaking, quiet_for, spoken_for)


def level_of(block: Samples) -> Decibels:
    """Mean level without the rumble below speech, which a difference takes off."""
    steep = block[1:] - block[:-1]
    power = float(steep @ steep) / max(1, len(block))
    return max(_SILENCE, 10.0 * math.log10(power + 1e-12) + 8.0)
