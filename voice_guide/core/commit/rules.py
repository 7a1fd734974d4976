"""The figures of the commit rule."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voice_guide.core.commands import CLASS_OF, Command, CommandClass, Understood
from voice_guide.core.units import Decibels, Seconds

_ANSWERS = frozenset({Command.YES, Command.NO, Command.NOT_SURE})
_MANY = 3
"""Words."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures; measured, see docs/decisions/0012-second-opinion.md and 0014-at-once.md."""

    silence: Seconds = 0.2
    """After a whole phrase, before it counts; where a noise is `near`, `longer_silence`."""
    longer_silence: Seconds = 0.3
    """The same where a longer phrase begins with it; where a noise is `near`, `longer_hush`."""
    unchanged: Seconds = 0.6
    """A whole phrase with nothing after it counts even if the room never falls silent."""
    longer_unchanged: Seconds = 0.9
    """The same where a longer phrase begins with it."""
    over: Seconds = 0.7
    """Silence that ends an utterance."""
    refractory: Seconds = 0.5

    foreign: int = 2
    """So many words that are in no phrase, and it is no command: no opinion is asked for."""

    too_little: Seconds = 0.24
    """Of less sound than this no opinion is asked for."""
    young: Seconds = 0.8
    """For so long an utterance in which nothing can be made out yet may be an urgent phrase."""
    watch: Seconds = 0.08
    """Between two opinions on it."""
    watch_seldom: Seconds = 0.24
    """The same after one in which what is urgent had less than `inkling`."""
    inkling: float = 0.1
    """Of the shares: of urgent phrases, and of how they begin."""
    ask_again: Seconds = 0.04
    """Between two opinions once one of them was urgent."""
    agreed: Seconds = 0.08
    """How long they must have agreed on an urgent phrase that is still being said."""
    at_once: float = 0.8
    """Least confidence of each of them."""
    at_once_over_speech: float = 0.9
    """The same while the guide speaks."""
    urgent_silence: Seconds = 0.04
    """After an urgent phrase, before it counts, however doubtful: `silence` over speech."""
    pause_silence: Seconds = 0.06
    """The same after a pause."""
    pause_at_once: float = 0.5
    """Less confidence than this, and a pause waits for `silence` like what is not urgent."""

    floors: Mapping[CommandClass, tuple[float, float]] = field(
        default_factory=lambda: {
            CommandClass.URGENT: (0.4, 0.3),
            CommandClass.MOVING: (0.5, 0.42),
            CommandClass.COSTLY: (0.5, 0.42),
        }
    )
    """Least confidence for a phrase of one word, and of several."""
    answer: float = 0.3
    """The most that a yes, a no or a "maybe" of one word needs outside a noise."""
    many_words: float = 0.1
    """The same for a phrase of three words or more: hardly anything else sounds like one."""
    over_speech: float = 0.55
    """The same, of any length and not urgent, while the guide speaks: what it heard of itself on a
    virtual sound card had 0.43 to 0.53; see docs/decisions/0027-over-its-own-voice.md."""
    talk: Seconds = 1.5
    """Who speaks for so long, and it is no command, does not speak to the guide."""
    after_talk: Seconds = 2.5
    """So long after that a phrase may still be part of it."""
    clear: Decibels = 36.0
    """Over a noise or music that is nearer to it, talk cannot be told from them."""
    surely_talk: Decibels = 43.0
    """What stands out so far is no music; below it may be, and then is not in the way of a phrase
    that is `distant` above it."""
    near: Decibels = 28.0
    """A noise so near hides soft words, and with them that a phrase goes on."""
    distant: Decibels = 6.0
    """What is so far below a phrase, before it, is not of who says it: music, or somebody else."""
    hush: Seconds = 0.4
    """In a room that is never silent, after what is loudest and before it counts; `silence` where
    the utterance has ended."""
    longer_hush: Seconds = 0.56
    """The same where a longer phrase begins with it."""
    lately: Seconds = 2.0
    """What began longer ago, and is still being said, is no command."""
    in_talk: float = 0.8
    """Least confidence for it then, if it is not urgent; and it must be all that is said."""
    sure_word: float = 0.5
    """A share, of all readings, from which a word before a phrase was said, and is no noise."""
    shortest: Seconds = 0.09
    longest: Seconds = 0.8
    longest_each: Seconds = 0.5
    """A phrase of n words lasts at most `longest` + n * `longest_each`."""

    def floor(self, phrase: str, order: Understood) -> float:
        """Least confidence for a phrase that means `order`, when nobody talks."""
        floor = self.floors[CLASS_OF[order.command]][" " in phrase]
        if order.command in _ANSWERS and " " not in phrase:
            # They count only where something was asked, and there little else is said.
            floor = min(floor, self.answer)
        return min(floor, self.many_words) if phrase.count(" ") >= _MANY - 1 else floor

    def floor_in_noise(self, phrase: str, order: Understood) -> float:
        """The same for what is heard in a noise, where a "no" may become a "yeah".

        So a word that is an answer is not spared, nor many words with a number among them: numbers
        sound like each other.
        """
        spared = " " in phrase and not numbered(order)
        floor = self.floor(phrase, order)
        return floor if spared else max(floor, self.floors[CLASS_OF[order.command]][" " in phrase])


def numbered(order: Understood) -> bool:
    """Whether a number says what is meant: numbers sound like each other."""
    return order.number is not None and not order.name
