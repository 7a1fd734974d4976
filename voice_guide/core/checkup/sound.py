"""Loudspeaker and microphone, tried with a sound that goes from one to the other."""

from dataclasses import dataclass

from voice_guide.core.checkup.finding import Finding, passed, warned
from voice_guide.core.units import Decibels, Seconds

CLIPPED: Decibels = -0.5
NOISY: Decibels = -40.0
SWALLOWED: Seconds = 0.25
LATE: Seconds = 0.3
"""The echo of the guide's own voice is found up to half a second; later answers feel late."""
_DEAF: Decibels = -100.0
"""Digital silence: no microphone in a room is that quiet all the time."""
_UNDERRUNS = 3


@dataclass(frozen=True, slots=True)
class Device:
    """One that was opened, or could not be."""

    name: str
    others: tuple[str, ...] = ()
    """All that can be chosen."""
    problem: str = ""
    remedy: str = ""
    flows: bool = True
    """It took, or gave, any sound."""
    lost: int = 0
    """Times that sound was lost on the way."""


@dataclass(frozen=True, slots=True)
class HeardBack:
    """The loudspeaker's sound in the microphone."""

    level: Decibels
    """Relative to what was played."""
    delay: Seconds
    swallowed: Seconds
    """Of its beginning, that was never to be heard."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """Both devices, and what went from one to the other."""

    loudspeaker: Device
    microphone: Device
    noise: Decibels = -90.0
    peak: Decibels = -90.0
    back: HeardBack | None = None


def sound_findings(sounding: Sounding) -> tuple[Finding, ...]:
    """The loudspeaker, the microphone, and the way between them."""
    both = not (sounding.loudspeaker.problem or sounding.microphone.problem)
    way = (_way(sounding),) if both and sounding.peak > _DEAF else ()
    return (_loudspeaker(sounding.loudspeaker), _microphone(sounding), *way)


def _loudspeaker(device: Device) -> Finding:
    part = "loudspeaker"
    if device.problem:
        return warned(part, device.problem, device.remedy)
    if not device.flows:
        return warned(
            part,
            f"{device.name} opens, but takes no sound",
            f"Choose another with --loudspeaker NAME: {_listed(device.others)}.",
        )
    if device.lost >= _UNDERRUNS:
        return warned(
            part,
            f"{device.name} stuttered {device.lost} times in three seconds",
            "Close other programs; on a Raspberry Pi, use a better power supply.",
        )
    return passed(part, f"{device.name} plays; there are: {_listed(device.others)}")


def _microphone(sounding: Sounding) -> Finding:
    part, device = "microphone", sounding.microphone
    if device.problem:
        return warned(part, device.problem, device.remedy)
    told = f"{device.name} hears a room of {sounding.noise:.0f} dB"
    if not device.flows:
        return warned(
            part,
            f"{device.name} opens, but gives no sound",
            f"Choose another with --microphone NAME: {_listed(device.others)}.",
        )
    if sounding.peak <= _DEAF:
        return warned(
            part,
            f"{device.name} gives nothing but silence",
            "Switch it on, turn it up in the sound settings, or choose another with --microphone.",
        )
    if sounding.peak > CLIPPED:
        return warned(part, f"{told}, and clips", "Turn the microphone down in the sound settings.")
    if sounding.noise > NOISY:
        return warned(
            part,
            f"{told}, which is loud",
            "Turn music and fans down, or bring the microphone nearer to who speaks.",
        )
    if device.lost:
        return warned(part, f"{told}; sound was lost {device.lost} times", "Close other programs.")
    return passed(part, f"{told}; there are: {_listed(device.others)}")


def _way(sounding: Sounding) -> Finding:
    part, back = "loudspeaker to microphone", sounding.back
    if back is None:
        return warned(
            part,
            "the test sound was not heard back",
            "With headphones this is as it should be. Otherwise turn the loudspeaker on, and up.",
        )
    told = f"heard back at {back.level:.0f} dB after {1000 * back.delay:.0f} ms"
    if back.swallowed >= SWALLOWED:
        return warned(
            part,
            f"{told}, but for the first {back.swallowed:.1f} s",
            "The device sleeps between sounds, as HDMI does: the first words of a session may be "
            "lost. Use another loudspeaker, or turn its power saving off.",
        )
    if back.delay > LATE:
        return warned(
            part,
            told,
            "That is late, as with Bluetooth. Use a loudspeaker with a cable if you can.",
        )
    return passed(part, told)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names)
