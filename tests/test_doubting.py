"""What is heard while the guide's own voice may be in it."""

from dataclasses import dataclass

import numpy as np
import pytest

from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Answered
from voice_guide.core.units import Seconds
from voice_guide.ports import Heard, Ignored
from voice_guide.sound.samples import BLOCK, Samples
from voice_guide.wiring.doubting import Doubting


@dataclass(frozen=True)
class OwnVoice:
    comes_back: bool = True
    in_doubt: bool = False


@dataclass(frozen=True)
class Hearing:
    """Ears in front of which something is said."""

    command: Command
    confidence: float
    over_speech: bool = True

    def hear(self, block: Samples, at: Seconds) -> list[Heard | Ignored]:
        del block
        order = Understood(self.command)
        return [Heard(self.command.value, order, self.confidence, at, self.over_speech)]


@dataclass(frozen=True)
class Telling:
    """Ears in front of which a step is told."""

    over_speech: bool

    def hear(self, block: Samples, at: Seconds) -> list[Answered]:
        del block
        return [Answered("knead the shoulder", at, self.over_speech)]


def obeyed(hearing: Hearing, own_voice: OwnVoice) -> bool:
    (found,) = Doubting(hearing, own_voice).hear(np.zeros(BLOCK, np.float32), 1.0)
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
    ears = Doubting(Telling(over_speech), OwnVoice(comes_back))
    (found,) = ears.hear(np.zeros(BLOCK, np.float32), 1.0)
    assert isinstance(found, Answered)
    assert bool(found.text) is not (over_speech and comes_back)
