"""What is heard while the guide's own voice may be in it."""

from dataclasses import dataclass, field

import numpy as np
import pytest

from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Answered
from voice_guide.core.units import Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.samples import BLOCK, Samples
from voice_guide.wiring.doubting import Doubting


@dataclass
class OwnVoice:
    comes_back: bool = True
    in_doubt: bool = False
    losses: int = 0
    lingers: bool = False
    echo: float = 0.0


@dataclass
class Hearing:
    """Ears in front of which something is said."""

    command: Command
    confidence: float
    over_speech: bool = True
    ended: Seconds = 0.0
    """So long before it is obeyed."""
    forgotten: list[Seconds] = field(default_factory=list)

    shut_out_below: list[float] = field(default_factory=list)

    def forget(self, at: Seconds) -> None:
        self.forgotten.append(at)

    def shut_out(self, faintest: float) -> None:
        self.shut_out_below.append(faintest)

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        del block
        order = Understood(self.command)
        return [
            Heard(self.command.value, order, self.confidence, at - self.ended, self.over_speech)
        ]


@dataclass(frozen=True)
class Telling:
    """Ears in front of which a step is told."""

    over_speech: bool

    def forget(self, at: Seconds) -> None:
        raise AssertionError(at)

    def shut_out(self, faintest: float) -> None:
        """Nothing of it is faint."""

    def hear(self, block: Samples, at: Seconds) -> list[Answered]:
        del block
        return [Answered("knead the shoulder", at, self.over_speech)]


def obeyed(hearing: Hearing, own_voice: OwnVoice) -> bool:
    (found,) = Doubting(hearing, own_voice, str).hear(np.zeros(BLOCK, np.float32), 1.0)
    return isinstance(found, Heard)


@pytest.mark.parametrize("command", [Command.STOP, Command.NEXT])
def test_over_its_own_voice_only_what_is_sure_is_obeyed(command: Command) -> None:
    assert obeyed(Hearing(command, 0.9), OwnVoice())
    assert not obeyed(Hearing(command, 0.45), OwnVoice())


def test_before_its_voice_is_removed_only_what_is_urgent_is_obeyed_over_it() -> None:
    in_doubt = OwnVoice(in_doubt=True)
    assert obeyed(Hearing(Command.STOP, 0.9), in_doubt)
    assert not obeyed(Hearing(Command.NEXT, 0.99), in_doubt)
    assert not obeyed(Hearing(Command.STOP, 0.45), in_doubt)


def test_in_its_pauses_and_with_headphones_all_that_the_ears_let_through_is_obeyed() -> None:
    assert obeyed(Hearing(Command.NEXT, 0.5, over_speech=False), OwnVoice(in_doubt=True))
    assert obeyed(Hearing(Command.NEXT, 0.5), OwnVoice(comes_back=False))


@pytest.mark.parametrize("over_speech", [True, False])
@pytest.mark.parametrize("comes_back", [True, False])
def test_an_answer_over_its_own_voice_is_none_where_that_comes_back(
    *, over_speech: bool, comes_back: bool
) -> None:
    ears = Doubting(Telling(over_speech), OwnVoice(comes_back), str)
    (found,) = ears.hear(np.zeros(BLOCK, np.float32), 1.0)
    assert isinstance(found, Answered)
    assert bool(found.text) is not (over_speech and comes_back)


def test_what_was_heard_before_its_echo_was_found_to_have_jumped_is_forgotten_once() -> None:
    hearing, own_voice = Hearing(Command.STOP, 0.95), OwnVoice()
    ears, block = Doubting(hearing, own_voice, str), np.zeros(BLOCK, np.float32)
    ears.hear(block, 1.0)
    assert not hearing.forgotten
    own_voice.losses = 1
    ears.hear(block, 2.0)
    ears.hear(block, 2.02)
    assert hearing.forgotten == [pytest.approx(1.98)]


@pytest.mark.parametrize(("ended", "obeyed"), [(0.3, False), (0.2, True)])
def test_what_was_over_before_its_voice_had_rung_out_in_the_room_must_be_as_sure_as_over_it(
    *, ended: float, obeyed: bool
) -> None:
    assert rung(ended, "rest your hands") is obeyed


def test_a_chime_or_a_cue_that_rings_in_the_room_makes_nothing_less_sure() -> None:
    assert rung(0.3, "")


def rung(ended: float, said: str) -> bool:
    """Whether a fair "next" counts that was over `ended` before it is decided, at 1.4 s.

    What the guide said, or played, rings until 1 s.
    """
    own_voice, block = OwnVoice(lingers=True), np.zeros(BLOCK, np.float32)
    hearing = Hearing(Command.NEXT, 0.8, over_speech=False, ended=ended)
    ears = Doubting(hearing, own_voice, lambda: said)
    ears.hear(block, 1.0)
    own_voice.lingers = False
    (found,) = ears.hear(block, 1.4)
    return isinstance(found, Heard)


@pytest.mark.parametrize(
    ("own_voice", "faintest"),
    [
        (OwnVoice(comes_back=False, echo=0.0), -62),
        (OwnVoice(echo=6.0), -52),
        (OwnVoice(echo=-10.0), -58),
        (OwnVoice(echo=-30.0), -62),
    ],
    ids=["headphones", "loud echo", "soft echo", "hardly any"],
)
def test_only_while_it_speaks_and_only_what_may_be_left_of_its_own_voice_is_shut_out(
    own_voice: OwnVoice, faintest: float
) -> None:
    hearing = Hearing(Command.NEXT, 0.9)
    said = iter(("rest your hands", ""))
    ears = Doubting(hearing, own_voice, lambda: next(said))
    for at in (1.0, 1.02):
        ears.hear(np.zeros(BLOCK, np.float32), at)
    assert hearing.shut_out_below == [faintest, -62]
