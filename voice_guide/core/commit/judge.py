"""The commit rule for a phrasebook."""

from dataclasses import dataclass, field, replace

from voice_guide.core.commands import Command, CommandClass, Understood
from voice_guide.core.commit.decision import Decision, Obey, Reason, Refuse
from voice_guide.core.commit.hypothesis import UNKNOWN, Hypothesis, Reading
from voice_guide.core.commit.meaning import among, meant, no_phrase, rest
from voice_guide.core.commit.noise import after_noise
from voice_guide.core.commit.rules import Rules, numbered
from voice_guide.core.commit.utterance import Moment, Utterance, next_utterance
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds

_TALK = frozenset({Reason.NOT_A_COMMAND, Reason.NOT_ALONE})


@dataclass(frozen=True, slots=True)
class Judge:
    """The commit rule for a phrasebook."""

    book: Phrasebook
    rules: Rules = field(default_factory=Rules)
    _starts: frozenset[str] = field(init=False)
    """What an urgent phrase may begin with, nothing at all among it."""
    _words: frozenset[str] = field(init=False)
    """Of any phrase."""

    def __post_init__(self) -> None:
        urgent = [phrase.split() for phrase in self.book.meanings if self._urgent(phrase)]
        starts = {" ".join(words[:n]) for words in urgent for n in range(len(words))}
        object.__setattr__(self, "_starts", frozenset(starts | {""}))
        words = frozenset(word for phrase in self.book.meanings for word in phrase.split())
        object.__setattr__(self, "_words", words)

    def ripe(self, utterance: Utterance, moment: Moment) -> bool:
        """Whether it is time to ask for an opinion."""
        return (
            self._may_be_urgent(utterance, moment)
            or self._may_be_over(utterance, moment)
            or self._fell_back(utterance, moment)
        )

    def near_noise(self, moment: Moment) -> bool:
        """Whether a noise is so near that it hides soft words, and nothing but a noise is there."""
        return self._hides(moment) and not moment.spoken

    def _hides(self, moment: Moment) -> bool:
        return moment.stands_out < self.rules.near

    def _over_noise(self, moment: Moment) -> bool:
        """Whether a noise is so near that it may be what is heard before and after a voice.

        Not while the guide speaks: what is left of its own voice is no noise.
        """
        return moment.stands_out < self.rules.clear and not moment.spoken

    def stands_in_front(self, moment: Moment, *, ended: bool = False) -> bool:
        """Whether something louder than a noise which is always there has just ended.

        Or, once the utterance has `ended`, louder than what was to be heard before.
        """
        distant = ended and moment.above >= self.rules.distant and not moment.spoken
        in_front = distant or self._over_noise(moment)
        hush = self.rules.silence if ended else self.rules.hush
        return in_front and _reached(moment.hushed_for, hush)

    def in_front(
        self, utterance: Utterance, opinion: Hypothesis, moment: Moment, *, ended: bool = False
    ) -> Obey | None:
        """Whether what stands in front of a noise is a command, by an opinion on that alone."""
        if self._over_noise(moment):
            opinion = after_noise(opinion, self.book.meanings, self.rules.sure_word)
        verdict = self.conclude(utterance, opinion, moment)
        if not isinstance(verdict, Obey) or self._in_talk(utterance, moment):
            return None
        if self._once_more(utterance, verdict, moment):
            return None
        if verdict.confidence < self.rules.floor_in_noise(verdict.phrase, verdict.order):
            return None
        may_go_on = not ended and any(True for _ in self.book.longer(verdict.phrase))
        over = not may_go_on or _reached(moment.hushed_for, self.rules.longer_hush)
        return verdict if over else None

    def _once_more(self, utterance: Utterance, verdict: Obey, moment: Moment) -> bool:
        """Whether the same sound was read so before it was read otherwise.

        "Too hot" may be corrected to "too hard", and not back again.
        """
        heard_before = moment.at - moment.in_front_for < utterance.last_at
        return heard_before and any(
            self.book.meanings[phrase] == verdict.order for phrase in utterance.corrected
        )

    def first_of_all(self, phrase: str, longer: Hypothesis) -> bool:
        """Whether nothing but noise came before, by an opinion that goes farther back.

        A noise may sound like a word, but hardly like two.
        """
        before = sum(word != UNKNOWN for word in longer.words) - len(phrase.split())
        return before < self.rules.foreign

    def _fell_back(self, utterance: Utterance, moment: Moment) -> bool:
        """What stood in front of a noise has been over for long enough, and nobody asked yet."""
        if not self._over_noise(moment) or moment.quiet_for > 0:
            return False
        fresh = utterance.asked_at < moment.at - moment.hushed_for
        return any(
            _reached(moment.hushed_for, hush) and (fresh or utterance.asked_hushed < hush - 1e-6)
            for hush in (self.rules.hush, self.rules.longer_hush)
        )

    def asked(self, utterance: Utterance, opinion: Hypothesis, moment: Moment) -> Utterance:
        """The utterance after an opinion on it that was no command yet."""
        leaning = self._leaning(utterance, opinion, moment)
        same = leaning == utterance.leaning
        return replace(
            utterance,
            asked_at=moment.at,
            asked_quiet=moment.quiet_for,
            asked_hushed=moment.hushed_for,
            inkling=self._inkling(opinion) >= self.rules.inkling,
            leaning=leaning,
            leaning_since=utterance.leaning_since if same else moment.at,
        )

    def judge(self, utterance: Utterance, opinion: Hypothesis, moment: Moment) -> Obey | None:
        """Whether an opinion on an utterance that may still go on is a command now."""
        verdict = self.conclude(utterance, opinion, moment)
        if not isinstance(verdict, Obey):
            return None
        if self._urgent(verdict.phrase) and self._now(utterance, opinion, verdict, moment):
            return verdict
        if self._in_talk(utterance, moment):
            return None
        may_go_on = any(True for _ in self.book.longer(verdict.phrase))
        silence = self._silence(moment, verdict.order, may_go_on=may_go_on)
        unchanged = self.rules.longer_unchanged if may_go_on else self.rules.unchanged
        stands = bool(utterance.words) and moment.at - utterance.since >= unchanged
        return verdict if moment.quiet_for >= silence or stands else None

    def _silence(self, moment: Moment, order: Understood, *, may_go_on: bool) -> Seconds:
        """After a phrase, before it counts: in a noise a soft word is silence, too."""
        rules = self.rules
        steps = (rules.silence, rules.longer_silence, rules.longer_hush)
        return steps[may_go_on + self._more_is_asked(moment, order)]

    def _more_is_asked(self, moment: Moment, order: Understood) -> bool:
        """Of a number over the guide's voice, too: "go to step two" is how "five" begins."""
        return self.near_noise(moment) or (self._hides(moment) and numbered(order))

    def _now(
        self, utterance: Utterance, opinion: Hypothesis, verdict: Obey, moment: Moment
    ) -> bool:
        """Whether an urgent phrase need not wait for the silence after a sentence."""
        agreed = self._leaning(utterance, opinion, moment) == utterance.leaning is not None
        enough = _reached(moment.at - utterance.leaning_since, self.rules.agreed)
        if agreed and enough and not _can_wait(verdict):
            return True
        return _reached(moment.quiet_for, self._silence_after(utterance, verdict, moment))

    def _silence_after(self, utterance: Utterance, verdict: Obey, moment: Moment) -> Seconds:
        rules = self.rules
        if verdict.confidence < rules.at_once and self._in_talk(utterance, moment):
            return rules.over
        if moment.spoken:
            return rules.silence
        if not _can_wait(verdict):
            return rules.urgent_silence
        return rules.pause_silence if verdict.confidence >= rules.pause_at_once else rules.silence

    def conclude(
        self, utterance: Utterance, opinion: Hypothesis, moment: Moment
    ) -> Decision | None:
        """What a whole utterance means; None when all of it is obeyed already, or nothing."""
        done = self.book.meanings.get(utterance.obeyed)
        found = meant(self.book, opinion, done)
        if not opinion.words or (found and found[0].order == done):
            return None
        if not found:
            said = done is not None and rest(self.book, opinion.text, done) is None
            return None if said else Refuse(opinion.text, no_phrase(self.book, opinion.words))
        obey, reading = found
        reason = self._objection(utterance, obey, reading, moment)
        if reason is Reason.LOW_CONFIDENCE and opinion.text not in self.book.meanings:
            reason = no_phrase(self.book, opinion.words)
        share = obey.confidence if opinion.text in self.book.meanings else None
        return Refuse(opinion.text, reason, share) if reason else obey

    def obeying(self, utterance: Utterance, decision: Obey, moment: Moment) -> Utterance:
        """The utterance after a command: an urgent phrase may yet grow into a longer one."""
        if not self._urgent(decision.phrase):
            return Utterance(moment.at, last=decision.phrase, last_at=moment.at)
        corrected = utterance.corrected | ({utterance.obeyed} - {""})
        now = replace(utterance, obeyed=decision.phrase, corrected=corrected)
        return replace(now, last=decision.phrase, last_at=moment.at)

    def ended(self, utterance: Utterance, decision: Decision | None, moment: Moment) -> Utterance:
        """The next utterance, after one of which this is known in the end."""
        after = replace(next_utterance(utterance, moment.at), after=moment.at)
        lasted = moment.at - moment.quiet_for - utterance.began
        none = isinstance(decision, Refuse) and decision.reason in _TALK
        people = moment.stands_out >= self.rules.clear and not moment.spoken
        talk = none and people and lasted >= self.rules.talk
        if not talk:
            return after
        level = 0.0 if moment.stands_out >= self.rules.surely_talk else moment.loudness
        return replace(after, talked_at=moment.at, talked_level=level)

    def cut_off(self, utterance: Utterance, decision: Decision | None, moment: Moment) -> bool:
        """Whether what stands in front of a noise was still being said when the recogniser ended.

        It takes the first moments of a phrase for more of the noise, and that for silence. What
        was obeyed is not heard again, and nothing is cut off twice.
        """
        began = moment.at - moment.in_front_for
        saying = not _reached(max(moment.quiet_for, moment.hushed_for), self.rules.silence)
        fresh = moment.in_front_for < self.rules.lately and began > utterance.after
        if not (saying and fresh) or moment.spoken:
            return False
        after = replace(self.ended(utterance, decision, moment), began=began)
        obeyed = utterance.obeyed or isinstance(decision, Obey)
        return not (obeyed or self._in_talk(after, moment))

    def _in_talk(self, utterance: Utterance, moment: Moment) -> bool:
        """Somebody was talking, not to the guide, a moment before; unless it was distant music."""
        above = moment.loudness - utterance.talked_level
        nearer = above >= self.rules.distant and not moment.spoken
        return utterance.began - utterance.talked_at < self.rules.after_talk and not nearer

    def _may_be_urgent(self, utterance: Utterance, moment: Moment) -> bool:
        """The guess is an urgent phrase, or the start of one, or nothing yet.

        A guess lags behind the sound by a fifth of a second, in which a short word is over; so
        while there is none, opinions are asked for that do not wait.
        """
        phrase, rules = " ".join(utterance.words), self.rules
        waited = moment.at - utterance.asked_at
        if phrase in self.book.meanings and self._urgent(phrase):
            again = rules.ask_again if utterance.leaning else rules.watch
            return phrase != utterance.obeyed and _reached(waited, again)
        heard_for = moment.at - utterance.began
        watched = rules.too_little <= heard_for <= rules.young and not utterance.obeyed
        if not watched or moment.quiet_for >= rules.silence or phrase not in self._starts:
            return False
        watch = rules.watch if utterance.inkling else rules.watch_seldom
        return _reached(waited, rules.ask_again if utterance.leaning else watch)

    def _may_be_over(self, utterance: Utterance, moment: Moment) -> bool:
        """Nobody speaks any more, or the guess has been a whole phrase for long."""
        if not utterance.words or self._foreign(utterance.words) >= self.rules.foreign:
            return False
        fresh = utterance.asked_at < moment.at - moment.quiet_for
        rules = self.rules
        last = (rules.longer_hush,) if self._hides(moment) else ()
        silences = (rules.silence, rules.longer_silence, *last)
        for silence in silences:
            if moment.quiet_for >= silence and (fresh or utterance.asked_quiet < silence):
                return True
        waited, asked = moment.at - utterance.since, utterance.asked_at - utterance.since
        return " ".join(utterance.words) in self.book.meanings and any(
            waited >= enough > asked
            for enough in (self.rules.unchanged, self.rules.longer_unchanged)
        )

    def _foreign(self, words: tuple[str, ...]) -> int:
        return sum(word not in self._words for word in words)

    def _inkling(self, opinion: Hypothesis) -> float:
        """The share of what is urgent, or may yet be."""
        starts, book = self._starts, self.book.meanings
        return sum(
            reading.share
            for reading in opinion.readings
            if reading.text in starts or (reading.text in book and self._urgent(reading.text))
        )

    def _leaning(
        self, utterance: Utterance, opinion: Hypothesis, moment: Moment
    ) -> Understood | None:
        """The urgent command that this opinion is nearly sure of."""
        verdict = self.conclude(utterance, opinion, moment)
        if not isinstance(verdict, Obey) or not self._urgent(verdict.phrase):
            return None
        least = self.rules.at_once_over_speech if moment.spoken else self.rules.at_once
        return verdict.order if verdict.confidence >= least else None

    def _urgent(self, phrase: str) -> bool:
        return self.book.class_of(phrase) is CommandClass.URGENT

    def _objection(
        self, utterance: Utterance, obey: Obey, reading: Reading, moment: Moment
    ) -> Reason | None:
        phrase = obey.phrase
        if moment.spoken and among(self.book, phrase, moment.spoken):
            return Reason.SPOKEN_BY_GUIDE
        always = self._urgent(phrase) or obey.order.command is Command.LISTEN
        if not (moment.listening or always):
            return Reason.NOT_LISTENING
        if not (obey.order.command in moment.expected or self._urgent(phrase)):
            return Reason.NOT_EXPECTED
        if phrase == utterance.last and moment.at - utterance.last_at < self.rules.refractory:
            return Reason.REFRACTORY
        if obey.confidence < self._floor(utterance, phrase, moment):
            return Reason.LOW_CONFIDENCE
        return self._implausible(reading)

    def _floor(self, utterance: Utterance, phrase: str, moment: Moment) -> float:
        order = self.book.meanings[phrase]
        floor = self.rules.floor(phrase, order)
        if self._urgent(phrase):
            return floor
        if self._more_is_asked(moment, order):
            floor = self.rules.floor_in_noise(phrase, order)
        if self._in_talk(utterance, moment):
            floor = max(floor, self.rules.in_talk)
        return max(floor, self.rules.over_speech) if moment.spoken else floor

    def _implausible(self, reading: Reading) -> Reason | None:
        if reading.lasted is None:
            return None
        if reading.lasted < self.rules.shortest:
            return Reason.TOO_SHORT
        words = len(reading.text.split())
        longest = self.rules.longest + self.rules.longest_each * words
        return Reason.TOO_LONG if reading.lasted > longest else None


def _can_wait(verdict: Obey) -> bool:
    """Urgent, but not in the middle of a sentence: "hold on to that job" is none."""
    return verdict.order.command is Command.PAUSE


def _reached(waited: Seconds, enough: Seconds) -> bool:
    """Times are counted in blocks, whose sums are off in the last digit."""
    return waited >= enough - 1e-6
