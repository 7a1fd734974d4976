"""When what is heard counts as a command, decided from a stream of hypotheses.

A recogniser's running guess is cheap and changes; its opinion, asked for by decoding the same
sound to the end, is dearer and comes with a confidence. `ripe` says when an opinion is worth
asking for, `judge` what follows from it. Urgent phrases are asked about while they are still
being said, all others once the voice has been silent for a moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeAlias

from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.core.units import Seconds

UNKNOWN = "[unk]"
"""What a recogniser writes for speech that is none of its words."""


class Reason(StrEnum):
    """Why something that was heard is not obeyed."""

    NOT_A_COMMAND = "not_a_command"
    NOT_ALONE = "not_alone"
    """A command's words among others."""
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    """The words took longer than anybody takes to say them."""
    LOW_CONFIDENCE = "low_confidence"
    SPOKEN_BY_GUIDE = "spoken_by_guide"
    """The guide is saying these words itself."""
    REFRACTORY = "refractory"
    """The same command, again at once."""
    NOT_LISTENING = "not_listening"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the sound of a whole utterance."""

    text: str
    share: float
    """How likely it is among all readings; together they make 1."""
    lasted: Seconds | None = None
    """From the start of the first word to the end of the last."""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What a recogniser believes was said in the current utterance."""

    words: tuple[str, ...]
    readings: tuple[Reading, ...] = ()
    """The likeliest first; given with an opinion, not with a running guess."""
    final: bool = False
    """An opinion on the whole utterance, which is over for the recogniser."""

    @property
    def text(self) -> str:
        return " ".join(self.words)


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


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures; measured, see docs/decisions/0012-second-opinion.md."""

    silence: Seconds = 0.2
    """After a whole phrase, before it counts."""
    longer_silence: Seconds = 0.3
    """The same where a longer phrase begins with it."""
    unchanged: Seconds = 0.6
    """A whole phrase with nothing after it counts even if the room never falls silent."""
    longer_unchanged: Seconds = 0.9
    """The same where a longer phrase begins with it."""
    over: Seconds = 0.7
    """Silence that ends an utterance."""
    ask_again: Seconds = 0.06
    """Between two opinions on an urgent phrase."""
    refractory: Seconds = 0.5
    at_once: float = 0.9
    """Least confidence for an urgent phrase that is still being said."""
    floors: Mapping[CommandClass, tuple[float, float]] = field(
        default_factory=lambda: {
            CommandClass.URGENT: (0.4, 0.3),
            CommandClass.MOVING: (0.5, 0.42),
            CommandClass.COSTLY: (0.5, 0.42),
        }
    )
    """Least confidence for a phrase of one word, and of several."""
    over_speech: float = 0.7
    """The same, of any length and not urgent, while the guide speaks: what it heard of itself on a
    virtual sound card had 0.43 to 0.53, what people said over it nearly always above 0.95."""
    shortest: Seconds = 0.09
    longest: Seconds = 0.8
    longest_each: Seconds = 0.5
    """A phrase of n words lasts at most `longest` + n * `longest_each`."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is known of the speech that is going on. Start with `Utterance()`."""

    words: tuple[str, ...] = ()
    since: Seconds = 0.0
    """When the guess became what it is."""
    asked_at: Seconds = -1e9
    asked_quiet: Seconds = 0.0
    """How silent it was when an opinion was last asked for."""
    obeyed: str = ""
    """The urgent phrase in it that has been acted on already."""
    last: str = ""
    """The phrase obeyed last, in this utterance or before."""
    last_at: Seconds = -1e9


@dataclass(frozen=True, slots=True)
class Obey:
    """This is a command."""

    phrase: str
    order: Understood
    confidence: float


@dataclass(frozen=True, slots=True)
class Refuse:
    """This is none."""

    text: str
    reason: Reason
    confidence: float | None = None
    """Of the command it would have been; None where it would have been none."""


Decision: TypeAlias = Obey | Refuse


def follow(utterance: Utterance, guess: Hypothesis, moment: Moment) -> Utterance:
    """Take in a running guess."""
    if guess.words == utterance.words:
        return utterance
    return replace(utterance, words=guess.words, since=moment.at)


def asked(utterance: Utterance, moment: Moment) -> Utterance:
    """Remember that an opinion was asked for."""
    return replace(utterance, asked_at=moment.at, asked_quiet=moment.quiet_for)


def next_utterance(utterance: Utterance) -> Utterance:
    """A fresh utterance that remembers what was obeyed last."""
    return Utterance(last=utterance.last, last_at=utterance.last_at)


