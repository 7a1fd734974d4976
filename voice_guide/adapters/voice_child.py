"""A program of its own that renders sentences with pyttsx3: a hang or a crash stays in here.

Run as `python -m voice_guide.adapters.voice_child FOLDER`. It speaks JSON, one object a line.
First it writes {"bases": [...], "variants": [...]}, the voices there are. Then each request
{"text", "voice", "rate"} on standard input gets one answer on standard output, {"rate", "pcm"}
with 16-bit mono samples in base64; {"about": "voices"} gets {"voices"}, of each its name, language
and sex. Instead of any of these it may write {"problem", "remedy"}.
It works in FOLDER, removes it in the end, and ends when its standard input closes.
"""

import base64
import ctypes
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import wave
from pathlib import Path
from queue import SimpleQueue
from typing import Any, NoReturn, TextIO

_NATIVE = sys.platform in {"darwin", "win32"}
_WRITTEN_WITHIN = 2.0 if _NATIVE else 0.3
"""Seconds that a file may take to appear after pyttsx3 said it was done."""

_TRIES = 5

_MACHINES_OWN = "" if _NATIVE else "en-us"
_INSTALL = "install espeak-ng, for instance with: apt install espeak-ng"


class Engine:
    """pyttsx3, one sentence at a time; the traps it sets are handled here."""

    def __init__(self, folder: Path) -> None:
        self._library = None if _NATIVE else _load_espeak()
        import pyttsx3  # noqa: PLC0415 - it looks for the library while it is being imported

        self._engine: Any = pyttsx3.init()
        self._folder = folder
        if self._library is not None:
            self._never_cancel()
        # Until its first sentence pyttsx3 only queues what is set.
        self._save("ready")

    def voices(self) -> dict[str, list[str]]:
        """Return the names of the voices, and of the variants that may follow a plus sign."""
        if self._library is None:
            found = self._engine.getProperty("voices")
            return {"bases": [voice.id for voice in found], "variants": []}
        data = _data(self._library)
        variants = sorted(file.name for file in (data / "voices" / "!v").glob("*"))
        return {"bases": sorted(_base_voices(data)), "variants": variants}

    def about_voices(self) -> dict[str, list[tuple[str, str, str]]]:
        """Return what is to be known of them, which takes a look into hundreds of files."""
        if self._library is None:
            found = self._engine.getProperty("voices")
            return {"voices": [(voice.id, voice.name or "", "") for voice in found]}
        data = _data(self._library)
        own = [(name, *_told(file)) for name, file in _base_voices(data).items()]
        language = next((told for name, told, _ in own if name == _MACHINES_OWN), "")
        varied = (data / "voices" / "!v").glob("*")
        variants = [(f"{_MACHINES_OWN}+{file.name}", language, _told(file)[1]) for file in varied]
        return {"voices": own + variants}

    def render(self, text: str, voice: str, rate: int) -> dict[str, int | str]:
        """Return the answer to one request."""
        self._choose(voice or _MACHINES_OWN, rate)
        wav_rate, pcm = self._save(text)
        return {"rate": wav_rate, "pcm": base64.b64encode(pcm).decode("ascii")}

    def _choose(self, voice: str, rate: int) -> None:
        """Set voice and rate and look whether they were taken; raise OSError."""
        for _ in range(_TRIES):
            if voice:
                self._engine.setProperty("voice", voice)
                self._settle()
            self._engine.setProperty("rate", rate)
            self._settle()
            if self._library is None:
                return
            taken = self._engine.getProperty("voice").rpartition("/")[2]
            if taken == voice.lower() and self._engine.getProperty("rate") == rate:
                return
        raise OSError(f"pyttsx3 did not take the voice {voice} or the rate {rate}")

    def _save(self, text: str) -> tuple[int, bytes]:
        file = self._folder / "sentence.wav"
        self._engine.save_to_file(text, str(file))
        self._engine.runAndWait()
        # runAndWait returns while espeak's own thread may still be at work.
        self._settle()
        found = _complete(file)
        # What is left from before must never pass for the next sentence.
        file.unlink()
        return found

    def _never_cancel(self) -> None:
        """Take away pyttsx3's stop, which its runAndWait calls first.

        espeak works in a thread of its own, and may still be busy with the settings then: they
        are dropped, or the sentence is cut off, seen as an empty file in 1 of 200 renders.
        """
        self._engine.proxy._driver.stop = lambda: None  # noqa: SLF001

    def _settle(self) -> None:
        if self._library is not None:
            self._library.espeak_Synchronize()


