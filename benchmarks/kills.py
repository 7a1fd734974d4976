"""`kill -9` at random moments of real sessions, and what the next start makes of it.

A session of typed commands at random times, in a room of files, is killed from outside. Then:
everything that its event log told is in the journal, and at most what followed from one more
event is not in the log; the next start offers to go on, and after a yes it is at the same step,
side and pressure, with the seconds left that it had a second of session time ago at the most.
"""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from voice_guide.adapters import journal
from voice_guide.adapters.event_file import line
from voice_guide.adapters.journal.writing import SIGN_OF_LIFE
from voice_guide.core.messages import Write
from voice_guide.core.session import advance
from voice_guide.core.session.care import level
from voice_guide.core.session.resuming.happened import Begun
from voice_guide.core.session.resuming.kept import course_of, happening_of
from voice_guide.core.session.resuming.offer import is_worth_it
from voice_guide.core.session.state import WORKING, PainAsked, Session, Stage
from voice_guide.language.replies import load_words

ROUTINE = """
title: To be cut off
summary: A routine for sessions that are killed.
parts:
  - title: The back
    steps:
      - {title: Warm, say: Glide up the back., areas: [lower_back], hold: 40, pressure: 3}
      - {title: Knead, say: Knead the left shoulder., areas: [shoulders], sides: each, hold: 30, pressure: 2}
      - {title: Circles, say: Make circles., areas: [mid_back, neck], repetitions: 4, pressure: 4}
  - title: Arms
    sides: each
    steps:
      - {title: Arm, say: Glide down the left arm., areas: [arms], hold: 20, pressure: 2}
      - {title: Hand, say: Hold the left hand., areas: [hands], hold: 15}
"""  # noqa: E501
_COMMANDS = (
    "next", "back", "wait", "go on", "too much pressure", "deeper", "that hurts", "leave it out",
    "very gentle", "switch sides", "more time", "louder", "slower", "undo that", "shorter",
    "repeat", "where are we", "go to step 2", "skip this step", "yes", "no", "start over",
)  # fmt: skip


@dataclass(frozen=True)
class Survivor:
    """What became of one killed session."""

    problem: str
    """Empty when it went on at the right place."""
    place: str = ""
    ran_out: bool = False
    """It came to its end before it was killed."""


def run(times: int = 200) -> bool:
    """Whether every session went on at the right place."""
    found = [survivor for seed, survivor in zip(range(times), survivors(), strict=False)]
    good = sum(not one.problem for one in found)
    for one in found:
        if one.problem:
            print(f"  {one.problem}")
    places = {one.place for one in found}
    print(
        f"killed {times} times at {len(places)} different places: {good} of {times} went on right"
    )
    return good == times


def survivors(seed: int = 0) -> Iterator[Survivor]:
    """Kill one session after another; those that were over before do not count."""
    while True:
        with TemporaryDirectory() as folder:
            survivor = kill_one(seed, Path(folder))
        seed += 1
        if not survivor.ran_out:
            yield survivor


def kill_one(seed: int, folder: Path) -> Survivor:
    chance = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    log = _killed(chance, folder)
    if any(entry["event"] == "finished" for entry in log):
        return Survivor("", ran_out=True)
    kept = journal.cut_off(folder / "data/voice-guide/journal.sqlite", 0.0)
    if kept is None:
        # Killed before the first transaction was through: then nothing can have happened.
        return Survivor(f"seed {seed}: nothing was kept" if log else "", ran_out=not log)
    kept.held.release()
    session, told = _folded(kept)
    place = _place(session)
    problem = _compared(log, told) or _gone_on(session, kept.reached, log, folder)
    return Survivor(f"seed {seed}, {place}: {problem}" if problem else "", place)