@dataclass(frozen=True, slots=True)
class Judge:
    """The commit rule for a phrasebook."""

    book: Phrasebook
    rules: Rules = field(default_factory=Rules)

    def ripe(self, utterance: Utterance, moment: Moment) -> bool:
        """Whether it is time to ask for an opinion."""
        if not utterance.words:
            return False
        phrase = " ".join(utterance.words)
        known = phrase in self.book.meanings
        if known and phrase != utterance.obeyed and self._urgent(phrase):
            return moment.at - utterance.asked_at >= self.rules.ask_again
        fresh = utterance.asked_at < moment.at - moment.quiet_for
        for silence in (self.rules.silence, self.rules.longer_silence):
            if moment.quiet_for >= silence and (fresh or utterance.asked_quiet < silence):
                return True
        waited, asked = moment.at - utterance.since, utterance.asked_at - utterance.since
        return known and any(
            waited >= enough > asked
            for enough in (self.rules.unchanged, self.rules.longer_unchanged)
        )

    def judge(self, utterance: Utterance, opinion: Hypothesis, moment: Moment) -> Obey | None:
        """Whether an opinion on an utterance that may still go on is a command now."""
        verdict = self.conclude(utterance, opinion, moment)
        if not isinstance(verdict, Obey):
            return None
        may_go_on = any(True for _ in self.book.longer(verdict.phrase))
        silence = self.rules.longer_silence if may_go_on else self.rules.silence
        unchanged = self.rules.longer_unchanged if may_go_on else self.rules.unchanged
        if moment.quiet_for >= silence or moment.at - utterance.since >= unchanged:
            return verdict
        sure = verdict.confidence >= self.rules.at_once
        return verdict if sure and self._urgent(verdict.phrase) else None

    def conclude(
        self, utterance: Utterance, opinion: Hypothesis, moment: Moment
    ) -> Decision | None:
        """What a whole utterance means; None when all of it is obeyed already, or nothing.

        Readings that mean the same count together: "nope" makes "no" likelier.
        """
        meant = self._meant(utterance, opinion)
        done = self.book.meanings.get(utterance.obeyed)
        if not opinion.words or (meant and meant[0].order == done):
            return None
        if not meant:
            said = done is not None and self._rest(opinion.text, done) is None
            return None if said else Refuse(opinion.text, self._no_phrase(opinion.words))
        obey, reading = meant
        reason = self._objection(utterance, obey, reading, moment)
        if reason is Reason.LOW_CONFIDENCE and opinion.text not in self.book.meanings:
            reason = self._no_phrase(opinion.words)
        share = obey.confidence if opinion.text in self.book.meanings else None
        return Refuse(opinion.text, reason, share) if reason else obey

    def obeying(self, utterance: Utterance, decision: Obey, moment: Moment) -> Utterance:
        """The utterance after a command: an urgent phrase may yet grow into a longer one."""
        if not self._urgent(decision.phrase):
            return Utterance(last=decision.phrase, last_at=moment.at)
        return replace(utterance, obeyed=decision.phrase, last=decision.phrase, last_at=moment.at)

    def _urgent(self, phrase: str) -> bool:
        return self.book.class_of(phrase) is CommandClass.URGENT

    def _meant(self, utterance: Utterance, opinion: Hypothesis) -> tuple[Obey, Reading] | None:
        """The likeliest meaning, with its likeliest reading."""
        done = self.book.meanings.get(utterance.obeyed)
        found: dict[Understood, tuple[Obey, Reading]] = {}
        for reading in opinion.readings:
            phrase = self._phrase(reading.text, done)
            if not phrase:
                continue
            order = self.book.meanings[phrase]
            obey, first = found.get(order, (Obey(phrase, order, 0.0), reading))
            found[order] = (replace(obey, confidence=obey.confidence + reading.share), first)
        return max(found.values(), key=lambda pair: pair[0].confidence, default=None)

    def _phrase(self, text: str, done: Understood | None) -> str:
        """The command that `text` consists of, or what follows one already obeyed, or ""."""
        if text in self.book.meanings:
            return text
        rest = (self._rest(text, done) if done else None) or ""
        return rest if rest in self.book.meanings else ""

    def _rest(self, text: str, done: Understood) -> str | None:
        """What follows the phrases at the start of `text` that mean `done`."""
        words = text.split()
        for end in range(len(words), 0, -1):
            if self.book.meanings.get(" ".join(words[:end])) == done:
                return " ".join(words[end:])
        return None

    def _no_phrase(self, words: tuple[str, ...]) -> Reason:
        for start in range(len(words)):
            for end in range(start + 1, len(words) + 1):
                if " ".join(words[start:end]) in self.book.meanings:
                    return Reason.NOT_ALONE
        return Reason.NOT_A_COMMAND

    def _objection(
        self, utterance: Utterance, obey: Obey, reading: Reading, moment: Moment
    ) -> Reason | None:
        phrase = obey.phrase
        if moment.spoken and f" {phrase} " in f" {self._spelt(moment.spoken)} ":
            return Reason.SPOKEN_BY_GUIDE
        always = self._urgent(phrase) or obey.order.command is Command.LISTEN
        if not (moment.listening or always):
            return Reason.NOT_LISTENING
        if phrase == utterance.last and moment.at - utterance.last_at < self.rules.refractory:
            return Reason.REFRACTORY
        if obey.confidence < self._floor(phrase, moment):
            return Reason.LOW_CONFIDENCE
        return self._implausible(reading)

    def _floor(self, phrase: str, moment: Moment) -> float:
        floor = self.rules.floors[self.book.class_of(phrase)][" " in phrase]
        over = moment.spoken and not self._urgent(phrase)
        return max(floor, self.rules.over_speech) if over else floor

    def _implausible(self, reading: Reading) -> Reason | None:
        if reading.lasted is None:
            return None
        if reading.lasted < self.rules.shortest:
            return Reason.TOO_SHORT
        words = len(reading.text.split())
        longest = self.rules.longest + self.rules.longest_each * words
        return Reason.TOO_LONG if reading.lasted > longest else None

    def _spelt(self, text: str) -> str:
        return " ".join(self.book.digits.get(word, word) for word in normal(text).split())
