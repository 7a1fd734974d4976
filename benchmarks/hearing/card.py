"""Interrupting the guide on a sound card made of software, and pyttsx3 on the same."""

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.hearing.monitor import Monitor, first_sound, last_of, last_sound, monitoring
from benchmarks.hearing.report import Finding, Row, high, middle
from benchmarks.measured import ROOT
from benchmarks.virtual_card import missing_programs, pulse_server
from voice_guide.core.units import Seconds
from voice_guide.settings import Settings
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.wiring.voicing import voicing

_ASKED = "where are we"
_TIMES = 12
_INTO: Seconds = 1.0
_LONG = 45
"""Letters: such a sentence is still being said a second later."""
_PATIENCE: Seconds = 90.0
_BEFORE = SAMPLE_RATE // 5
"""Samples of the recording before a sentence is told to have begun."""
_RIVAL = "pyttsx3's `say()` and `stop()`"


@dataclass
class _Guide:
    """A guide in a process of its own; its events with the time at which each could be read."""

    process: subprocess.Popen[str]
    events: list[tuple[Seconds, dict[str, Any]]] = field(default_factory=list)

    def read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.events.append((time.monotonic(), json.loads(line)))

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()


@dataclass(frozen=True, slots=True)
class _Cut:
    """A sentence that was cut off, what was said then, and when it was decided."""

    text: str
    begun: Seconds
    answer: str
    at: Seconds


def on_a_card() -> Finding:
    """From the decision to silence and to the answer, as recorded from the loudspeaker."""
    missing = [*missing_programs()]
    if missing:
        problem = f"not measured: {', '.join(missing)} not installed"
        return Finding((Row("barge-in on the virtual sound card", "60 ms, 100 ms", problem),))
    with pulse_server() as server, tempfile.TemporaryDirectory() as folder:
        environment = {**server.environment, "XDG_DATA_HOME": folder}
        with monitoring(environment) as monitor:
            cuts = _interrupted(environment)
            time.sleep(1)
        silences, answers = _measured(monitor, cuts)
        rival = _rival(environment)
    where = f"virtual sound card, {len(silences)} interruptions"
    return Finding(
        (
            _row(f"decision to silence, {where}", 0.06, silences),
            _row(f"decision to the first sound of what is said then, {where}", 0.1, answers),
            Row(f"the same of {_RIVAL}", "", rival),
        ),
        "### Barge-in on the virtual sound card\n\nCommands are typed into the middle of a "
        "sentence; the decision is when the event `heard` can be read. Silence is when the "
        "recording is no longer the sentence that was cut off, found by its own sound. Both hold "
        "what waits in the buffers of PortAudio and PulseAudio, and of the recorder. "
        "What else runs on the machine is in these figures.",
    )


def _row(what: str, goal: Seconds, found: list[Seconds]) -> Row:
    if not found:
        return Row(what, f"at most {1000 * goal:.0f} ms", "nothing to measure")
    figures = f"median {1000 * middle(found):.0f}, p95 {1000 * high(found):.0f}, "
    figures += f"most {1000 * max(found):.0f} ms"
    return Row(what, f"at most {1000 * goal:.0f} ms", figures, max(found) <= goal)


def _interrupted(environment: Mapping[str, str]) -> list[_Cut]:
    command = [sys.executable, "-m", "voice_guide", "play", "back-rub", "--skip-screening"]
    command += ["--typed", "--events", "-", "--screen", "none"]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        guide = _Guide(process)
        reader = threading.Thread(target=guide.read, daemon=True)
        reader.start()
        try:
            return [cut for _ in range(_TIMES) for cut in _one(guide)]
        finally:
            process.terminate()
            reader.join(_PATIENCE)


def _one(guide: _Guide) -> Iterator[_Cut]:
    """Type into the middle of the next long sentence."""
    give_up_at = time.monotonic() + _PATIENCE
    known = len(guide.events)
    sentence: tuple[Seconds, str] | None = None
    while time.monotonic() < give_up_at and guide.process.poll() is None:
        time.sleep(0.005)
        for at, event in guide.events[known:]:
            known += 1
            if event["event"] == "said":
                sentence = (at, event["text"]) if len(event["text"]) > _LONG else None
        if sentence is not None and time.monotonic() > sentence[0] + _INTO:
            before = len(guide.events)
            guide.type(_ASKED)
            time.sleep(1.5)
            after = guide.events[before:]
            heard = [at for at, event in after if event["event"] == "heard"]
            said = [event["text"] for _, event in after if event["event"] == "said"]
            cut = any(event.get("interrupted") for _, event in after)
            if heard and said and cut:
                yield _Cut(sentence[1], sentence[0], said[0], heard[0])
            return


def _measured(monitor: Monitor, cuts: list[_Cut]) -> tuple[list[Seconds], list[Seconds]]:
    silences, answers = [], []
    with voicing(Settings(), lambda _: None) as guide:
        for cut in cuts:
            decided = monitor.sample(cut.at)
            start = max(monitor.sample(cut.begun) - _BEFORE, 0)
            sound = monitor.sound[start : decided + 3 * SAMPLE_RATE]
            decided -= start
            _, silent = last_of(sound[: decided + SAMPLE_RATE], guide.voice.render(cut.text))
            answer: Samples = guide.voice.render(cut.answer)
            begun, _ = last_of(sound[decided:], answer)
            heard = first_sound(answer, 0) or 0
            silences.append((silent - decided) / SAMPLE_RATE)
            answers.append((begun + heard) / SAMPLE_RATE)
    return silences, answers


_SAY = "Lay both hands flat on the shoulders, and wait until the breathing has become slow."


def _rival(environment: Mapping[str, str]) -> str:
    """One sentence that is stopped in the middle, as the library's documents say."""
    if shutil.which("aplay") is None or importlib.util.find_spec("pyttsx3") is None:
        return "not measured: `aplay` (alsa-utils) or pyttsx3 is not installed"
    with monitoring(environment) as monitor:
        command = [sys.executable, "-m", "benchmarks.rivals", "interrupt", _SAY, str(_INTO)]
        with subprocess.Popen(
            command, cwd=ROOT, env=dict(environment), stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            told = dict(line.split() for line in child.stdout)
        time.sleep(0.5)
    if "say" not in told or "stop" not in told:
        return "not measured: it did not speak"
    sound, asked, stop = monitor.sound, *(monitor.sample(float(told[k])) for k in ("say", "stop"))
    begun = first_sound(sound, asked)
    if begun is None:
        return "it was not heard: ALSA does not play through PulseAudio here (libasound2-plugins)"
    silent = (last_sound(sound, stop) - stop) / SAMPLE_RATE
    again = (
        "then it could speak again" if "again" in told else "then it hung for 10 s, and was ended"
    )
    return (
        f"first sound after {1000 * (begun - asked) / SAMPLE_RATE:.0f} ms, "
        f"silent {1000 * silent:.0f} ms after `stop()`; {again}"
    )
