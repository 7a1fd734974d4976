"""The process in which pyttsx3 works: started, asked within a time limit, ended."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import voice_guide
from voice_guide.adapters.pyttsx3_voice.names import VoiceNames
from voice_guide.core.units import Seconds
from voice_guide.errors import VoiceError

_TO_START: Seconds = 20.0
HINT = "The words stay on the screen. 'voice-guide doctor' looks into what is wrong."


class VoiceProcess:
    """One process of voice_child.py."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="voice-guide-"))
        self._complaints = self._folder / "complaints.txt"
        root = str(Path(voice_guide.__file__).parents[1])
        paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
        with self._complaints.open("wb") as complaints:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-m", "voice_guide.adapters.voice_child", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
                start_new_session=True,  # Ctrl-C in the terminal is not for it
                encoding="ascii",
            )
        self._answers: SimpleQueue[str] = SimpleQueue()
        reader = threading.Thread(
            target=_hand_over, args=(self._process.stdout, self._answers), daemon=True
        )
        reader.start()
        self.names = VoiceNames((), ())
        self.voice = ""

    def greet(self, voice: str) -> None:
        """Wait until it is up and has the voice; raise VoiceError or InputError."""
        hello = self._answer(_TO_START)
        self.names = VoiceNames(tuple(hello["bases"]), tuple(hello["variants"]))
        self.voice = self.names.find(voice) if voice else ""

    def ask(self, request: Mapping[str, Any], limit: Seconds) -> Mapping[str, Any]:
        """Return the answer to one request; raise VoiceError."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise self._died() from error
        return self._answer(limit)

    def end(self) -> None:
        """End the process, whatever it is doing, and clean up after it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            _close(pipe)
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, limit: Seconds) -> Mapping[str, Any]:
        try:
            line = self._answers.get(timeout=limit)
        except Empty:
            raise VoiceError(f"the voice took longer than {limit:.1f} s", hint=HINT) from None
        if not line:
            raise self._died()
        answer: Mapping[str, Any] = json.loads(line)
        if "problem" in answer:
            raise VoiceError(answer["problem"], hint=answer["remedy"] or HINT)
        return answer

    def _died(self) -> VoiceError:
        last = self._complaints.read_text("utf-8", "replace").strip().splitlines()[-1:]
        reason = f": {last[0]}" if last else ""
        return VoiceError(f"the voice's process ended{reason}", hint=HINT)


def _hand_over(answers: IO[str] | None, queue: "SimpleQueue[str]") -> None:
    """Put every line into the queue, and at last an empty one."""
    assert answers is not None
    try:
        for line in answers:
            queue.put(line)
    finally:
        queue.put("")


def _close(pipe: IO[str] | None) -> None:
    try:
        if pipe is not None:
            pipe.close()
    except OSError:
        # What was still to be written has no reader any more.
        return
