"""What is known of the speech that is going on, and its circumstances."""

from dataclasses import dataclass, replace

from voice_guide.core.commands import Command, Understood
from voice_guide.core.commit.hypothesis import Hypothesis
from voice_guide.core.units import Decibels, Seconds

EVERYTHING = frozenset(Command)


@dataclass(frozen=True, slots=True)
class Moment:
    """The circumstances of a hypothesis."""

    at: Seconds
    """The end of the sound that was heard."""
    quiet_for: Seconds
    """How long nobody has been speaking."""
    spoken: str = ""
    """What the guide says now, or said a moment ago, where the microphone may have heard it."""
    listening: bool = True
    expected: frozenset[Command] = EVERYTHING
    """What may be said now, beside what is urgent."""
    stands_out: Decibels = 60.0
    """How far the loudest of the utterance is above the room's noise."""
    loudness: Decibels = -90.0
    """Of the loudest of it, in the band of vowels."""
    in_front_for: Seconds = 0.0
    """How long ago the latest of what is loudest began."""
    hushed_for: Seconds = 0.0
    """How long ago it was heard last: silence, in a room that is never silent."""
    above: Decibels = 0.0
    """How far it is above all that was heard before it in the utterance."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is known of the speech that is going on. Start with `Utterance()`."""

    began: Seconds = 0.0
    words: tuple[str, ...] = ()
    since: Seconds = 0.0
    """When the guess became what it is."""
    asked_at: Seconds = -1e9
    asked_quiet: Seconds = 0.0
    """How silent it was when an opinion was last asked for."""
    asked_hushed: Seconds = 0.0
    """How long what is loudest had been over then."""
    inkling: bool = True
    """The last opinion did not rule out that it is urgent."""
    leaning: Understood | None = None
    """The urgent command that the last opinions agreed on."""
    leaning_since: Seconds = 0.0
    obeyed: str = ""
    """The urgent phrase in it that has been acted on already."""
    corrected: frozenset[str] = frozenset()
    """Those acted on before that."""
    last: str = ""
    """The phrase obeyed last, in this utterance or before."""
    last_at: Seconds = -1e9
    after: Seconds = -1e9
    """When the utterance before was over."""
    talked_at: Seconds = -1e9
    """When the end was heard of what somebody said that was not meant for the guide."""
    talked_level: Decibels = 0.0
    """How loud the loudest of it was; 0 where it was surely talk, than which nothing is louder."""


def follow(utterance: Utterance, guess: Hypothesis, moment: Moment) -> Utterance:
    """Take in a running guess."""
    if guess.words == utterance.words:
        return utterance
    return replace(utterance, words=guess.words, since=moment.at)


def next_utterance(utterance: Utterance, at: Seconds) -> Utterance:
    """A fresh utterance, begun at `at`, that remembers what was obeyed last, and talk."""
    return Utterance(
        began=at,
        last=utterance.last,
        last_at=utterance.last_at,
        after=utterance.after,
        talked_at=utterance.talked_at,
        talked_level=utterance.talked_level,
    )


def said_over(before: str, now: str) -> str:
    """All that the guide said during an utterance, of which it says `now` at this moment."""
    if f" {now} " in f" {before} " or not now:
        return before
    words, more = before.split(), now.split()
    for shared in range(min(len(words), len(more)), 0, -1):
        if words[-shared:] == more[:shared]:
            return " ".join(words + more[shared:])
    return " ".join(words + more)
