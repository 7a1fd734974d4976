"""What we compare with: the libraries used as their own examples use them.

python3 -m benchmarks.rivals start MODEL    pyttsx3 and Vosk, ready to speak and to listen
python3 -m benchmarks.rivals listen MODEL FILE.wav    Vosk's microphone example over a file
python3 -m benchmarks.rivals interrupt TEXT SECONDS    pyttsx3 says it and is stopped in the middle
"""

import json
import sys
import tempfile
import wave
from pathlib import Path
from typing import Any

GREETING = "Welcome. Let us begin with the first step."
_FRAMES = 8000
"""The block size of Vosk's own test_microphone.py."""


def start(model: str) -> None:
    """Everything a program needs before its first word, in the order of the examples."""
    import ctypes  # noqa: PLC0415 - the rival's own start is what is measured
    import os  # noqa: PLC0415

    import espeakng_loader  # noqa: PLC0415
    import vosk  # noqa: PLC0415

    vosk.SetLogLevel(-1)
    vosk.KaldiRecognizer(vosk.Model(model), 16_000)
    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3  # noqa: PLC0415

    engine = pyttsx3.init("espeak")
    with tempfile.TemporaryDirectory() as folder:
        engine.save_to_file(GREETING, str(Path(folder) / "first.wav"))
        engine.runAndWait()
    print("spoken", flush=True)


def listen(model: str, file: str) -> None:
    """Vosk's microphone example, with a file in place of the microphone."""
    import vosk  # noqa: PLC0415

    vosk.SetLogLevel(-1)
    recogniser = vosk.KaldiRecognizer(vosk.Model(model), 16_000)
    with wave.open(file) as sound:
        while block := sound.readframes(_FRAMES):
            if recogniser.AcceptWaveform(block):
                json.loads(recogniser.Result())
            else:
                json.loads(recogniser.PartialResult())


def interrupt(text: str, into: float) -> None:
    """Tell the monotonic time of `say()`, of `stop()`, and of when it is ready to speak again."""
    import os  # noqa: PLC0415
    import threading  # noqa: PLC0415
    import time  # noqa: PLC0415

    engine = _engine()

    def tell(what: str) -> None:
        print(what, time.monotonic(), flush=True)

    def stop() -> None:
        time.sleep(into)
        tell("stop")
        engine.stop()

    def give_up() -> None:
        time.sleep(_HANGS)
        os._exit(0)  # a thread of its own cannot be ended otherwise

    for body in (stop, give_up):
        threading.Thread(target=body, daemon=True).start()
    tell("say")
    # The first sentence returns while it is still being played; the second waits for it.
    for _ in range(2):
        engine.say(text)
        engine.runAndWait()
    tell("again")


_HANGS = 10.0


def _engine() -> Any:  # noqa: ANN401 - it has no types
    import ctypes  # noqa: PLC0415
    import os  # noqa: PLC0415

    import espeakng_loader  # noqa: PLC0415

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    ctypes.CDLL(espeakng_loader.get_library_path(), mode=ctypes.RTLD_GLOBAL)
    import pyttsx3  # noqa: PLC0415

    return pyttsx3.init("espeak")


if __name__ == "__main__":
    if sys.argv[1] == "start":
        start(sys.argv[2])
    elif sys.argv[1] == "interrupt":
        interrupt(sys.argv[2], float(sys.argv[3]))
    else:
        listen(sys.argv[2], sys.argv[3])
