"""What is known of a microphone in its room, and what follows from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from voice_guide.core.commands import CommandClass
from voice_guide.core.commit import Rules
from voice_guide.core.units import Decibels, Seconds

QUIET_VOICE: Decibels = -50.0
"""In the microphone. 12 dB lower nothing is taken for speech any more."""
CLIPPED: Decibels = -0.5
CLEAR_OF_NOISE: Decibels = 15.0
"""Of speech over the room's noise: below, words are missed (see docs/benchmarks.md)."""
CLEAR_OF_ECHO: Decibels = 20.0
"""Of speech over what is left of the guide's voice: above, nothing of it is taken for words."""
IN_THE_ECHO: Decibels = 6.0
"""Below, commands over the guide's voice are chance."""

INAUDIBLE: Decibels = -40.0
"""Echo, relative to what is played, that is none."""

LOWER_AT_MOST = 0.1
HIGHER_AT_MOST = 0.1
"""Confidence by which a floor may move from the one that was measured for all."""
_BELOW_HEARD = 0.25
"""A floor stays so far below the least sure of the commands that were heard."""
_OVER_SPEECH = (0.5, 0.85)
"""Least and most for commands over the guide's voice."""


@dataclass(frozen=True, slots=True)
class Echo:
    """The guide's own voice in the microphone."""

    level: Decibels
    """Relative to what is played."""
    left: Decibels
    """The same, after what is played was taken out."""
    delay: Seconds
    """0 where it could not be seen."""
    trusted: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A phrase that the person was asked to say."""

    phrase: str
    kind: CommandClass
    heard: bool
    tries: int
    confidence: float | None = None
    """With which it was heard, or nearly; None where nothing like it was."""


@dataclass(frozen=True, slots=True)
class Measured:
    """All that calibration found out; levels in dBFS."""

    noise: Decibels
    voice: Decibels | None
    """The person's; None when nobody spoke."""
    peak: Decibels
    own_voice: Decibels | None
    """What was played while the guide alone spoke; None without a loudspeaker."""
    echo: Echo | None
    answers: tuple[Answer, ...]

    @property
    def passed(self) -> int:
        return sum(answer.heard for answer in self.answers)

    @property
    def usable(self) -> bool:
        """Enough was heard for any of it to be believed."""
        return 2 * self.passed >= len(self.answers) > 0

    @property
    def over_echo(self) -> Decibels | None:
        """How far the person's voice stands out of what is left of the guide's."""
        if self.voice is None or self.echo is None or self.own_voice is None:
            return None
        left = self.echo.left if self.echo.trusted else self.echo.level
        return self.voice - (self.own_voice + left)


class Advice(StrEnum):
    """What the person can do; the words are the language's."""

    NOTHING_HEARD = "nothing_heard"
    TOO_QUIET = "too_quiet"
    CLIPPING = "clipping"
    NOISY = "noisy"
    ECHO = "echo"
    MISSED = "missed"
    FINE = "fine"


def advice(measured: Measured) -> tuple[Advice, ...]:
    """What to change, the most important first; FINE alone when there is nothing."""
    voice, clear = measured.voice, measured.over_echo
    if voice is None or not measured.usable:
        return (Advice.NOTHING_HEARD,)
    found = {
        Advice.TOO_QUIET: voice < QUIET_VOICE,
        Advice.CLIPPING: measured.peak > CLIPPED,
        Advice.NOISY: voice - measured.noise < CLEAR_OF_NOISE,
        Advice.ECHO: clear is not None and clear < IN_THE_ECHO,
        Advice.MISSED: measured.passed < len(measured.answers),
    }
    return tuple(each for each, true in found.items() if true) or (Advice.FINE,)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What a microphone's own rules differ in from everybody's."""

    floors: Mapping[CommandClass, tuple[float, float]]
    """Least confidence for a phrase of one word, and of several."""
    over_speech: float


def thresholds(measured: Measured, usual: Rules) -> Thresholds:
    """Floors for this microphone, never far from the usual ones.

    Where all commands were heard with ease the floor rises, so that less of other speech is
    obeyed; where one was recognised but not believed, it falls. Urgent phrases never need more
    than usual.
    """
    floors = {
        kind: (
            _floor(measured, kind, one, several=False),
            _floor(measured, kind, more, several=True),
        )
        for kind, (one, more) in usual.floors.items()
    }
    return Thresholds(floors, _over_speech(measured, usual.over_speech))


def tuned(usual: Rules, own: Thresholds) -> Rules:
    """The usual rules with a microphone's thresholds, held within what is safe.

    What was stored may come from another version, or from anybody's hand.
    """
    floors = {
        kind: (
            _bounded(own.floors.get(kind, pair)[0], pair[0], kind),
            _bounded(own.floors.get(kind, pair)[1], pair[1], kind),
        )
        for kind, pair in usual.floors.items()
    }
    least, most = _OVER_SPEECH
    return replace(usual, floors=floors, over_speech=min(max(own.over_speech, least), most))


def _floor(measured: Measured, kind: CommandClass, usual: float, *, several: bool) -> float:
    alike = [
        a
        for a in measured.answers
        if (a.kind is CommandClass.URGENT) is (kind is CommandClass.URGENT)
    ]
    alike = [answer for answer in alike if (" " in answer.phrase) is several]
    shares = [answer.confidence for answer in alike if answer.confidence is not None]
    if not shares:
        return usual
    least = min(shares)
    if least < usual:
        return _bounded(least - 0.03, usual, kind)
    sure = all(answer.heard and answer.tries == 1 for answer in alike)
    return _bounded(max(usual, least - _BELOW_HEARD), usual, kind) if sure else usual


def _bounded(floor: float, usual: float, kind: CommandClass) -> float:
    most = usual if kind is CommandClass.URGENT else usual + HIGHER_AT_MOST
    return round(min(max(floor, usual - LOWER_AT_MOST), most), 3)


def _over_speech(measured: Measured, usual: float) -> float:
    clear = measured.over_echo
    if clear is None:
        return usual
    least, most = _OVER_SPEECH
    if clear >= CLEAR_OF_ECHO:
        return least
    return most if clear < IN_THE_ECHO else usual
