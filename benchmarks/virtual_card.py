"""A sound card made of software: a private PulseAudio server with a speaker and a microphone.

What is played to the sink "speaker" can be recorded from `speaker.monitor`; what is played to the
sink "mic" is what the microphone hears. Nothing of the machine's own sound is touched.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voice_guide.sound.samples import SAMPLE_RATE, Samples

PROGRAMS = {
    "pulseaudio": "pulseaudio",
    "paplay": "pulseaudio-utils",
    "parec": "pulseaudio-utils",
    "pactl": "pulseaudio-utils",
}
"""What it needs, and the Debian package of each."""

_SCRIPT = """.fail
load-module module-native-protocol-unix auth-anonymous=1 socket={socket}
load-module module-null-sink sink_name=speaker rate={rate} channels=2
load-module module-null-sink sink_name=mic rate=48000 channels=1
load-module module-remap-source source_name=micin master=mic.monitor
set-default-sink speaker
set-default-source micin
"""

_OPTIONS = (
    "-n",
    "--daemonize=no",
    "--exit-idle-time=-1",
    "--realtime=no",
    "--high-priority=no",
    "--use-pid-file=no",
    "--disable-shm=yes",
    "--log-target=stderr",
    "-F",
)


@dataclass(slots=True)
class Pulse:
    """A running server. `environment` is for child processes: PortAudio reads it when it starts."""

    environment: dict[str, str]
    folder: Path
    children: ExitStack
    server: subprocess.Popen[bytes]

    def play(self, sound: Samples) -> None:
        """Say something into the microphone and return when it is out."""
        self._run("paplay", "--device=mic", "--raw", *_FORMAT, sound=sound)

    @contextmanager
    def recording(self, path: Path) -> Iterator[None]:
        """Record the speaker into a raw file of 32-bit floats at 16 kHz, mono."""
        with path.open("wb") as out:
            recorder = subprocess.Popen(
                ["parec", "-d", "speaker.monitor", "--latency-msec=10", *_FORMAT],
                env=self.environment,
                stdout=out,
            )
            try:
                wait_until(lambda: path.stat().st_size > 0, "the recorder to start")
                yield
            finally:
                recorder.terminate()
                recorder.wait()

    @contextmanager
    def echoing(self, delay: float) -> Iterator[None]:
        """Let the microphone hear the speaker, as loud as it is, about so many seconds later."""
        path = ["module-loopback", "source=speaker.monitor", "sink=mic", "adjust_time=0"]
        made = self._run("pactl", "load-module", *path, f"latency_msec={round(1000 * delay)}")
        try:
            yield
        finally:
            self._run("pactl", "unload-module", made.strip())

    def kill(self) -> None:
        """Pull the plug."""
        self.server.kill()
        self.server.wait()

    def restart(self) -> None:
        """Put it back: the same server again, after `kill`."""
        _socket(self.folder).unlink(missing_ok=True)
        self.server = _started(self.folder, self.environment, self.children)

    def control(self, *order: str) -> str:
        """Change something, as a person does in the sound settings; return what is answered."""
        done = subprocess.run(
            ["pactl", *order], env=self.environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def unplug(self, module: str) -> None:
        """Take a device away: the module that is loaded for it has this among its arguments."""
        for line in self.control("list", "short", "modules").splitlines():
            number, *rest = line.split("\t")
            if module in " ".join(rest):
                self.control("unload-module", number)
                return
        raise AssertionError(module)

    def _run(self, *command: str, sound: Samples | None = None) -> str:
        given = None if sound is None else sound.astype("<f4").tobytes()
        done = subprocess.run(
            command, input=given, env=self.environment, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode()


_FORMAT = (f"--rate={SAMPLE_RATE}", "--channels=1", "--format=float32le")


def recorded(path: Path) -> Samples:
    """What `Pulse.recording` wrote."""
    return np.frombuffer(path.read_bytes()[: path.stat().st_size // 4 * 4], "<f4").astype("f4")


def missing_programs() -> Iterator[str]:
    """The programs it needs that are not installed."""
    return (program for program in PROGRAMS if shutil.which(program) is None)


@contextmanager
def pulse_server(rate: int = 48_000) -> Iterator[Pulse]:
    """A server of our own whose speaker works at this rate; gone with all when the block ends.

    Raise FileNotFoundError where PulseAudio is not installed, TimeoutError if it does not start.
    """
    missing = tuple(missing_programs())
    if missing:
        raise FileNotFoundError(f"not installed: {', '.join(missing)}")
    folder = Path(tempfile.mkdtemp(prefix="vg-pulse-"))  # short: a socket's path has 107 characters
    try:
        environment = _environment(folder)
        script = folder / "script.pa"
        script.write_text(_SCRIPT.format(socket=_socket(folder), rate=rate), encoding="utf-8")
        with ExitStack() as children:
            server = _started(folder, environment, children)
            yield Pulse(environment, folder, children, server)
    finally:
        shutil.rmtree(folder)


def _started(
    folder: Path, environment: dict[str, str], children: ExitStack
) -> subprocess.Popen[bytes]:
    command = ["pulseaudio", *_OPTIONS, str(folder / "script.pa")]
    with (folder / "log").open("ab") as log:
        server = subprocess.Popen(command, env=environment, stderr=log)
    children.callback(_end, server)
    wait_until(lambda: _answers(environment), "PulseAudio to answer")
    for source in ("speaker.monitor", "mic.monitor"):
        children.callback(_end, _keep_awake(source, environment))
    return server


def wait_until(true: Callable[[], bool], what: str, seconds: float = 20) -> None:
    """Return as soon as it is true; raise TimeoutError if that takes too long."""
    give_up_at = time.monotonic() + seconds
    while not true():
        if time.monotonic() > give_up_at:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.02)


def _environment(folder: Path) -> dict[str, str]:
    runtime, state = folder / "rt", folder / "state"
    (runtime / "pulse").mkdir(parents=True)
    runtime.chmod(0o700)
    state.mkdir()
    return os.environ | {
        "XDG_RUNTIME_DIR": str(runtime),
        "PULSE_RUNTIME_PATH": str(runtime / "pulse"),
        "PULSE_STATE_PATH": str(state),
        "PULSE_SERVER": f"unix:{_socket(folder)}",
    }


def _socket(folder: Path) -> Path:
    return folder / "rt" / "pulse" / "native"


def _answers(environment: dict[str, str]) -> bool:
    asked = subprocess.run(["pactl", "info"], env=environment, capture_output=True, check=False)
    return asked.returncode == 0


def _keep_awake(source: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    # A null sink that nobody hurries works in pieces of 2 s, and a session's first second is lost.
    command = ["parec", "-d", source, "--latency-msec=10"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    child.wait()
