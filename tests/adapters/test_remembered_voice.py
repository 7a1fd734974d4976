"""The remembered voice: slow once, quick ever after, and never in the way."""

import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from voice_guide.adapters.remembered_voice import RememberedVoice
from voice_guide.adapters.silent_voice import VoiceOrSilence
from voice_guide.core.messages import PartBack, PartFailed
from voice_guide.errors import InputError, VoiceError
from voice_guide.ports import Report
from voice_guide.sound.samples import Samples

LONG = 60.0
"""Seconds; an upper limit, not an expectation."""


class ToneVoice:
    """Hums as long as the text, in a tone of its own, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, float]] = []
        self.before: Callable[[str], object] = str

    def render(self, text: str, *, pace: float = 1.0) -> Samples:
        self.asked.append((text, pace))
        self.before(text)
        at = np.arange(len(text) * 100 + 100) * (0.05 + pace / 10)
        return np.asarray(0.3 * np.sin(at), np.float32)


@pytest.fixture
def inner() -> ToneVoice:
    return ToneVoice()


@pytest.fixture
def reports() -> list[Report]:
    return []


def remembered(
    inner: ToneVoice, folder: Path, reports: list[Report], key: str = "key", most: int = 10**9
) -> RememberedVoice:
    return RememberedVoice(inner, folder, key, reports.append, most_on_disk=most)


def test_a_sentence_is_rendered_once(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path / "new" / "cache", reports)
    first, second = voice.render("Rest."), voice.render("Rest.")
    again = remembered(inner, tmp_path / "new" / "cache", reports).render("Rest.")
    assert len(inner.asked) == 1
    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(first, again)
    assert not reports


def test_what_is_remembered_sounds_as_it_was_rendered(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    heard = remembered(inner, tmp_path, reports).render("Rest.")
    assert heard.dtype == np.float32
    np.testing.assert_allclose(heard, inner.render("Rest."), atol=1 / 32767)


def test_another_pace_voice_or_text_is_another_sentence(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path, reports)
    voice.render("Rest.")
    voice.render("Rest.", pace=0.8)
    voice.render("Rest!")
    remembered(inner, tmp_path, reports, key="another").render("Rest.")
    assert len(inner.asked) == 4


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:0],
        lambda content: content[:-2],
        lambda content: content[:10],
        lambda content: content[:-40] + b"\xff\x7f" * 20,
        lambda content: content + b"\0\0",
        lambda content: b"RIFF" + content[4:],
    ],
)
def test_a_damaged_sentence_is_rendered_anew(
    inner: ToneVoice, tmp_path: Path, reports: list[Report], damage: Callable[[bytes], bytes]
) -> None:
    whole = remembered(inner, tmp_path, reports).render("Rest.")
    (file,) = tmp_path.iterdir()
    good = file.read_bytes()
    file.write_bytes(damage(good))
    np.testing.assert_array_equal(remembered(inner, tmp_path, reports).render("Rest."), whole)
    assert len(inner.asked) == 2
    assert file.read_bytes() == good


def test_a_folder_that_is_a_file_is_told_once_and_memory_must_do(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    file = tmp_path / "cache"
    file.write_text("in the way")
    voice = remembered(inner, file, reports)
    for text in ("One.", "Two.", "One.", "Two."):
        assert voice.render(text).any()
    assert [text for text, _ in inner.asked] == ["One.", "Two."]
    (report,) = reports
    assert isinstance(report, PartFailed)
    assert report.part == "voice cache"
    assert str(file) in report.problem
    assert report.remedy


def test_a_folder_nobody_can_write_to_is_told_once(inner: ToneVoice, reports: list[Report]) -> None:
    if not Path("/proc/self").exists():
        pytest.skip("/proc is a folder that nobody can write to, and it is not here")
    voice = remembered(inner, Path("/proc/voice-guide"), reports)
    assert voice.render("One.").any()
    assert voice.render("Two.").any()
    assert len(reports) == 1


def test_a_full_disk_is_told_once(inner: ToneVoice, tmp_path: Path, reports: list[Report]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("/dev/full is a disk that is always full, and it is not here")
    voice = remembered(inner, tmp_path / "cache", reports)
    (tmp_path / "cache").symlink_to("/dev/full")
    assert voice.render("One.").any()
    assert voice.render("Two.").any()
    assert len(reports) == 1


def test_a_folder_deleted_in_the_middle_is_made_again(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path / "cache", reports)
    voice.render("One.")
    shutil.rmtree(tmp_path / "cache")
    assert voice.render("One.").any()
    assert voice.render("Two.").any()
    assert len(list((tmp_path / "cache").iterdir())) == 1
    assert not reports


def test_the_folder_does_not_grow_for_ever(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    most = 40_000
    voice = remembered(inner, tmp_path, reports, most=most)
    for number in range(60):
        voice.render(f"Sentence {number:03}.")
    kept = list(tmp_path.iterdir())
    assert sum(file.stat().st_size for file in kept) < most * 1.3
    assert len(kept) > 5
    again = remembered(inner, tmp_path, reports, most=most)
    inner.asked.clear()
    again.render("Sentence 059.")
    assert not inner.asked
    again.render("Sentence 000.")
    assert inner.asked


def test_files_of_others_are_left_alone(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    (tmp_path / "mine.txt").write_text("x" * 1000)
    voice = remembered(inner, tmp_path, reports, most=500)
    voice.render("One.")
    assert (tmp_path / "mine.txt").exists()


def test_sentences_are_prepared_in_order(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path, reports)
    texts = [f"Sentence {number}." for number in range(10)]
    voice.prepare(texts, pace=0.9)
    assert voice.prepared(LONG)
    assert inner.asked == [(text, 0.9) for text in texts]
    voice.render("Sentence 7.", pace=0.9)
    voice.prepare(texts, pace=0.9)
    assert voice.prepared(LONG)
    assert len(inner.asked) == 10


def test_what_is_needed_now_goes_before_what_is_prepared(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path, reports)
    begun, go_on = threading.Event(), threading.Event()

    def wait_in_the_first(text: str) -> None:
        if text == "Ahead 0.":
            begun.set()
            go_on.wait(LONG)
        if text == "Now!":
            # Let go of the sentence in the background while this one is under way.
            go_on.set()
            assert not voice.prepared(0.2)
            now_done.append(list(inner.asked))

    now_done: list[list[tuple[str, float]]] = []
    inner.before = wait_in_the_first
    voice.prepare([f"Ahead {number}." for number in range(5)])
    assert begun.wait(LONG)
    voice.render("Now!")
    assert now_done == [[("Ahead 0.", 1.0), ("Now!", 1.0)]]
    assert voice.prepared(LONG)
    assert len(inner.asked) == 6


def test_a_new_list_replaces_the_old_one(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    voice = remembered(inner, tmp_path, reports)
    begun, go_on = threading.Event(), threading.Event()

    def wait(text: str) -> None:
        if text == "Old 0.":
            begun.set()
            go_on.wait(LONG)

    inner.before = wait
    voice.prepare([f"Old {number}." for number in range(5)])
    assert begun.wait(LONG)
    voice.prepare(["New."])
    go_on.set()
    assert voice.prepared(LONG)
    assert [text for text, _ in inner.asked] == ["Old 0.", "New."]


def test_stop_prepares_no_more(inner: ToneVoice, tmp_path: Path, reports: list[Report]) -> None:
    voice = remembered(inner, tmp_path, reports)
    begun, go_on = threading.Event(), threading.Event()

    def wait(text: str) -> None:
        del text
        begun.set()
        go_on.wait(LONG)

    inner.before = wait
    voice.prepare([f"Ahead {number}." for number in range(5)])
    assert begun.wait(LONG)
    threading.Timer(0.05, go_on.set).start()
    voice.stop()
    assert voice.prepared(LONG)
    assert len(inner.asked) == 1


def test_a_sentence_that_cannot_be_prepared_does_not_stop_the_others(
    inner: ToneVoice, tmp_path: Path, reports: list[Report]
) -> None:
    def fail(text: str) -> None:
        if text == "Bad.":
            raise VoiceError("no")

    inner.before = fail
    voice = remembered(inner, tmp_path, reports)
    voice.prepare(["Bad.", "Good."])
    assert voice.prepared(LONG)
    assert [text for text, _ in inner.asked] == ["Bad.", "Good."]
    with pytest.raises(VoiceError):
        voice.render("Bad.")


def test_a_voice_that_fails_is_told_once_and_the_session_goes_on_in_silence(
    inner: ToneVoice, reports: list[Report]
) -> None:
    def fail(text: str) -> None:
        del text
        raise VoiceError("it hangs", hint="look into it")

    inner.before = fail
    voice = VoiceOrSilence(inner, reports.append)
    short = voice.render("Rest now.")
    long = voice.render("And now, slowly, glide both hands all the way from the hips up.")
    assert not short.any()
    assert not long.any()
    assert len(long) > len(short) > 0
    assert reports == [PartFailed("voice", "it hangs", "look into it")]


def test_a_default_voice_that_is_missing_is_silence_too(
    inner: ToneVoice, reports: list[Report]
) -> None:
    def fail(text: str) -> None:
        del text
        raise InputError("there is no variant 'm7'", hint="Try one of: m1.")

    inner.before = fail
    assert not VoiceOrSilence(inner, reports.append).render("Rest now.").any()
    assert reports == [PartFailed("voice", "there is no variant 'm7'", "Try one of: m1.")]


def test_a_voice_that_recovers_is_heard_again(inner: ToneVoice, reports: list[Report]) -> None:
    def fail(text: str) -> None:
        if text == "One.":
            raise VoiceError("it hangs")

    inner.before = fail
    voice = VoiceOrSilence(inner, reports.append)
    assert not voice.render("One.").any()
    assert voice.render("Two.").any()
    assert not voice.render("One.").any()
    assert [type(report) for report in reports] == [PartFailed, PartBack, PartFailed]


def test_a_voice_that_stays_away_is_tried_less_and_less(
    inner: ToneVoice, reports: list[Report]
) -> None:
    def fail(text: str) -> None:
        del text
        raise VoiceError("it hangs")

    inner.before = fail
    voice = VoiceOrSilence(inner, reports.append)
    for _ in range(40):
        voice.render("One.")
    assert 4 < len(inner.asked) < 10
    inner.before = str
    assert any(voice.render("One.").any() for _ in range(16))
