"""The ears: sound in, commands out."""

from collections import deque
from collections.abc import Callable
from typing import Protocol

from voice_guide.core import commit
from voice_guide.core.commands import Command, CommandClass
from voice_guide.core.commit import (
    EVERYTHING,
    Hypothesis,
    Judge,
    Moment,
    Obey,
    Refuse,
    Rules,
    Utterance,
)
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.activity import FAINTEST, Activity, follow, listen
from voice_guide.sound.foreground import MEMORY, Foreground, level_in_band
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

PRE_ROLL: Seconds = 0.3
"""Sound kept from before speech is noticed, so that no first consonant is lost."""
_SILENT: Decibels = -120.0


class Recogniser(Protocol):
    """Turns the sound of one utterance into words."""

    def accept(self, block: Samples) -> Hypothesis:
        """Hear a block; the running guess, or an opinion when the utterance has ended."""

    def opinion(self, latest: Seconds | None = None, *, without_noise: bool = False) -> Hypothesis:
        """What all that was heard of the utterance says, or only the `latest` of it.

        `without_noise`: with what is always there turned down. Hearing goes on undisturbed; an
        utterance that has just ended can still be asked about.
        """

    def settle(self) -> Hypothesis:
        """The opinion on what was heard; then start afresh."""

    def begin_with(self, latest: Seconds) -> None:
        """The utterance that has just ended is followed by one that began so long ago."""

    def restart(self) -> None:
        """Forget everything heard."""


