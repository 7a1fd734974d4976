"""The room itself: threads post to one inbox; the calling thread alone talks to the player."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from voice_guide.adapters.live_room.listening import Listening
from voice_guide.adapters.live_room.losses import Losses
from voice_guide.adapters.live_room.output import Output
from voice_guide.adapters.live_room.parts import (
    Ears,
    EchoRemoval,
    Mouth,
    Now,
    OpenLoudspeaker,
    OpenMicrophone,
    Player,
    Typing,
)
from voice_guide.adapters.live_room.signals import asked_to_leave
from voice_guide.adapters.live_room.speaking import Speaking
from voice_guide.adapters.live_room.timing import GOODBYE, JOIN, LAST_SAMPLES, LOOK_ROUND, TURN
from voice_guide.core.messages import Deserted
from voice_guide.core.units import Seconds
from voice_guide.ports import Report, Spoken
from voice_guide.sound.clock import SessionClock, Source

STOPPED = "stopped"
"""The outcome when Ctrl-C, SIGTERM or a closed terminal ended the session."""


@dataclass(frozen=True, slots=True)
class _Leave:
    """Whoever started us wants us to end."""


@dataclass(frozen=True, slots=True)
class _Crash:
    """A thread met a mistake of ours, to be raised where the session was started."""

    error: Exception


class LiveRoom:
    """Runs one session in real time.

    The openers are None where "none" was asked for. An opener raises InputError for a name that
    fits nothing (`run` passes it on before anything begins), and another VoiceGuideError for a
    part that is missing (it is announced, and the session goes on without; so it does when a
    device dies, which is tried again every few seconds). `removal` is made with the session's
    clock, and lasts from one session to the next. `attended` tells whether somebody can touch a
    button on a page.
    """

    def __init__(
        self,
        microphone: OpenMicrophone | None,
        loudspeaker: OpenLoudspeaker | None,
        typing: Typing | None = None,
        removal: Callable[[Now], EchoRemoval] | None = None,
        attended: Callable[[], bool] = lambda: False,
    ) -> None:
        self.clock = SessionClock()
        self._microphone = microphone
        self._output = None if loudspeaker is None else Output(loudspeaker)
        self._typing = typing
        self._attended = attended
        self._removal = None if removal is None else removal(self.clock.now)
        self._inbox: SimpleQueue[Report | _Leave | _Crash] = SimpleQueue()
        self._losses = Losses(self.post)

    def post(self, report: Report) -> None:
        """Tell the player something; any thread may, also before the session runs."""
        self._inbox.put(report)

    def run(self, player: Player, mouth: Mouth, ears: Ears) -> str:
        """Return the player's outcome, or STOPPED, of which the player then knows nothing."""
        sys.setswitchinterval(TURN)
        post = self._losses.post
        speaking = Speaking(self._output, mouth.pull, self.clock, post, self._removal)
        listening = Listening(self._microphone, ears, self.clock, post, self._removal)
        with asked_to_leave(lambda: self._inbox.put(_Leave())), ExitStack() as at_the_end:
            self.clock.gained(Source.PROCESSOR)
            for part in (speaking, listening):
                part.device.start()
                at_the_end.callback(part.device.close)
            speaking.settle()
            with self._threads(speaking.run, listening.run):
                if self._typing is not None:
                    self._typing.start(self.post)
                    at_the_end.callback(self._typing.stop)
                outcome = self._converse(player, mouth, listening)
                self._let_speak(player, mouth)
        return outcome

    def _converse(self, player: Player, mouth: Mouth, listening: Listening) -> str:
        player.begin(self.clock.now())
        while player.outcome is None:
            match self._next(player.due):
                case _Leave():
                    mouth.hush()
                    return STOPPED
                case _Crash(error):
                    raise error
                case None:
                    if self._deserted(player, mouth, listening):
                        player.take(Deserted(), self.clock.now())
                case report:
                    player.take(report, self.clock.now())
            player.tick(self.clock.now())
        return player.outcome

    def _next(self, due: Seconds | None) -> Report | _Leave | _Crash | None:
        wait = LOOK_ROUND if due is None else min(max(due - self.clock.now(), 0.0), LOOK_ROUND)
        try:
            return self._inbox.get(timeout=wait)
        except Empty:
            return None

    def _deserted(self, player: Player, mouth: Mouth, listening: Listening) -> bool:
        typing_over = self._typing is None or self._typing.ended
        nobody = listening.hopeless and typing_over and not self._attended()
        # A microphone that is wanted may still be put in while a question is out.
        in_vain = player.due is None or (player.asks and listening.unwanted)
        return nobody and in_vain and not mouth.busy and self._inbox.empty()

    def _let_speak(self, player: Player, mouth: Mouth) -> None:
        """Wait until what is being said or chimed is out, and tell the player so."""
        give_up_at = time.monotonic() + GOODBYE
        while mouth.busy and time.monotonic() < give_up_at:
            time.sleep(LAST_SAMPLES / 10)
        time.sleep(LAST_SAMPLES)
        with suppress(Empty):
            while True:
                report = self._inbox.get_nowait()
                if isinstance(report, Spoken):
                    player.take(report, self.clock.now())

    @contextmanager
    def _threads(self, *bodies: Callable[[threading.Event], None]) -> Iterator[None]:
        leaving = threading.Event()
        threads = [
            threading.Thread(target=self._work, args=(b, leaving), daemon=True) for b in bodies
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            leaving.set()
            for thread in threads:
                thread.join(JOIN)

    def _work(self, body: Callable[[threading.Event], None], leaving: threading.Event) -> None:
        try:
            body(leaving)
        except Exception as error:  # noqa: BLE001 - a thread has nobody to raise to
            self._inbox.put(_Crash(error))
