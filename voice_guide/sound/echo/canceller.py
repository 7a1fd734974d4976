"""The echo canceller: delay, filter, postfilter and the judgement on them, hop by hop."""

import numpy as np

from voice_guide.core.units import Decibels, Seconds
from voice_guide.sound.echo.alignment import Alignment, Move
from voice_guide.sound.echo.delay import AUDIBLE, FRAME, DelayFinder, enough_sounds
from voice_guide.sound.echo.kalman import KalmanFilter
from voice_guide.sound.echo.lift import Lift
from voice_guide.sound.echo.postfilter import Postfilter
from voice_guide.sound.echo.reference import Reference
from voice_guide.sound.echo.trust import Trust
from voice_guide.sound.samples import BLOCK, Samples

HOP = BLOCK
"""Samples, 20 ms."""
PARTITIONS = 16
"""Hops: 320 ms of the room after the bulk delay is taken off."""
STANDS_STILL = 75
"""Hops: so long a filter that has gone astray learns nothing while the delay is looked for."""
LINGERS = 75
"""Hops: an utterance that began in the guide's own voice is over by then."""
OTHER_DRIFT = 5e-6
"""Samples per sample. With a drift so far from what was believed the filter followed the clocks,
and not the room."""
CREPT = 1.0
"""Samples by which what was learnt may be early or late then."""
LOOK, SELDOM = 4096, 8192
"""Samples between two looks at the delay, and while all is well."""


