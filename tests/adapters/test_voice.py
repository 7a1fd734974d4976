"""The voice: pyttsx3 in a child process, with real espeak-ng."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from voice_guide.adapters.pyttsx3_voice import CALM_VOICE, Pyttsx3Voice, VoiceNames
from voice_guide.errors import InputError, VoiceError
from voice_guide.sound.level import decibels, peak, speech_level
from voice_guide.sound.samples import SAMPLE_RATE, Samples
from voice_guide.sound.speech import CEILING, LEVEL, PAUSE

SENTENCES = (
    "Stop.",
    "Hold on.",
    "Glide both hands slowly from the lower back up to the shoulders, and round them.",
    "Sisters press six sticky sausages: softly, slowly, and with the shoulders at ease.",
    "Keep it up for 1 min 30 s, in 0.5 in (1.27 cm) steps.",
)

pytestmark = pytest.mark.skipif(
    sys.platform in {"darwin", "win32"}, reason="what is measured here is espeak-ng"
)


@pytest.fixture(scope="module")
def voice() -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice()
    yield voice
    voice.close()


@pytest.fixture
def own_voice() -> Iterator[Pyttsx3Voice]:
    voice = Pyttsx3Voice(per_sentence=1.0)
    yield voice
    voice.close()


@pytest.fixture(scope="module")
def renders(voice: Pyttsx3Voice) -> list[Samples]:
    return [voice.render(sentence) for sentence in SENTENCES]


def child_of(voice: Pyttsx3Voice) -> int:
    voice.warm()
    assert voice._child is not None
    return voice._child._process.pid


def running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until_gone(pid: int) -> bool:
    """Wait; the suite's own time limit ends a wait in vain."""
    while running(pid):
        time.sleep(0.01)
    return True


def power(samples: Samples, low: float, high: float) -> float:
    spectrum = np.abs(np.fft.rfft(samples)) ** 2
    at = np.fft.rfftfreq(len(samples), 1 / SAMPLE_RATE)
    return float(spectrum[(at >= low) & (at < high)].sum())


def test_a_sentence_is_spoken(renders: list[Samples]) -> None:
    for samples in renders:
        assert samples.dtype == np.float32
        assert len(samples) > 0.5 * SAMPLE_RATE


def test_every_sentence_is_equally_loud(renders: list[Samples]) -> None:
    for samples in renders:
        assert speech_level(samples) == pytest.approx(LEVEL, abs=0.5)


def test_peaks_leave_room_for_more(renders: list[Samples]) -> None:
    for samples in renders:
        assert decibels(peak(samples)) <= CEILING + 0.01


def test_there_is_neither_rumble_nor_harshness(renders: list[Samples]) -> None:
    everything = np.concatenate(renders)
    speech = power(everything, 100, 1000)
    assert power(everything, 0, 50) < speech * 1e-3
    assert power(everything, 3000, 8000) < speech * 10**-1.8


def test_an_answer_starts_at_once(renders: list[Samples]) -> None:
    for samples in renders:
        first = np.flatnonzero(np.abs(samples) > peak(samples) / 100)[0]
        assert first < 0.02 * SAMPLE_RATE


def test_sentences_do_not_run_into_each_other(renders: list[Samples]) -> None:
    for samples in renders:
        assert not samples[-round(PAUSE * SAMPLE_RATE) :].any()
        last = np.flatnonzero(np.abs(samples) > peak(samples) / 100)[-1]
        assert PAUSE <= (len(samples) - last) / SAMPLE_RATE < PAUSE + 0.1


def test_a_sentence_begins_and_ends_without_a_click(renders: list[Samples]) -> None:
    for samples in renders:
        assert abs(samples[0]) < 0.001
        assert samples[-1] == 0.0


def test_pace_changes_how_long_it_takes(voice: Pyttsx3Voice) -> None:
    lengths = [len(voice.render(SENTENCES[2], pace=pace)) for pace in (0.7, 1.0, 1.4)]
    assert lengths[0] > 1.15 * lengths[1] > 1.3 * lengths[2]


