"""Sound files of every common kind are read; the others get a clear error."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from voice_guide.adapters.wav_file import LONGEST, WavSink, read_wav
from voice_guide.errors import InputError
from voice_guide.sound.samples import SAMPLE_RATE, Samples

TONE_HZ = 440


def tone(rate: int, seconds: float = 1.0) -> Samples:
    return (0.5 * np.sin(2 * np.pi * TONE_HZ * np.arange(int(rate * seconds)) / rate)).astype("f4")


def loudest_hz(samples: Samples) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(spectrum.argmax() * SAMPLE_RATE / len(samples))


@pytest.mark.parametrize(
    ("name", "rate", "channels", "subtype"),
    [
        ("8-bit.wav", 8_000, 1, "PCM_U8"),
        ("16-bit.wav", 16_000, 1, "PCM_16"),
        ("24-bit.wav", 48_000, 1, "PCM_24"),
        ("float.wav", 22_050, 1, "FLOAT"),
        ("stereo.wav", 44_100, 2, "PCM_16"),
        ("surround.flac", 96_000, 6, "PCM_24"),
    ],
)
def test_any_usual_sound_file_is_heard_as_16_khz_mono(
    name: str, rate: int, channels: int, subtype: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    soundfile.write(path, np.repeat(tone(rate)[:, None], channels, 1), rate, subtype)
    samples = read_wav(path)
    assert abs(len(samples) - SAMPLE_RATE) <= 1
    assert loudest_hz(samples) == pytest.approx(TONE_HZ, abs=2)
    assert np.abs(samples[1600:-1600]).max() == pytest.approx(0.5, abs=0.02)


def test_sound_above_8_khz_does_not_fold_back_into_the_voice(tmp_path: Path) -> None:
    path = tmp_path / "hiss.wav"
    high = np.sin(2 * np.pi * 11_000 * np.arange(44_100) / 44_100)
    soundfile.write(path, high, 44_100, "FLOAT")
    assert np.abs(read_wav(path)[1600:-1600]).max() < 0.001


def test_a_broken_number_in_a_float_file_spoils_only_its_own_sample(tmp_path: Path) -> None:
    path = tmp_path / "nan.wav"
    sound = tone(SAMPLE_RATE)
    sound[98:101] = [np.inf, 3e38, np.nan]
    soundfile.write(path, sound, SAMPLE_RATE, "FLOAT")
    samples = read_wav(path)
    assert np.abs(samples).max() <= 1.0
    assert np.array_equal(samples[101:], sound[101:])


def make_missing(path: Path) -> None:
    assert not path.exists()


def make_empty(path: Path) -> None:
    path.touch()


def make_corrupt(path: Path) -> None:
    path.write_bytes(b"RIFF\xff\xff\xff\xffWAVEnothing more that makes sense")


def make_text(path: Path) -> None:
    path.write_text("I am not a sound.\n" * 50, encoding="utf-8")


def make_soundless(path: Path) -> None:
    soundfile.write(path, tone(SAMPLE_RATE, 0), SAMPLE_RATE)


def make_far_too_slow(path: Path) -> None:
    soundfile.write(path, tone(SAMPLE_RATE), 10, "PCM_16")


def make_far_too_fast(path: Path) -> None:
    soundfile.write(path, tone(SAMPLE_RATE), 2**30, "PCM_16")


def make_folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    "make",
    [
        make_missing,
        make_empty,
        make_corrupt,
        make_text,
        make_soundless,
        make_far_too_slow,
        make_far_too_fast,
        make_folder,
    ],
)
def test_a_file_without_sound_gets_an_error_that_names_it(make: object, tmp_path: Path) -> None:
    path = tmp_path / "giver.wav"
    assert callable(make)
    make(path)
    with pytest.raises(InputError) as caught:
        read_wav(path)
    assert str(path) in str(caught.value)
    assert caught.value.hint


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_what_is_no_ordinary_file_is_refused_unopened(tmp_path: Path) -> None:
    path = tmp_path / "endless.wav"
    path.symlink_to("/dev/zero")
    with pytest.raises(InputError, match="ordinary"):
        read_wav(path)


def test_a_sound_of_more_than_eight_hours_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    rate = 1_000
    soundfile.write(path, np.zeros(int(LONGEST + 1) * rate, np.int16), rate, "PCM_U8")
    with pytest.raises(InputError, match="too long"):
        read_wav(path)


def test_what_was_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "out.wav"
    sound = tone(SAMPLE_RATE)
    with WavSink(path) as sink:
        for start in range(0, len(sound), 320):
            sink.write(sound[start : start + 320])
    info = soundfile.info(path)
    assert (info.samplerate, info.channels, info.subtype) == (SAMPLE_RATE, 1, "PCM_16")
    assert np.abs(read_wav(path) - sound).max() < 1 / 16_000


def test_what_is_too_loud_is_clipped_and_does_not_wrap_round(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    with WavSink(path) as sink:
        sink.write(np.array([2.0, -2.0], np.float32))
    assert np.sign(read_wav(path)).tolist() == [1, -1]


def test_a_file_that_was_never_closed_is_still_whole(tmp_path: Path) -> None:
    path = tmp_path / "cut.wav"
    sink = WavSink(path)
    for _ in range(50):
        sink.write(tone(SAMPLE_RATE)[:320])
    copy = tmp_path / "copy.wav"
    copy.write_bytes(path.read_bytes())
    assert len(read_wav(copy)) == 50 * 320
    sink.close()


def test_a_sink_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no such folder" / "out.wav"):
        with pytest.raises(InputError, match="cannot be written"):
            WavSink(path)