class EchoCanceller:
    """Give it what the microphone heard and what was played in the same time.

    Any number of whole hops at a time; what comes back is not delayed. Echoes that arrive up to
    half a second after they were played are found.
    """

    def __init__(self) -> None:
        self._played = Reference(2 * FRAME + (PARTITIONS + 2) * HOP)
        self._heard: Samples = np.zeros(FRAME, np.float32)
        self._finder = DelayFinder()
        self._alignment = Alignment()
        self._filter = KalmanFilter(HOP, PARTITIONS)
        self._postfilter = Postfilter(HOP)
        self._trust = Trust(HOP)
        self._lift = Lift(HOP)
        self._settled = False
        self._raw_hops = 0
        self._still_hops = 0
        self._look_in = LOOK
        self._silent_hops = PARTITIONS + 1
        self._losses = 0

    @property
    def trusted(self) -> bool:
        """The guide's own voice is gone from what is heard, as far as can be measured."""
        return self._trust.granted

    @property
    def comes_back(self) -> bool:
        """An echo has been seen."""
        return self._alignment.known

    @property
    def audible(self) -> bool:
        """The guide can be heard in the microphone, as far as is known."""
        return self._lift.heard

    @property
    def known(self) -> bool:
        """Enough was played to tell how much of it comes back."""
        return self._trust.known

    @property
    def in_doubt(self) -> bool:
        """What `clean_once_settled` gave in the last moments has the guide's own voice in it.

        Not before an echo has been seen: most headphones never give one.
        """
        return self._raw_hops > 0

    @property
    def losses(self) -> int:
        """How often the echo was not where it had been found: each time shreds of it were left."""
        return self._losses

    @property
    def lingers(self) -> bool:
        """The guide can be heard now, or the end of what it said in the room."""
        return self._silent_hops <= PARTITIONS

    @property
    def active(self) -> bool:
        """The guide can be heard now, or could a moment ago."""
        return self._silent_hops == 0

    @property
    def echo(self) -> Decibels:
        """What the microphone hears of the guide, relative to what is played."""
        return self._trust.echo

    @property
    def removed(self) -> Decibels:
        """Echo return loss enhancement while the guide spoke last."""
        return self._trust.removed

    @property
    def leakage(self) -> Decibels:
        """What is left of the guide's voice, relative to what is played."""
        return self._trust.leakage

    @property
    def delay(self) -> Seconds:
        """From what is played to its direct sound in the microphone; 0 before it is known."""
        return self._alignment.whole if self._alignment.known else 0.0

    @property
    def drift(self) -> float:
        """Growth of that delay, in seconds per second."""
        return self._alignment.drift

    def clean(self, microphone: Samples, played: Samples) -> Samples:
        """Return what the microphone heard without what was played.

        Of one hop, more may be given of what was played: what goes before the hop is taken for
        what is known of it now. Raise ValueError for any other size.
        """
        if microphone.size == HOP <= played.size:
            return self._hop(microphone, played)
        if microphone.size != played.size or microphone.size % HOP:
            raise ValueError(f"blocks of {microphone.size} and {played.size} samples")
        hops = zip(microphone.reshape(-1, HOP), played.reshape(-1, HOP), strict=True)
        return np.concatenate([self._hop(heard, sent) for heard, sent in hops])

    def clean_once_settled(self, microphone: Samples, played: Samples) -> Samples:
        """The same; but the microphone itself until the filter has been trusted, and after a jump.

        What a filter leaves that still searches are shreds of the guide's words, and shreds are
        taken for words of somebody else; running speech is not. And where no echo was seen there
        is nothing to take out.
        """
        clean = self.clean(microphone, played)
        self._settled = self._settled or self.trusted
        if self._settled or not (self.active and self._alignment.known):
            self._raw_hops = max(self._raw_hops - microphone.size // HOP, 0)
        else:
            self._raw_hops = LINGERS
        return clean if self._settled and self._alignment.known else microphone

    def reconsider(self) -> None:
        """Another device may have taken over: what was learnt is only a guess."""
        self._lift.forget()
        self._learn_again(0.1)
        self._distrust()

    def _stand_still(self) -> None:
        """The echo is not where it was: what has been learnt since is wrong, the rest may fit."""
        self._filter.recall()
        self._filter.still = True
        self._still_hops = STANDS_STILL
        self._losses += 1
        self._distrust()

    def _learn_again(self, doubt: float) -> None:
        self._filter.still = False
        self._filter.doubt(doubt)

    def _distrust(self) -> None:
        """Look for the delay as if nothing had been seen, and measure anew."""
        self._finder.forget()
        self._alignment.forget()
        self._trust.withdraw()
        self._settled = False
        self._look_in = LOOK

    def _hop(self, microphone: Samples, played: Samples) -> Samples:
        self._played.append(played, HOP)
        self._heard = np.concatenate([self._heard[HOP:], microphone])
        self._alignment.advance(HOP)
        self._look_in -= HOP
        if self._look_in <= 0:
            self._look_in += SELDOM if self.trusted else LOOK
            self._look()
            if self.trusted:
                self._filter.keep()
        self._lift.take(microphone, self._played.latest(HOP))
        aligned = self._played.read(2 * HOP, self._alignment.delay, self._alignment.drift)
        self._trust.aligned = self._alignment.confirmed
        self._silent_hops = 0 if np.abs(aligned).max() > AUDIBLE else self._silent_hops + 1
        if self._silent_hops > PARTITIONS:
            self._postfilter.pass_by(microphone)
            self._trust.rest(microphone)
            return microphone
        estimate = self._filter.remove(microphone, aligned)
        clean = self._postfilter.apply(estimate)
        self._trust.judge(microphone, aligned[HOP:], estimate.rest, clean)
        if self._settled and self._alignment.known and self._trust.astray:
            self._stand_still()
        elif self._filter.still:
            self._still_hops -= 1
            if self._still_hops <= 0:
                self._learn_again(0.1)
        return clean

    def _look(self) -> None:
        alignment = self._alignment
        sent, believed = self._played.latest(2 * FRAME), alignment.drift
        if not (alignment.known or enough_sounds(self._heard, sent)):
            return
        sighting = self._finder.look(self._heard, sent, alignment.delay, alignment.now)
        move = None if sighting is None else alignment.take(sighting)
        if move is not None:
            self._carry_out(move)
        elif abs(alignment.drift - believed) > OTHER_DRIFT:
            self._filter.blur(CREPT)

    def _carry_out(self, move: Move) -> None:
        self._finder.assume_later(move.samples)
        self._filter.rewind(self._played.read((PARTITIONS + 1) * HOP, self._alignment.delay + HOP))
        if move.jumped:
            self._losses += self._settled
            self._learn_again(0.01)
        else:
            # What was learnt before it was known where the echo is may be nothing at all.
            self._filter.shift(-move.samples)
            self._learn_again(0.1 if self._settled else 1.0)
        self._trust.withdraw()
        self._settled = False
