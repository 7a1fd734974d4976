"""What was played can be read again at any delay, also one that was never played."""

import numpy as np
import pytest

from voice_guide.sound.echo.reference import Reference


@pytest.mark.parametrize("delay", [0.0, 7.5, 990.0, 1016.0, 1100.25, 50_000.0, -3.0, -2000.0])
def test_as_much_is_read_as_was_asked_for(delay: float) -> None:
    reference = Reference(1000)
    reference.append(np.ones(1016, np.float32), 1016)
    assert reference.read(640, delay).shape == (640,)


def test_what_was_never_played_is_silence() -> None:
    reference = Reference(1000)
    reference.append(np.ones(1016, np.float32), 1016)
    assert not reference.read(640, 50_000.0).any()
    assert reference.read(640, 0.0).all()


def test_what_came_late_is_put_where_it_belongs() -> None:
    reference = Reference(1000)
    reference.append(np.array([1, 0, 0], np.float32), 3)
    reference.append(np.array([2, 3, 4], np.float32), 1)
    assert reference.latest(5).tolist() == [0, 1, 2, 3, 4]
