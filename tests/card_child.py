"""Uses the sound card in a process of its own: PortAudio looks for devices once, at its start.

Each function is one little program; it prints what it has to tell as one line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise

import numpy as np

from voice_guide.adapters.live_room import LiveRoom
from voice_guide.adapters.live_room.parts import Ears, Now, Passed, Pull
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.sound_card import Kind, Loudspeaker, Microphone, device_names
from voice_guide.core.messages import Deserted, PartBack, PartFailed
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceGuideError
from voice_guide.mouth import Mouth
from voice_guide.ports import Report, Speaking, Spoken, Typed
from voice_guide.sound.samples import SAMPLE_RATE, Samples

TONE_HZ = 440
LEVEL = 0.3
PROBLEM = "out of tune"


class Tone:
    """A sine that knows where it is."""

    def __init__(self) -> None:
        self.at = 0

    def pull(self, frames: int) -> Samples:
        times = np.arange(self.at, self.at + frames) / SAMPLE_RATE
        self.at += frames
        return (LEVEL * np.sin(2 * np.pi * TONE_HZ * times)).astype(np.float32)


def names(kind: Kind) -> None:
    tell(names=device_names(kind))


def open_one(kind: Kind, name: str) -> None:
    try:
        if kind == "input":
            Microphone(name or None).close()
        else:
            Loudspeaker(name or None, Tone().pull).close()
    except VoiceGuideError as error:
        tell(error=type(error).__name__, problem=str(error), hint=error.hint)
    else:
        tell(error="")


def play_tone(seconds: str, latency: str) -> None:
    counted: list[Seconds] = []
    tone = Tone()
    loudspeaker = Loudspeaker(None, tone.pull, passed=counted.append, latency=float(latency))
    time.sleep(float(seconds))
    alive = loudspeaker.alive
    loudspeaker.close()
    tell(
        alive=alive,
        played=sum(counted),
        pulled=tone.at / SAMPLE_RATE,
        underruns=loudspeaker.underruns,
        failure=repr(loudspeaker.failure) if loudspeaker.failure else "",
    )


def break_down() -> None:
    """A source of sound that fails in PortAudio's thread."""

    def fail(_frames: int) -> Samples:
        raise RuntimeError(PROBLEM)

    loudspeaker = Loudspeaker(None, fail)
    time.sleep(0.3)
    tell(failure=repr(loudspeaker.failure), alive=loudspeaker.alive)
    loudspeaker.close()


def hear(path: str, seconds: str) -> None:
    started = time.monotonic()
    microphone = Microphone(None, now=lambda: time.monotonic() - started)
    blocks: list[Samples] = []
    ends: list[Seconds] = []
    until = started + 10
    while time.monotonic() < until:
        taken = microphone.take(0.1)
        if taken and not blocks:
            # A server that has just been started may take two seconds to the first of them.
            tell(ready=True)
            until = time.monotonic() + float(seconds)
        if taken:
            blocks.append(taken[0])
            ends.append(taken[1])
    microphone.close()
    np.concatenate(blocks).tofile(path)
    tell(
        sizes=sorted({len(block) for block in blocks}),
        ordered=all(a < b for a, b in pairwise(ends)),
        lasted=ends[-1] - ends[0],
        dropped=microphone.dropped,
        overruns=microphone.overruns,
    )


class LoudnessEars:
    """Hears one command only: a loud sound."""

    def __init__(self) -> None:
        self._loud = False

    def hear(self, block: Samples, at: Seconds) -> list[Report]:
        was, self._loud = self._loud, bool(np.abs(block).max() > 0.1)
        return [Typed(f"loud {at:.3f}")] if self._loud and not was else []


class BrokenEars:
    """Fails at the first sound."""

    def hear(self, block: Samples, at: Seconds) -> list[Report]:
        raise RuntimeError(f"{PROBLEM} at {at}, {len(block)}")


class FlakyEars(LoudnessEars):
    """Fail at the first sound, and never again."""

    def __init__(self) -> None:
        super().__init__()
        self._fine = False

    def hear(self, block: Samples, at: Seconds) -> list[Report]:
        if not self._fine:
            self._fine = True
            raise RuntimeError(PROBLEM)
        return super().hear(block, at)


class TinyPlayer:
    """Says one long sentence, and a short one when it is interrupted; ends when all is said."""

    asks = False

    def __init__(self, mouth: Mouth, room: LiveRoom, *, patient: bool = False) -> None:
        self.due: Seconds | None = None
        self.outcome: str | None = None
        self._mouth = mouth
        self._room = room
        self._patient = patient

    def begin(self, now: Seconds) -> None:
        tell(begin=now)
        self._say(LONG, 1, now)

    def take(self, report: Report, now: Seconds) -> None:
        match report:
            case Speaking(text, ticket):
                tell(at=now, said=text, ticket=ticket)
            case Spoken(ticket, interrupted):
                tell(at=now, ended=ticket, interrupted=interrupted)
                if not interrupted and not self._patient:
                    self.due = now + 0.5
            case Typed(text):
                tell(at=now, typed=text)
                self._say(SHORT, 2, now)
            case PartFailed(part, problem, remedy):
                tell(at=now, failed=part, problem=problem, remedy=remedy)
            case PartBack(part):
                tell(at=now, back=part)
                self.due = now
            case Deserted():
                tell(at=now, deserted=True)
                self.outcome = "ended"
            case _:
                raise AssertionError(report)

    def tick(self, now: Seconds) -> None:
        if self.due is not None and now >= self.due:
            self.outcome = "completed"

    def _say(self, text: str, ticket: int, now: Seconds) -> None:
        self._mouth.say(text, ticket)
        tell(at=now, asked=text)


EARS: dict[str, Callable[[], Ears]] = {"broken": BrokenEars, "flaky": FlakyEars}
LONG = "Lay both hands flat on the shoulders, and wait."
SHORT = "Very well."


def session(microphone: str, loudspeaker: str, manner: str) -> None:
    room = LiveRoom(
        None if microphone == "none" else partial(open_microphone, microphone or None),
        None if loudspeaker == "none" else partial(open_loudspeaker, loudspeaker or None),
    )
    voice = Pyttsx3Voice()
    for text in (LONG, SHORT):
        voice.render(text)
    mouth = Mouth(voice, room.post)
    ears: Ears = EARS.get(manner, LoudnessEars)()
    started, busy = time.monotonic(), time.process_time()
    try:
        outcome = room.run(
            TinyPlayer(mouth, room, patient=manner in {"patient", "flaky"}), mouth, ears
        )
    except VoiceGuideError as error:
        tell(error=type(error).__name__, problem=str(error))
    else:
        took = time.monotonic() - started
        tell(
            outcome=outcome,
            session=room.clock.now(),
            took=took,
            cpu=(time.process_time() - busy) / took,
        )
    finally:
        voice.close()


def open_microphone(name: str | None, now: Now, passed: Passed) -> Microphone:
    return Microphone(name, now=now, passed=passed)


def open_loudspeaker(name: str | None, pull: Pull, passed: Passed, waiting: Seconds) -> Loudspeaker:
    return Loudspeaker(name, pull, passed=passed, latency=waiting)


def tell(**facts: object) -> None:
    sys.stdout.write(json.dumps(facts) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