def _load_espeak() -> ctypes.CDLL:
    """Load the library into the whole process: pyttsx3 then finds it by its own name."""
    try:
        import espeakng_loader  # noqa: PLC0415 - not there on every machine
    except ImportError:
        return ctypes.CDLL("libespeak-ng.so.1", mode=ctypes.RTLD_GLOBAL)
    # Without its data espeak ends the whole process.
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    return ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)


def _data(library: ctypes.CDLL) -> Path:
    """Return where espeak keeps its voices."""
    path = ctypes.c_char_p()
    library.espeak_Info(ctypes.byref(path))
    return Path(os.fsdecode(path.value or b""))


def _base_voices(data: Path) -> dict[str, Path]:
    """Return the files of the languages: only their names are names of voices."""
    return {file.name.lower(): file for file in (data / "lang").rglob("*") if file.is_file()}


def _told(file: Path) -> tuple[str, str]:
    """Return the name and the sex that a voice's file tells."""
    rows = (line.split(maxsplit=1) for line in file.read_text("utf-8", "replace").splitlines())
    told = {row[0]: row[1].strip() for row in reversed([*rows]) if len(row) == 2}
    sex = told.get("gender", "").partition(" ")[0].lower()
    return told.get("name", ""), sex if sex in {"male", "female"} else ""


def _complete(file: Path) -> tuple[int, bytes]:
    """Wait until all of the file is there and return its rate and samples; raise OSError."""
    deadline = time.monotonic() + _WRITTEN_WITHIN
    while True:
        try:
            return _read(file)
        except (OSError, EOFError, wave.Error):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.002)


def _read(file: Path) -> tuple[int, bytes]:
    if sys.platform == "darwin":
        # The Mac writes AIFF, whatever the name says.
        plain = file.with_name("plain.wav")
        convert = ["afconvert", "-f", "WAVE", "-d", "LEI16", "-c", "1", str(file), str(plain)]
        subprocess.run(convert, check=True)  # noqa: S603 - a fixed command
        file = plain
    with wave.open(str(file), "rb") as wav:
        frames = wav.getnframes()
        pcm = wav.readframes(frames)
        if wav.getnchannels() != 1 or wav.getsampwidth() != 2 or not frames:
            raise OSError(f"pyttsx3 wrote a file without speech: {wav.getparams()}")
        if len(pcm) != frames * 2:
            raise EOFError("pyttsx3 wrote a part of the file")
        return wav.getframerate(), pcm


def _private_output() -> TextIO:
    """Keep standard output for the answers: pyttsx3 prints to it, as C code may."""
    answers = os.fdopen(os.dup(1), "w", encoding="ascii", buffering=1)
    os.dup2(2, 1)
    return answers


def _read_requests(requests: "SimpleQueue[str]", folder: Path) -> None:
    for line in sys.stdin:
        requests.put(line)
    # The parent is gone; this ends also a sentence that hangs.
    _leave(folder)


def _leave(folder: Path) -> NoReturn:
    """End, from any thread, and leave nothing behind."""
    # A sentence that is being written just now may bring the folder back to life.
    for _ in range(_TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.01)
        if not folder.exists():
            break
    os._exit(0)


def main() -> None:
    """Answer requests until standard input closes."""
    # Ctrl-C is for the parent, which then closes our standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder = Path(sys.argv[1])
    answers = _private_output()

    def answer(values: dict[str, Any]) -> None:
        try:
            answers.write(json.dumps(values) + "\n")
        except BrokenPipeError:
            _leave(folder)

    requests: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_read_requests, args=(requests, folder), daemon=True).start()
    try:
        engine = Engine(folder)
        answer(engine.voices())
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it
        answer({"problem": f"pyttsx3 does not start: {error}", "remedy": _INSTALL})
        return
    while True:
        try:
            request = json.loads(requests.get())
            answer(engine.about_voices() if "about" in request else engine.render(**request))
        except Exception as error:  # noqa: BLE001 - whatever it is, the parent says it
            answer({"problem": str(error) or type(error).__name__, "remedy": ""})


if __name__ == "__main__":
    main()