def _killed(chance: random.Random, folder: Path) -> list[dict[str, Any]]:
    """What the event log holds of a session that was killed."""
    (folder / "routine.yaml").write_text(ROUTINE, encoding="utf-8")
    events = folder / "events.jsonl"
    at, lines = 5.0, ["@5 ready"]
    while at < 300:
        at += chance.uniform(0.5, 8.0)
        lines.append(f"@{at:.2f} {chance.choice(_COMMANDS)}")
    with _started(folder, "play", "routine.yaml", "--events", events) as child:
        assert child.stdin is not None
        child.stdin.write("\n".join(lines) + "\n")
        child.stdin.close()
        while child.poll() is None and not (events.exists() and events.stat().st_size):
            time.sleep(0.005)
        time.sleep(chance.uniform(0.0, 1.5))
        child.kill()
    return _read(events)


def _started(folder: Path, *arguments: str | Path) -> "subprocess.Popen[str]":
    room = ("--typed", "--loudspeaker", "out.wav", "--skip-screening")
    return subprocess.Popen(
        [sys.executable, "-m", "voice_guide", *map(str, arguments), *room],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=folder,
        env={**os.environ, "XDG_DATA_HOME": str(folder / "data"), "PYTHONPATH": str(Path.cwd())},
    )


def _read(events: Path) -> list[dict[str, Any]]:
    whole = events.read_text(encoding="utf-8").rpartition("\n")[0]
    return [json.loads(text) for text in whole.splitlines()]


def _folded(kept: journal.CutOff) -> tuple[Session, list[list[dict[str, Any]]]]:
    """The session from the first event on, and what each event led to in the log."""
    course = course_of(kept.course, load_words("en"))
    session: Session | None = None
    told = []
    for now, data in kept.happened:
        happening = happening_of(data)
        if isinstance(happening, Begun):
            turn = advance.begin(course, now)
        else:
            assert session is not None
            turn = advance.advance(session, happening, now)  # type: ignore[arg-type]
        session = turn.session
        writes = [action.entry for action in turn.actions if isinstance(action, Write)]
        told.append([json.loads(line(now, entry)) for entry in writes])
    assert session is not None
    return session, told


def _compared(log: list[dict[str, Any]], told: list[list[dict[str, Any]]]) -> str:
    """What the log tells, and what follows from the journal."""
    from_outside = {"said", "speech_ended", "heard", "ignored"}
    logged = [entry for entry in log if entry["event"] not in from_outside]
    followed = [entry for entries in told for entry in entries]
    before_last = len(followed) - len(told[-1])
    if logged != followed[: len(logged)]:
        return f"the journal lacks what the log has: {logged[-1]}"
    if len(logged) < before_last:
        return f"the log lacks {before_last - len(logged)} lines"
    return ""


def _gone_on(session: Session, reached: float, log: list[dict[str, Any]], folder: Path) -> str:
    """Start again, say yes, and compare."""
    seen = log[-1]["at"]
    if seen > reached + SIGN_OF_LIFE:
        return f"the journal stands at {reached:.2f} s, the log at {seen:.2f} s"
    again = folder / "again.jsonl"
    with _started(folder, "play", "routine.yaml", "--resume", "--events", again) as child:
        child.communicate("yes\nfinish\nyes\n", timeout=300)
    told = _read(again)
    started = next(entry for entry in told if entry["event"] == "session_started")
    if not is_worth_it(session):
        return "it was offered without need" if started["resumed"] else ""
    if not started["resumed"]:
        return "it was not offered"
    found = next((entry for entry in told if entry["event"] == "step"), None)
    if session.stage in WORKING:
        wanted = _step(session)
        if found is None or {key: found[key] for key in wanted} != wanted:
            return f"it went on at {found}, not at {wanted}"
    held = next((entry for entry in told if entry["event"] == "hold_started"), None)
    asked = any(isinstance(halt, PainAsked) for halt in session.halts)
    if session.stage is Stage.HOLDING and session.hold is not None and not asked:
        left = session.hold.left_at(max(session.now, reached))
        # With less, the end of the words is the end of the step.
        if left > 0.1 and (held is None or abs(held["seconds"] - left) > 0.01):
            return f"{left:.2f} s were left, and it went on with {held}"
    return ""


def _step(session: Session) -> dict[str, Any]:
    side = session.beat.side and session.beat.side.value
    pressure = level(session.beat, session.care)
    return {"number": session.beat.number, "side": side, "pressure": pressure}


def _place(session: Session) -> str:
    return f"{session.phase.value} at {_step(session)}"
