"""Ears for answers in words of one's own, beside the commands."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from voice_guide.core.commands import Command
from voice_guide.core.commit import Rules, said_over
from voice_guide.core.messages import Answered, Answering
from voice_guide.core.phrases import normal
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Heard, Ignored, Word
from voice_guide.sound.activity import FAINTEST, Activity, listen
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

SURE = 0.2
"""Least confidence of a word."""
SURE_OVER_SPEECH = Rules().over_speech
"""The same of what was said while the guide spoke: it may be what is left of its voice."""
PRE_ROLL: Seconds = 0.3
"""Sound kept from before speech is noticed."""
OVER: Seconds = Rules().over
"""Silence that ends a piece of an answer, as it ends an utterance for the commands."""

Found: TypeAlias = Heard | Ignored | Answering | Answered


class CommandEars(Protocol):
    """Hears commands."""

    def hear(self, block: Samples, at: Seconds) -> Sequence[Heard | Ignored]: ...
    def attend(self, *, listening: bool) -> None: ...
    def expect(self, commands: frozenset[Command]) -> None: ...
    def forget(self, at: Seconds) -> None: ...
    def shut_out(self, faintest: Decibels) -> None: ...


class AnswerRecogniser(Protocol):
    """Turns the sound of an answer into words, piece by piece."""

    def accept(self, block: Samples) -> bool:
        """Hear a block; whether any word has been made out since the last `settle`."""

    def settle(self) -> Sequence[Word]:
        """All that was made out; then start afresh."""


class AnswerEars:
    """Obeys commands as ever; what is none of them is an answer."""

    def __init__(
        self,
        commands: CommandEars,
        recogniser: AnswerRecogniser,
        spoken: Callable[[], str],
        digits: Mapping[str, str],
    ) -> None:
        """`spoken`: what the guide says now, or said so lately that it may still be heard.

        `digits`: what digits in that are in words.
        """
        self._commands = commands
        self._recogniser = recogniser
        self._spoken = spoken
        self._digits = digits
        self._activity = Activity()
        self._waiting: deque[Samples] = deque(maxlen=round(PRE_ROLL * SAMPLE_RATE / BLOCK))
        self._listening = True
        self._open = False
        self._begun = False
        """A word was made out in what is being said."""
        self._obeyed = False
        """It was a command."""
        self._over = ""
        """What the guide said meanwhile."""
        self._ignored: list[Ignored] = []
        self._faintest = FAINTEST

    def attend(self, *, listening: bool) -> None:
        """Take commands and answers, or only urgent words and "listen again"."""
        self._listening = listening
        self._commands.attend(listening=listening)

    def expect(self, commands: frozenset[Command]) -> None:
        """From now on, refuse all other commands."""
        self._commands.expect(commands)

    def forget(self, at: Seconds) -> None:
        """What commands are heard in until `at` was no sound of the room.

        Answers over the guide's voice are none, whatever was in it.
        """
        self._commands.forget(at)

    def shut_out(self, faintest: Decibels) -> None:
        """From now on nothing below this is speech."""
        self._faintest = faintest
        self._commands.shut_out(faintest)

    def hear(self, block: Samples, at: Seconds) -> list[Found]:
        """Take in a block that ends at session time `at`."""
        found = self._commanded(block, at)
        self._activity = listen(self._activity, block, faintest=self._faintest)
        for each in self._of_speech(block):
            found += self._take(each)
        # What comes after the guide's last word is an answer of its own.
        alone = bool(self._over) and not self._spoken()
        if self._open and self._activity.quiet_for < OVER and not alone:
            return found
        return found + self._end(at)

    def _commanded(self, block: Samples, at: Seconds) -> list[Found]:
        """What is obeyed; what is not is held back until it is known whether it is an answer."""
        obeyed: list[Found] = []
        for each in self._commands.hear(block, at):
            if isinstance(each, Ignored):
                self._ignored.append(each)
            else:
                obeyed.append(each)
        self._obeyed = self._obeyed or bool(obeyed)
        return obeyed

    def _of_speech(self, block: Samples) -> tuple[Samples, ...]:
        """The block while somebody speaks, at first with what was kept from before."""
        if self._open:
            return (block,)
        self._waiting.append(block)
        if not self._activity.speaking:
            return ()
        self._open = True
        kept = tuple(self._waiting)
        self._waiting.clear()
        return kept

    def _take(self, block: Samples) -> list[Found]:
        self._over = said_over(self._over, self._spoken())
        made_out = self._recogniser.accept(block)
        if self._begun or not made_out or not self._listening:
            return []
        self._begun = True
        return [Answering()]

    def _end(self, at: Seconds) -> list[Found]:
        ignored, self._ignored = self._ignored, []
        if not self._open:
            return [*ignored]
        text, over = self._text(), bool(self._over)
        answers = self._listening and not self._obeyed
        begun, self._begun = self._begun, False
        self._open, self._obeyed, self._over = False, False, ""
        if not answers:
            return [*ignored]
        answered = Answered(text, at - min(self._activity.quiet_for, OVER), over)
        if text:
            return [answered]
        return [*ignored, answered] if begun else [*ignored]

    def _text(self) -> str:
        """What was made out, without what the guide was saying itself."""
        own = {self._digits.get(word, word) for word in normal(self._over).split()}
        least = SURE_OVER_SPEECH if self._over else SURE
        heard = [word for word in self._recogniser.settle() if word.confidence >= least]
        return " ".join(word.text for word in heard if word.text not in own)