def test_every_sentence_has_the_pace_that_was_asked_for(voice: Pyttsx3Voice) -> None:
    slow, quick = (len(voice.render("Rest now.", pace=pace)) for pace in (0.7, 1.5))
    for _ in range(20):
        assert len(voice.render("Rest now.", pace=0.7)) == pytest.approx(slow, rel=0.05)
        assert len(voice.render("Rest now.", pace=1.5)) == pytest.approx(quick, rel=0.05)


def test_no_sentence_is_lost_or_mistaken_for_another(voice: Pyttsx3Voice) -> None:
    whole = {words: len(voice.render("step " * words)) for words in (1, 4, 9)}
    assert whole[1] < whole[4] < whole[9]
    for turn in range(60):
        words = (1, 4, 9)[turn % 3]
        assert len(voice.render("step " * words)) == pytest.approx(whole[words], rel=0.05)


@pytest.mark.parametrize("text", ["", "   ", "...", "—", "\0", "!?"])
def test_what_cannot_be_spoken_is_a_short_silence(voice: Pyttsx3Voice, text: str) -> None:
    assert not voice.render(text).any()


@pytest.mark.parametrize(
    "text", ["a\0b", "half \ud800 a letter", "one\ntwo", "[[nonsense]] <b>", "é"]
)
def test_strange_text_is_spoken_not_choked_on(voice: Pyttsx3Voice, text: str) -> None:
    assert voice.render(text).any()


def test_a_page_of_text_is_spoken_whole(voice: Pyttsx3Voice) -> None:
    assert len(voice.render("Slowly and gently now. " * 100)) > 100 * SAMPLE_RATE


def test_an_unknown_voice_is_named_with_those_that_are_near() -> None:
    voice = Pyttsx3Voice("en-us+stef")
    with pytest.raises(InputError, match="stef") as caught:
        voice.warm()
    assert "steph" in caught.value.hint


def test_an_unknown_language_is_named_with_those_that_are_near() -> None:
    with pytest.raises(InputError, match="en-gb") as caught:
        Pyttsx3Voice("en-gb").render("Hello.")
    assert "en-gb-x-rp" in caught.value.hint


def test_a_voice_is_found_however_it_is_capitalised() -> None:
    assert VoiceNames(("en-us",), ("Michael",)).find("EN-us+michael") == "en-us+Michael"


def test_every_voice_that_is_listed_is_known(voice: Pyttsx3Voice) -> None:
    voice.warm()
    assert voice._child is not None
    listed = [each.name for each in voice.voices()]
    assert {"en-us", "en-us+steph", "en-us+Michael", "af"} <= set(listed)
    assert [voice._child.names.find(name) for name in listed] == listed


def test_the_voice_that_speaks_is_listed_first_then_the_calm_ones_then_english(
    voice: Pyttsx3Voice,
) -> None:
    listed = voice.voices()
    assert [each.name for each in listed if each.standard] == [listed[0].name] == [CALM_VOICE]
    assert (listed[0].language, listed[0].sex) == ("English (America)", "male")
    ranks = [(not each.calm, not each.language.startswith("English")) for each in listed]
    assert ranks == sorted(ranks)
    assert sum(each.calm for each in listed) > 5


def test_different_voices_sound_different(voice: Pyttsx3Voice) -> None:
    other = Pyttsx3Voice("en-us+steph")
    try:
        ratios = [
            power(each.render(SENTENCES[2]), 100, 140) / power(each.render(SENTENCES[2]), 150, 250)
            for each in (voice, other)
        ]
    finally:
        other.close()
    assert ratios[0] > 3 * ratios[1]


def test_a_voice_that_dies_is_started_again(own_voice: Pyttsx3Voice) -> None:
    before = child_of(own_voice)
    os.kill(before, signal.SIGKILL)
    assert own_voice.render("Still here.").any()
    assert not running(before)