class Ears:
    """Hears blocks of BLOCK samples, and says what is obeyed and what is not."""

    def __init__(
        self,
        recogniser: Recogniser,
        phrasebook: Phrasebook,
        spoken: Callable[[], str] = str,
        rules: Rules | None = None,
    ) -> None:
        """`spoken`: what the guide says now, or said so lately that it may still be heard."""
        self._recogniser = recogniser
        self._judge = Judge(phrasebook, rules or Rules())
        self._spoken = spoken
        self._activity = Activity()
        self._vowels = Activity()
        """The same by what is in the band of vowels alone, which stand out of hiss."""
        self._foreground = Foreground(BLOCK / SAMPLE_RATE)
        self._utterance = Utterance()
        self._waiting: deque[Samples] = deque(maxlen=round(PRE_ROLL * SAMPLE_RATE / BLOCK))
        self._open = False
        self._heard_since: Seconds = 0.0
        """The first sound that the recogniser has of the utterance."""
        self._over = ""
        """What the guide said during the utterance: all of it may be an echo of that."""
        self._loudest = _SILENT
        """Block of the utterance."""
        self._loudness = _SILENT
        """Of it, in the band of vowels, over a tenth of a second."""
        self._listening = True
        self._expected = EVERYTHING
        self._faintest = FAINTEST

    def attend(self, *, listening: bool) -> None:
        """Obey everything, or only urgent words and "listen again"."""
        self._listening = listening

    def expect(self, commands: frozenset[Command]) -> None:
        """From now on, refuse all others; what is urgent is always expected."""
        self._expected = commands

    def shut_out(self, faintest: Decibels) -> None:
        """From now on nothing below this is speech."""
        self._faintest = faintest

    def forget(self, at: Seconds) -> None:
        """What was heard until `at` was no sound of the room: begin anew with the next block."""
        self._waiting.clear()
        if self._open:
            self._recogniser.restart()
            self._open = False
            self._utterance = commit.next_utterance(self._utterance, at)
            self._afresh(at)

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        """Take in a block that ends at session time `at`."""
        self._activity = listen(self._activity, block, faintest=self._faintest)
        level = level_in_band(block)
        seconds = BLOCK / SAMPLE_RATE
        self._vowels = follow(self._vowels, level, seconds, faintest=self._faintest)
        self._foreground.take(level)
        if not self._open:
            self._waiting.append(block)
            if self._quiet_for > 0:
                return []
            return self._begin(at)
        return self._take(block, at)

    @property
    def _quiet_for(self) -> Seconds:
        return min(self._activity.quiet_for, self._vowels.quiet_for)

    def _begin(self, at: Seconds) -> list[Heard | Ignored]:
        """Somebody speaks: hand over what was kept from before it was noticed, too."""
        self._open = True
        self._heard_since = at - PRE_ROLL
        self._over = self._spoken()
        self._utterance = commit.next_utterance(self._utterance, at)
        kept = list(self._waiting)
        self._waiting.clear()
        found: list[Heard | Ignored] = []
        for number, block in enumerate(kept, start=1):
            found += self._take(block, at - (len(kept) - number) * BLOCK / SAMPLE_RATE)
        return found

    def _take(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        guess = self._recogniser.accept(block)
        self._over = commit.said_over(self._over, self._spoken())
        quiet_for = self._quiet_for
        self._loudest = max(self._loudest, self._activity.levels[-1])
        self._loudness = max(self._loudness, self._foreground.level)
        stands_out = self._loudest - self._activity.floor
        moment = Moment(
            *(at, quiet_for, self._over, self._listening, self._expected),
            *(
                stands_out,
                self._loudness,
                *self._foreground.stretch(at - self._utterance.began + PRE_ROLL),
            ),
        )
        if guess.final:
            return self._end(guess, moment)
        self._utterance = commit.follow(self._utterance, guess, moment)
        if moment.quiet_for >= self._judge.rules.over:
            self._open = False
            return self._end(self._recogniser.settle(), moment)
        if not self._judge.ripe(self._utterance, moment):
            return []
        return self._ask(moment)

    def _ask(self, moment: Moment) -> list[Heard | Ignored]:
        opinion = self._opinion(moment)
        decision, silent_for = self._judge.judge(self._utterance, opinion, moment), moment.quiet_for
        if decision is None:
            decision, silent_for = self._in_front(moment, opinion), moment.hushed_for
        if decision is None:
            self._utterance = self._judge.asked(self._utterance, opinion, moment)
            return []
        return self._obey(decision, moment, silent_for)

    def _opinion(self, moment: Moment, latest: Seconds | None = None) -> Hypothesis:
        """What is left of the guide's own voice is no noise, and words are made of less of it."""
        return self._recogniser.opinion(latest, without_noise=not moment.spoken)

    def _last(self, told: Hypothesis, moment: Moment) -> Hypothesis:
        """An opinion on an utterance that is over, of which the recogniser `told` this.

        What lasted for longer than any command is only told to people.
        """
        too_long = moment.at - self._heard_since > MEMORY
        return told if moment.spoken or too_long else self._opinion(moment)

    def _in_front(self, moment: Moment, whole: Hypothesis | None = None) -> Obey | None:
        """What stands in front of the noise, decoded without what went before.

        `whole`: the opinion on an utterance that goes on, which may be nothing else; None: it has
        ended, and was not.
        """
        ended = whole is None
        if not self._judge.stands_in_front(moment, ended=ended):
            return None
        # What was obeyed already is in it, and would be read now so and now otherwise.
        if whole and not self._utterance.obeyed:
            alone = self._judge.in_front(self._utterance, whole, moment)
            if alone:
                return alone
        opinion = self._opinion(moment, moment.in_front_for + PRE_ROLL)
        decision = self._judge.in_front(self._utterance, opinion, moment, ended=ended)
        if decision is None:
            return None
        longer = self._opinion(moment, MEMORY)
        return decision if self._judge.first_of_all(decision.phrase, longer) else None

    def _obey(self, decision: Obey, moment: Moment, silent_for: Seconds) -> list[Heard | Ignored]:
        self._utterance = self._judge.obeying(self._utterance, decision, moment)
        if self._judge.book.class_of(decision.phrase) is not CommandClass.URGENT:
            self._recogniser.restart()
            self._afresh(moment.at)
            self._open = moment.quiet_for < self._judge.rules.silence
        return [self._heard(decision, moment, silent_for)]

    def _end(self, opinion: Hypothesis, moment: Moment) -> list[Heard | Ignored]:
        decision = self._judge.conclude(self._utterance, self._last(opinion, moment), moment)
        silent_for = moment.quiet_for
        if isinstance(decision, Refuse) and (in_front := self._in_front(moment)):
            decision, silent_for = in_front, moment.hushed_for
        if isinstance(decision, Obey):
            self._utterance = self._judge.obeying(self._utterance, decision, moment)
        cut_off = self._judge.cut_off(self._utterance, decision, moment)
        self._utterance = self._judge.ended(self._utterance, decision, moment)
        if cut_off:
            return self._carry_on(moment)
        self._afresh(moment.at)
        match decision:
            case Obey():
                return [self._heard(decision, moment, silent_for)]
            case Refuse(text, reason, confidence):
                return [Ignored(text, reason.value, confidence)]
            case None:
                return []

    def _carry_on(self, moment: Moment) -> list[Heard | Ignored]:
        """Hear again, as an utterance of its own, what is still being said."""
        self._recogniser.begin_with(moment.in_front_for + PRE_ROLL)
        self._utterance = commit.next_utterance(self._utterance, moment.at - moment.in_front_for)
        self._heard_since = self._utterance.began - PRE_ROLL
        return []

    def _afresh(self, at: Seconds) -> None:
        """Nothing is known yet of what follows."""
        self._heard_since = at
        self._over = ""
        self._loudest = self._loudness = _SILENT

    def _heard(self, decision: Obey, moment: Moment, silent_for: Seconds) -> Heard:
        ended = moment.at - min(silent_for, self._judge.rules.over)
        return Heard(
            decision.phrase, decision.order, decision.confidence, ended, bool(moment.spoken)
        )
