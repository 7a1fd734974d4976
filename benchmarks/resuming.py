"""How long keeping an event holds a session up, and how soon a long session is back."""

import random
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from voice_guide.adapters import journal
from voice_guide.adapters.journal import Journal
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Event, SpeechEnded, TimeUp
from voice_guide.core.session import advance
from voice_guide.core.session.resuming.happened import fold
from voice_guide.core.session.resuming.kept import course_of, happening_of, session_form
from voice_guide.core.session.state import Session, Stage
from voice_guide.language.replies import load_words
from voice_guide.settings import Settings
from voice_guide.wiring import library

_GOAL = 1.0
_COMMANDS = (
    Command.NEXT, Command.BACK, Command.TOO_MUCH_PRESSURE, Command.LOUDER, Command.QUIETER,
    Command.MORE_TIME, Command.UNDO, Command.REPEAT, Command.WHERE_ARE_WE, Command.SWITCH_SIDES,
)  # fmt: skip


def run(events: int = 1_000_000) -> bool:
    """Whether the session was back in time and at its place."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite"
        state, kept, settled = _play(path, events)
        print(f"{events} events in one session, {path.stat().st_size / 1e6:.0f} MB")
        _tell("an event is kept", kept)
        _tell("housekeeping after it", settled)
        started = time.perf_counter()
        back, again = _brought_back(path)
        taken = time.perf_counter() - started
        print(f"going on: {taken:.3f} s (goal {_GOAL}), {again} events again")
        print("  it stands where it stood" if back == state else "  IT STANDS ELSEWHERE")
    return back == state and taken < _GOAL


def _play(path: Path, events: int) -> tuple[Session, list[float], list[float]]:
    """A session of random commands, speech and alarms; the time each took to keep."""
    course = library.course(library.shelf().load("back-rub"), Settings(skip_screening=True))
    book = Journal(path, course, print)
    book.begin(0.0)
    state = advance.begin(course).session
    chance = random.Random(1)  # noqa: S311 - to be repeated, not to be secret
    kept, settled = [], []
    now = 0.0
    for _ in range(events):
        now += 0.5
        event = _event(state, chance)
        kept.append(_timed(lambda: book.append(now, event)))  # noqa: B023 - called at once
        state = advance.advance(state, event, now).session
        settled.append(_timed(lambda: book.settle(now, state)))  # noqa: B023
    # The process is gone: nothing is closed, the lock is free.
    assert book._held is not None  # noqa: SLF001 - as if killed
    book._held.lock.release()  # noqa: SLF001
    return state, kept, settled


def _event(state: Session, chance: random.Random) -> Event:
    if state.stage is Stage.CLOSING:
        return Understood(Command.BACK)
    if chance.random() < 0.6:
        return SpeechEnded(state.ticket)
    if chance.random() < 0.3:
        return TimeUp(state.alarm)
    return Understood(chance.choice(_COMMANDS))


def _timed(do: Callable[[], None]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


def _tell(what: str, times: list[float]) -> None:
    times.sort()
    median, most, last = (1e6 * times[int((len(times) - 1) * q)] for q in (0.5, 0.999, 1.0))
    print(f"{what}: {median:.0f} µs (median), {most:.0f} µs (999 of 1000), {last:.0f} µs (most)")


def _brought_back(path: Path) -> tuple[Session | None, int]:
    kept = journal.cut_off(path, 0.0)
    assert kept is not None
    course = course_of(kept.course, load_words("en"))
    snapshot = session_form(course).read(kept.snapshot)
    happened = [(now, happening_of(data)) for now, data in kept.happened]
    kept.held.release()
    return fold(course, happened, snapshot), len(happened)
