"""Teaching a network to tell readings apart: rooms, pieces of speech, and the rest with PyTorch."""

import importlib.util
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import soundfile

from tools.command_model.discriminative import spoken
from tools.command_model.discriminative.rooms import Hard, Rooms
from tools.command_model.export import SAMPLE_RATE
from tools.command_model.reading_back import network_of
from tools.command_model.training.corpus import Spoken
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.adapters.word_graph.lexicon import FILE, read_lexicon
from voice_guide.core.phrases import Phrasebook
from voice_guide.resources import shipped
from voice_guide.sound.samples import Samples
from voice_guide.wiring import library

MODEL = shipped("models") / "command-en"
QUIET = Hard(faster=0, equalised=0, reverberant=0, noisy=0, long_before=0, turned_down=0)
needs_torch = pytest.mark.skipif(not importlib.util.find_spec("torch"), reason="needs PyTorch")


@pytest.fixture(scope="module")
def book() -> Phrasebook:
    return library.phrasebook(library.shelf().load("back-rub"), "en")


@pytest.fixture(scope="module")
def sayings() -> dict[str, Samples]:
    voice = Pyttsx3Voice()
    try:
        texts = ("skip this part", "skip the spot", "put the lamp over there")
        return {text: voice.render(text) for text in texts}
    finally:
        voice.close()


def tone(hertz: float, seconds: float = 1.0) -> Samples:
    time = np.arange(round(seconds * SAMPLE_RATE)) / SAMPLE_RATE
    return (0.3 * np.sin(2 * np.pi * hertz * time)).astype(np.float32)


def hissing(sound: Samples) -> Samples:
    hiss = 0.05 * np.random.default_rng(2).standard_normal(sound.size)
    return (sound + hiss).astype(np.float32)


def test_a_voice_is_in_another_room_each_time_and_the_same_seed_gives_the_same_rooms() -> None:
    first, again = (Rooms([[tone(200)]], [tone(150)], seed=3) for _ in range(2))
    one, other = first(tone(400)), first(tone(400))
    assert one.size != other.size or not np.array_equal(one, other)
    assert np.array_equal(one, again(tone(400)))


def test_a_noise_is_as_far_below_the_voice_as_it_is_meant_to_be() -> None:
    """Near ones are 0 to 16 dB softer."""
    hard = replace(QUIET, noisy=1.0, near=1.0, babble=0.0)
    for seed in range(5):
        heard = Rooms([[tone(3000, 8)]], [], seed, hard)(tone(400))
        power = np.abs(np.fft.rfft(heard)) ** 2
        hertz = np.fft.rfftfreq(heard.size, 1 / SAMPLE_RATE)
        lasts = SAMPLE_RATE / heard.size
        voice, noise = power[hertz < 1500].sum() / lasts, power[hertz >= 1500].sum()
        assert -0.5 < 10 * np.log10(voice / noise) < 16.5


def test_lines_are_commands_for_the_most_part(book: Phrasebook) -> None:
    lexicon = read_lexicon(MODEL / FILE)
    said = spoken.lines(200, book, lexicon, Random(1))  # noqa: S311
    commands = [text for text, _ in said if text in book.meanings]
    assert len(said) == 200
    assert 150 <= len(commands) < 190


def test_people_say_words_that_stand_side_by_side_and_no_command(
    sayings: dict[str, Samples], book: Phrasebook, tmp_path: Path
) -> None:
    recordings = []
    for number, text in enumerate(("put the lamp over there", "skip this part")):
        file = tmp_path / f"{number}.flac"
        soundfile.write(file, sayings[text], SAMPLE_RATE)
        recordings.append(Spoken(file, tuple(text.split()), "guide", "people"))
    lexicon, network = read_lexicon(MODEL / FILE), network_of(MODEL)
    found: list[spoken.Utterance] = []
    for seed in range(6):
        chance = Random(seed)  # noqa: S311
        found += spoken.pieces(recordings, network, lexicon, book.meanings, chance)
    assert {one.file for one in found} == {one.file for one in recordings}
    for one in found:
        whole = {file.file: " ".join(file.words) for file in recordings}[one.file or Path()]
        assert f" {one.text} " in f" {whole} "
        assert one.text not in book.meanings
        assert not one.to_the_guide
        assert 0.05 * SAMPLE_RATE < one.sound().size <= sayings[whole].size


@needs_torch
@pytest.mark.slow
def test_what_is_learnt_from_is_what_the_decoder_reckons(
    sayings: dict[str, Samples], book: Phrasebook
) -> None:
    """Of two phrases that are as likely by the grammar all that differs is the network's part."""
    from tools.command_model.discriminative import readings  # noqa: PLC0415

    text = "skip the spot"
    weighed = _weighed(hissing(sayings[text]), text, book)
    assert weighed.likelihoods.size > 2
    parts = weighed.likelihoods - readings.ACOUSTIC_SCALE * weighed.acoustic
    same = [np.abs(parts - part).min(where=np.arange(parts.size) != n, initial=9.0)
            for n, part in enumerate(parts)]  # fmt: skip
    assert min(same) < 0.02


@needs_torch
@pytest.mark.slow
def test_the_right_reading_becomes_likelier(sayings: dict[str, Samples], book: Phrasebook) -> None:
    import torch  # noqa: PLC0415 - not there where nobody trains

    from tools.command_model.discriminative import learning  # noqa: PLC0415
    from tools.command_model.training.neural import Scale, unfolded  # noqa: PLC0415

    text = "skip the spot"
    weighed = [_weighed(hissing(sayings[text]), text, book)] * 8
    network = network_of(MODEL)
    scale = Scale(torch.zeros(40), torch.full((40,), 20.0))
    net = unfolded(network, scale, torch.randn(4, 300, 40) * 20).eval()
    priors = torch.tensor(np.array(network.priors, np.float64))
    lesson = learning.Lesson(passes=20, utterances=8)
    before, after = (
        learning.share(each, scale, priors, weighed[:1])
        for each in (net, learning.sharpen(net, scale, priors, weighed, lesson))
    )
    assert before == pytest.approx(weighed[0].share, abs=0.02)
    assert after > before


def _weighed(sound: Samples, text: str, book: Phrasebook):  # type: ignore[no-untyped-def]  # noqa: ANN202
    import torch  # noqa: PLC0415

    from tools.command_model.discriminative.readings import Decoder  # noqa: PLC0415
    from tools.command_model.training.neural import Scale, unfolded  # noqa: PLC0415

    network = network_of(MODEL)
    plain = Scale(torch.zeros(40), torch.ones(40))
    net = unfolded(network, plain, torch.randn(4, 300, 40)).eval()
    weighed = Decoder(MODEL, net, network.priors, book)(sound, text, book.meanings[text])
    assert weighed is not None
    return weighed
