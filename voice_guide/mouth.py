"""What the loudspeaker plays: one utterance or a pulse, chimes beside it, never a click."""

import threading
from collections.abc import Callable

import numpy as np

from voice_guide.core.messages import Sound
from voice_guide.core.rhythm import Pulse
from voice_guide.core.units import Decibels, Seconds
from voice_guide.ports import Report, Speaking, Spoken, Voice
from voice_guide.sound.chime import chime
from voice_guide.sound.fade import fall
from voice_guide.sound.level import ratio, softened
from voice_guide.sound.pulse import PulseSound
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.saying import Saying

FADE: Seconds = 0.01
"""How long a voice that is cut off takes to fall silent."""

QUIETEST: Decibels = -30.0
LOUDEST: Decibels = 4.0
"""Speech is rendered with peaks of -9 dB; a chime fits on top at this gain."""

KNEE, CEILING = 0.66, 0.7
"""Amplitudes. -3 dB is 0.708; nothing comes near it but many chimes at once."""

REMEMBERED: Seconds = 0.25
"""How long after its end an utterance may still come back as an echo, beyond the 0.35 s of
silence that it ends with: 0.3 s of delay and the room's own. Longer, and whoever answers a
question at once, in the words of the question, would not be heard."""

BEFORE: Seconds = 2.0
AFTER: Seconds = 0.7
"""Around the moment, words that the microphone may be hearing: an echo comes later, and which
word is said when is known to half a second. What the guide has yet to say is no echo of it."""


class Mouth:
    """The port of the same name, pulled by a sound card's thread or by a WAV room.

    Say and hush come from the player's thread. Rendering happens in there, outside the lock, so
    that `pull` never waits for it. An utterance that is cut off before its first sample was
    pulled is not reported at all.
    """

    def __init__(self, voice: Voice, report: Callable[[Report], None]) -> None:
        self._voice = voice
        self._report = report
        self._lock = threading.Lock()
        self._now: _Utterance | None = None
        self._next: _Utterance | None = None
        self._chimes: list[_Clip] = []
        self._pulse: PulseSound | None = None
        self._gain = self._wanted_gain = 1.0
        self._pace = 1.0
        self._pulled = 0
        self._last = ""
        self._last_ended = 0

    def say(self, text: str, ticket: int) -> None:
        """Start speaking, cutting off anything still playing; raise VoiceError."""
        self.hush()
        utterance = _Utterance(text, ticket, self._voice.render(text, pace=self._pace))
        with self._lock:
            self._next = utterance

    def hush(self) -> None:
        """Stop speaking, and any pulse, within the next FADE that is pulled."""
        with self._lock:
            self._still()
            self._next = None
            if self._now is not None:
                self._now.cut()

    def chime(self, sound: Sound) -> None:
        """Play a short sound beside the speech."""
        with self._lock:
            self._chimes.append(_Clip(chime(sound)))

    def keep_time(self, pulse: Pulse | None, at: Seconds) -> None:
        """Sound this pulse, of which `at` seconds are over, until told otherwise or to hush."""
        # Made before the sound thread is kept waiting: ten seconds of breath take a while.
        sounding = None if pulse is None else PulseSound(pulse, at)
        with self._lock:
            self._still()
            self._pulse = sounding

    def _still(self) -> None:
        if self._pulse is not None:
            rest = self._pulse.pull(round(FADE * SAMPLE_RATE))
            self._chimes += [_Clip(rest * fall(len(rest)))] if rest.any() else []
            self._pulse = None

    def set_voice(self, gain: Decibels, pace: float) -> None:
        """Change loudness within the next block, and the pace of what is said from now on."""
        self._pace = pace
        with self._lock:
            self._wanted_gain = ratio(min(max(gain, QUIETEST), LOUDEST))

    @property
    def busy(self) -> bool:
        """Whether anything is left to be pulled but silence and a pulse, which has no end."""
        with self._lock:
            return bool(self._now or self._next or self._chimes)

    def spoken(self) -> str:
        """Return what the microphone may be hearing of us: said now, or just before."""
        with self._lock:
            now = self._now.words if self._now is not None else ""
            recent = self._pulled - self._last_ended <= REMEMBERED * SAMPLE_RATE
            return " ".join(filter(None, [self._last if recent else "", now]))

    def pull(self, frames: int) -> Samples:
        """Return the next sound to play; call from one thread."""
        reports: list[Report] = []
        with self._lock:
            if not (self._now or self._next or self._chimes or self._pulse):
                self._gain = self._wanted_gain
                self._pulled += frames
                return np.zeros(frames, np.float32)
            gains = self._gains(frames)
            speech = self._pull_speech(frames, reports)
            chimes = self._pull_chimes(frames)
            if self._pulse is not None:
                chimes += self._pulse.pull(frames)
            self._pulled += frames
        for report in reports:
            self._report(report)
        # Chimes and pulses are never made louder: they are to be as soft as they were meant.
        mixed = speech * gains + chimes * np.minimum(gains, 1.0)
        return softened(mixed.astype(np.float32), knee=KNEE, ceiling=CEILING)

    def _gains(self, frames: int) -> "Samples | np.float32":
        """The gain of each sample; while it changes, a ramp."""
        before, self._gain = self._gain, self._wanted_gain
        if before == self._gain:
            return np.float32(self._gain)
        return np.linspace(before, self._gain, frames + 1, dtype=np.float32)[1:]

    def _pull_speech(self, frames: int, reports: list[Report]) -> Samples:
        block = np.zeros(frames, np.float32)
        filled = 0
        while filled < frames:
            if self._now is None:
                self._now, self._next = self._next, None
                if self._now is None:
                    break
                reports.append(Speaking(self._now.text, self._now.ticket))
            part = self._now.pull(frames - filled)
            block[filled : filled + len(part)] = part
            filled += len(part)
            if self._now.over:
                self._end(filled, reports)
        return block

    def _end(self, filled: int, reports: list[Report]) -> None:
        assert self._now is not None
        reports.append(Spoken(self._now.ticket, interrupted=self._now.interrupted))
        self._last, self._last_ended = self._now.words, self._pulled + filled
        self._now = None

    def _pull_chimes(self, frames: int) -> Samples:
        block = np.zeros(frames, np.float32)
        for clip in self._chimes:
            part = clip.pull(frames)
            block[: len(part)] += part
        self._chimes = [clip for clip in self._chimes if not clip.over]
        return block


class _Clip:
    """Sound that is taken from its start to its end."""

    def __init__(self, samples: Samples) -> None:
        self._samples = samples
        self._at = 0

    @property
    def over(self) -> bool:
        return self._at >= len(self._samples)

    def pull(self, frames: int) -> Samples:
        part = self._samples[self._at : self._at + frames]
        self._at += len(part)
        return part


class _Utterance(_Clip):
    """A clip with words, which can be cut off."""

    def __init__(self, text: str, ticket: int, samples: Samples) -> None:
        super().__init__(samples)
        self.text = text
        self.ticket = ticket
        self.interrupted = False
        self._saying = Saying(text, samples)
        self._cut_at = 0

    @property
    def words(self) -> str:
        """Those that are said now, and a little before and after."""
        at = self._cut_at or self._at
        before, after = (round(span * SAMPLE_RATE) for span in (BEFORE, AFTER))
        return self._saying.between(at - before, at + after)

    def cut(self) -> None:
        """Leave only a fade of what was still to come."""
        if not self.interrupted:
            self.interrupted = True
            self._cut_at = self._at
            rest = self._samples[self._at :][: round(FADE * SAMPLE_RATE)]
            self._samples, self._at = rest * fall(len(rest)), 0