def test_a_voice_that_hangs_is_started_again(own_voice: Pyttsx3Voice) -> None:
    before = child_of(own_voice)
    os.kill(before, signal.SIGSTOP)
    assert own_voice.render("Still here.").any()
    assert not running(before)


def test_a_voice_that_keeps_dying_is_an_error_with_a_hint(
    own_voice: Pyttsx3Voice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pyttsx3.py").write_text("import os; os._exit(3)")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match="ended") as caught:
        own_voice.render("Hello.")
    assert caught.value.hint


def test_an_engine_that_does_not_start_is_an_error_that_says_why(
    own_voice: Pyttsx3Voice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "pyttsx3.py").write_text("raise RuntimeError('no engine on this machine')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError, match="no engine on this machine") as caught:
        own_voice.render("Hello.")
    assert "espeak-ng" in caught.value.hint


def test_an_engine_that_never_writes_is_an_error(
    own_voice: Pyttsx3Voice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # A pyttsx3 whose files do not appear: what happens without a player, or with a full disk.
    (tmp_path / "pyttsx3.py").write_text(
        "class Engine:\n"
        "    def __getattr__(self, name):\n"
        "        return lambda *values: None\n"
        "init = Engine\n"
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with pytest.raises(VoiceError):
        own_voice.render("Hello.")


def test_a_machine_without_room_is_an_error_not_a_crash(
    own_voice: Pyttsx3Voice, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    with pytest.raises(VoiceError, match="cannot be started"):
        own_voice.render("Hello.")


def test_a_sentence_can_come_from_any_thread(voice: Pyttsx3Voice) -> None:
    lengths: dict[int, int] = {}

    def speak(words: int) -> None:
        lengths[words] = len(voice.render("step " * words))

    threads = [threading.Thread(target=speak, args=(words,)) for words in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(lengths.values()) == [lengths[words] for words in range(1, 9)]


def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    voice = Pyttsx3Voice()
    child = child_of(voice)
    voice.render("Hello.")
    voice.close()
    assert not running(child)
    assert not list(tmp_path.iterdir())


def another_program(then: str, folder: Path) -> tuple[subprocess.Popen[str], int]:
    """A program that has spoken once and does `then`; and the process of its voice."""
    script = (
        "from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice\n"
        "voice = Pyttsx3Voice(); voice.render('Hello.')\n"
        f"print(voice._child._process.pid, flush=True); {then}"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", script],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"TMPDIR": str(folder)},
        text=True,
    )
    assert parent.stdout is not None
    return parent, int(parent.stdout.readline())


def test_the_voice_ends_with_the_program_that_started_it(tmp_path: Path) -> None:
    parent, child = another_program("input()", tmp_path)
    parent.kill()
    parent.communicate()
    assert until_gone(child)
    assert not list(tmp_path.iterdir())


def test_a_voice_whose_answer_nobody_takes_leaves_nothing_behind(tmp_path: Path) -> None:
    """The program is stopped while it waits, and killed when the answer fills the pipe."""
    parent, child = another_program("voice.render('A long page of text. ' * 40)", tmp_path)
    time.sleep(0.1)  # it has asked
    parent.send_signal(signal.SIGSTOP)
    time.sleep(1.5)
    parent.kill()
    parent.communicate()
    assert until_gone(child)
    assert not list(tmp_path.iterdir())


def test_ctrl_c_in_the_terminal_does_not_silence_the_voice(own_voice: Pyttsx3Voice) -> None:
    child = child_of(own_voice)
    assert os.getpgid(child) != os.getpgid(0)
    os.kill(child, signal.SIGINT)
    assert own_voice.render("Still here.").any()
    assert child_of(own_voice) == child


def test_no_apt_package_is_needed_for_speech(voice: Pyttsx3Voice) -> None:
    if shutil.which("espeak-ng") or shutil.which("espeak"):
        pytest.skip("espeak is installed here, so this would prove nothing")
    assert voice.render("Hello.").any()
